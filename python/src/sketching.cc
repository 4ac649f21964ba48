// Tokens and sketches of single texts.

#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "bindings.h"
#include "textkin/limits.h"
#include "textkin/pipeline.h"
#include "textkin/utf8.h"

namespace textkin::python {
namespace {

namespace nb = nanobind;
using nb::literals::operator""_a;

// By the values of TokenKind.
constexpr const char* kKindNames[] = {"cjk", "word", "number", "mask"};

Tokens TokensOf(std::string_view text, Folding folding) {
  const std::vector<Span> kept = {{0, static_cast<std::uint32_t>(text.size())}};
  Tokens tokens;
  Normalize(text, kept, folding, &tokens);
  return tokens;
}

StageOptions StagesOf(std::string_view preset, std::uint64_t seed) {
  StageOptions stages = OptionsOf(ValueOrRaise(ParsePreset(preset)));
  stages.shingle.seed = seed;
  return stages;
}

void CheckLength(std::string_view text) {
  if (text.size() > kMaxDocumentBytes) {
    Raise(absl::InvalidArgumentError("the text has more than " + std::to_string(kMaxDocumentBytes) +
                                     " bytes"));
  }
}

// (normalized text, [(kind, begin, end)...]), ranges in code points.
nb::tuple NormalizeText(std::string_view text, std::string_view preset) {
  CheckLength(text);
  const Folding folding = StagesOf(preset, 0).folding;
  Tokens tokens;
  std::string normalized;
  {
    const nb::gil_scoped_release released;
    tokens = TokensOf(text, folding);
    normalized = NormalizedText(text, tokens, folding);
  }
  nb::list places;
  CodePointCounter place(text);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::size_t begin = place.At(tokens.begin[i]);
    const std::size_t end = place.At(tokens.begin[i] + tokens.length[i]);
    places.append(nb::make_tuple(kKindNames[static_cast<std::size_t>(tokens.kind[i])], begin, end));
  }
  return nb::make_tuple(normalized, places);
}

std::vector<std::uint64_t> ShinglesOf(std::string_view text, const StageOptions& stages) {
  std::vector<std::uint64_t> shingles;
  Shingle(TokensOf(text, stages.folding), stages.shingle, &shingles);
  return shingles;
}

nb::bytes MinHashOf(std::string_view text, std::string_view preset, std::uint64_t seed) {
  CheckLength(text);
  const StageOptions stages = StagesOf(preset, seed);
  MinHash sketch;
  {
    const nb::gil_scoped_release released;
    sketch = MakeMinHash(ShinglesOf(text, stages));
  }
  return nb::bytes(reinterpret_cast<const char*>(sketch.data()), sizeof sketch);
}

double MinHashResemblance(const nb::bytes& a, const nb::bytes& b) {
  MinHash sketches[2];
  for (const auto& [bytes, sketch] : {std::pair(&a, &sketches[0]), std::pair(&b, &sketches[1])}) {
    if (bytes->size() != sizeof(MinHash)) {
      Raise(absl::InvalidArgumentError("a MinHash has " + std::to_string(sizeof(MinHash)) +
                                       " bytes"));
    }
    std::memcpy(sketch->data(), bytes->c_str(), sizeof(MinHash));
  }
  return EstimateResemblance(sketches[0], sketches[1]);
}

std::uint64_t SimHashOf(std::string_view text, std::string_view preset, std::uint64_t seed) {
  CheckLength(text);
  const StageOptions stages = StagesOf(preset, seed);
  const nb::gil_scoped_release released;
  return MakeSimHash(ShinglesOf(text, stages));
}

}  // namespace

void AddSketching(nb::module_& module) {
  module.def("normalize", &NormalizeText, "text"_a, "preset"_a);
  module.def("minhash", &MinHashOf, "text"_a, "preset"_a, "seed"_a);
  module.def("minhash_resemblance", &MinHashResemblance, "a"_a, "b"_a);
  module.def("simhash", &SimHashOf, "text"_a, "preset"_a, "seed"_a);
}

}  // namespace textkin::python
