// textkin_make_corpus: writes a collection with known near-duplicates, its truth, and what it is.
//
//   textkin_make_corpus -o DIR [--kind families|identical|almost] [--language en|zh] [--documents
//   N]
//                       [--seed S] [--family-share X] [--check N]
//
// DIR/corpus.jsonl: {"id","url","text"} a line. DIR/truth.jsonl (families only):
// {"a","b","jaccard"} for every pair of one family with jaccard >= .2. DIR/corpus.json: the options
// and the counts; written last, so a folder that has it is complete.

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "collection.h"
#include "jaccard.h"
#include "writer.h"

namespace textkin::corpus {
namespace {

// Changes whenever the same options may give another corpus.
constexpr int kMakerVersion = 1;
// Pairs below this resemblance are nobody's near-duplicates and are left out of the truth.
constexpr double kTruthFloor = 0.2;

enum ExitCode : int { kDone = 0, kCheckFailed = 1, kUsage = 2, kCannotWrite = 5 };

constexpr std::string_view kUsageText =
    "usage: textkin_make_corpus -o DIR [--kind families|identical|almost] [--language en|zh]\n"
    "                           [--documents N] [--seed S] [--family-share X] [--check N]\n"
    "\n"
    "  --check N   compare the first N documents all with all: no pair of two families may reach "
    ".2\n";

struct Flags {
  CollectionOptions options;
  std::string folder;
  std::uint32_t check = 0;  // documents
};

template <typename Number>
bool Parse(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

template <typename Value>
bool Choose(const std::map<std::string_view, Value>& choices, std::string_view text, Value& value) {
  const auto found = choices.find(text);
  if (found == choices.end()) return false;
  value = found->second;
  return true;
}

const std::map<std::string_view, Kind>& Kinds() {
  static const auto* const kinds = new std::map<std::string_view, Kind>{
      {"families", Kind::kFamilies}, {"identical", Kind::kIdentical}, {"almost", Kind::kAlmost}};
  return *kinds;
}

const std::map<std::string_view, Language>& Languages() {
  static const auto* const languages = new std::map<std::string_view, Language>{
      {"en", Language::kEnglish}, {"zh", Language::kChinese}};
  return *languages;
}

template <typename Value>
std::string_view NameOf(const std::map<std::string_view, Value>& choices, Value value) {
  return std::find_if(choices.begin(), choices.end(),
                      [&](const auto& choice) { return choice.second == value; })
      ->first;
}

bool SetFlag(std::string_view name, std::string_view value, Flags& flags) {
  CollectionOptions& options = flags.options;
  if (name == "-o") {
    flags.folder = value;
    return !value.empty();
  }
  if (name == "--kind") return Choose(Kinds(), value, options.kind);
  if (name == "--language") return Choose(Languages(), value, options.language);
  if (name == "--documents") return Parse(value, options.documents) && options.documents > 0;
  if (name == "--seed") return Parse(value, options.seed);
  if (name == "--check") return Parse(value, flags.check);
  if (name == "--family-share") {
    return Parse(value, options.family_share) && options.family_share >= 0 &&
           options.family_share <= 1;
  }
  return false;
}

std::optional<Flags> ReadFlags(int argc, char** argv) {
  Flags flags;
  for (int i = 1; i < argc; i += 2) {
    if (i + 1 < argc && SetFlag(argv[i], argv[i + 1], flags)) continue;
    std::fprintf(stderr, "textkin_make_corpus: bad option or value: %s\n%s", argv[i],
                 std::string(kUsageText).c_str());
    return std::nullopt;
  }
  if (!flags.folder.empty()) return flags;
  std::fprintf(stderr, "%s", std::string(kUsageText).c_str());
  return std::nullopt;
}

struct Counts {
  std::uint64_t text_bytes = 0;
  std::uint64_t truth_pairs = 0;
};

bool WriteDocuments(const Collection& collection, const std::string& path, Counts& counts) {
  LineWriter writer(path);
  std::string line;
  for (const Slot slot : collection.slots()) {
    const std::string text = collection.TextOf(slot);
    counts.text_bytes += text.size();
    line = "{\"id\":";
    AppendJson(line, collection.IdOf(slot));
    line += ",\"url\":";
    AppendJson(line, collection.UrlOf(slot));
    line += ",\"text\":";
    AppendJson(line, text);
    line += '}';
    writer.Write(line);
  }
  return writer.Finish();
}

void WriteFamilyTruth(const Collection& collection, std::uint32_t family, LineWriter& writer,
                      Counts& counts) {
  std::vector<ShingleSet> sets;
  for (const std::string& text : collection.TextsOf(family)) sets.push_back(Shingles(text));
  for (std::uint32_t i = 0; i < sets.size(); ++i) {
    for (std::uint32_t j = i + 1; j < sets.size(); ++j) {
      const double jaccard = Jaccard(sets[i], sets[j]);
      if (jaccard < kTruthFloor) continue;
      const std::string one = collection.IdOf({family, i});
      const std::string other = collection.IdOf({family, j});
      std::array<char, 32> number = {};
      std::snprintf(number.data(), number.size(), "%.9f", jaccard);
      writer.Write("{\"a\":\"" + std::min(one, other) + "\",\"b\":\"" + std::max(one, other) +
                   "\",\"jaccard\":" + number.data() + "}");
      ++counts.truth_pairs;
    }
  }
}

bool WriteTruth(const Collection& collection, const std::string& path, Counts& counts) {
  LineWriter writer(path);
  for (std::uint32_t family = 0; family < collection.family_sizes().size(); ++family) {
    if (collection.family_sizes()[family] > 1) WriteFamilyTruth(collection, family, writer, counts);
  }
  return writer.Finish();
}

bool WriteSummary(const CollectionOptions& options, const Counts& counts, const std::string& path) {
  LineWriter writer(path);
  std::array<char, 32> share = {};
  std::snprintf(share.data(), share.size(), "%.6f", options.family_share);
  std::string line = "{\"version\":" + std::to_string(kMakerVersion) + ",\"kind\":";
  AppendJson(line, NameOf(Kinds(), options.kind));
  line += ",\"language\":";
  AppendJson(line, NameOf(Languages(), options.language));
  line += ",\"documents\":" + std::to_string(options.documents);
  line += ",\"seed\":" + std::to_string(options.seed);
  line += std::string(",\"family_share\":") + share.data();
  line += ",\"text_bytes\":" + std::to_string(counts.text_bytes);
  line += ",\"truth_pairs\":" + std::to_string(counts.truth_pairs) + "}";
  writer.Write(line);
  return writer.Finish();
}

// Compares all with all; the truth is silent about pairs of two families, so they must not be
// alike.
bool FamiliesAreStrangers(const Collection& collection, std::uint32_t documents) {
  const std::size_t sample = std::min<std::size_t>(documents, collection.slots().size());
  std::vector<ShingleSet> sets;
  for (std::size_t i = 0; i < sample; ++i) {
    sets.push_back(Shingles(collection.TextOf(collection.slots()[i])));
  }
  double highest = 0;
  for (std::size_t i = 0; i < sample; ++i) {
    for (std::size_t j = i + 1; j < sample; ++j) {
      if (collection.slots()[i].family == collection.slots()[j].family) continue;
      highest = std::max(highest, Jaccard(sets[i], sets[j]));
    }
  }
  std::fprintf(stderr, "check: %zu documents, highest resemblance of two families %.4f\n", sample,
               highest);
  return highest < kTruthFloor;
}

int Run(const Flags& flags) {
  const Vocabulary* vocabulary = Vocabulary::Of(flags.options.language);
  if (vocabulary == nullptr) {
    std::fprintf(stderr, "textkin_make_corpus: the C library's iconv knows no GB2312\n");
    return kCannotWrite;
  }
  const Collection collection(*vocabulary, flags.options);
  std::error_code error;
  std::filesystem::create_directories(flags.folder, error);
  std::filesystem::remove(flags.folder + "/corpus.json", error);
  Counts counts;
  const bool written = WriteDocuments(collection, flags.folder + "/corpus.jsonl", counts) &&
                       (flags.options.kind != Kind::kFamilies ||
                        WriteTruth(collection, flags.folder + "/truth.jsonl", counts)) &&
                       WriteSummary(flags.options, counts, flags.folder + "/corpus.json");
  if (!written) {
    std::fprintf(stderr, "textkin_make_corpus: cannot write in %s\n", flags.folder.c_str());
    return kCannotWrite;
  }
  const bool checked = flags.check == 0 || flags.options.kind != Kind::kFamilies ||
                       FamiliesAreStrangers(collection, flags.check);
  return checked ? kDone : kCheckFailed;
}

}  // namespace
}  // namespace textkin::corpus

int main(int argc, char** argv) {
  const auto flags = textkin::corpus::ReadFlags(argc, argv);
  return flags ? textkin::corpus::Run(*flags) : textkin::corpus::kUsage;
}
