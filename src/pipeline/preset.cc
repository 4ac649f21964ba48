// The presets: what each stage is told.

#include <array>

#include "textkin/piece.h"
#include "textkin/pipeline.h"

namespace textkin {
namespace {

struct NamedPreset {
  Preset preset;
  std::string_view name;
};
constexpr std::array<NamedPreset, 5> kPresets = {
    NamedPreset{Preset::kReport, "report"}, NamedPreset{Preset::kWeb, "web"},
    NamedPreset{Preset::kNews, "news"}, NamedPreset{Preset::kStrict, "strict"},
    NamedPreset{Preset::kParaphrase, "paraphrase"}};

// Under strict, where resemblance alone decides, low thresholds need shorter bands: P(candidate) at
// the threshold stays above .98 down to .18. Shorter bands propose more pairs that verification
// must refuse.
void SetBands(MatchOptions* options) {
  if (options->threshold < 0.36) {
    options->rows = 2;
    options->bands = 128;
  } else if (options->threshold < 0.5) {
    options->rows = 3;
    options->bands = 85;
  }
}

}  // namespace

absl::StatusOr<Preset> ParsePreset(std::string_view name) {
  for (const NamedPreset& known : kPresets) {
    if (known.name == name) return known.preset;
  }
  return absl::InvalidArgumentError("--preset " + std::string(name) +
                                    ": one of report, web, news, strict, paraphrase");
}

std::string_view PresetName(Preset preset) {
  return kPresets[static_cast<std::size_t>(preset)].name;
}

StageOptions OptionsOf(Preset preset) {
  StageOptions options;
  switch (preset) {
    case Preset::kReport:
      break;
    case Preset::kWeb:
      options.shingle.values = true;
      break;
    case Preset::kNews:
      // Two words or four characters: true pairs of reprinted news share few longer runs
      // (NEWS-COPY's mean Jaccard of 4-grams is .26, arXiv 2210.04261).
      options.shingle.width = 4;
      options.threshold = 0.45;
      break;
    case Preset::kStrict:
      options.extract.marks = false;
      options.folding = Folding::kStrict;
      options.shingle.word_weight = 1;
      options.shingle.values = true;
      options.strict = true;
      break;
    case Preset::kParaphrase:
      options.align.bags = true;
      break;
  }
  return options;
}

MatchOptions MatchOptionsOf(const ScanOptions& options) {
  MatchOptions match;
  match.threshold = options.threshold;
  match.strict = OptionsOf(options.preset).strict;
  match.reworded = OptionsOf(options.preset).align.bags;
  match.sketch = options.sketch;
  if (match.strict) SetBands(&match);
  return match;
}

}  // namespace textkin
