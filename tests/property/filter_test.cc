// The filter against a slow, obvious oracle: exact Jaccard of all pairs, greedily.

#include "textkin/filter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace textkin {
namespace {

namespace fs = std::filesystem;

// A folder of the test's own.
class Folder {
 public:
  Folder() {
    std::string path = (fs::temp_directory_path() / "textkin-property-XXXXXX").string();
    path_ = ::mkdtemp(path.data());
  }
  ~Folder() { fs::remove_all(path_); }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> Lines(const std::string& bytes) {
  std::vector<std::string> lines;
  std::istringstream stream(bytes);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// Texts in families: copies with words changed, cut, moved and added, some of one word alone.
class Texts {
 public:
  Texts(std::uint32_t seed, bool chinese) : random_(seed), chinese_(chinese) {}

  std::vector<std::vector<std::string>> Make(std::size_t count) {
    std::vector<std::vector<std::string>> texts;
    while (texts.size() < count) {
      const bool is_copy = !texts.empty() && Below(3) > 0;
      texts.push_back(is_copy ? Copy(texts[Below(texts.size())]) : New());
    }
    return texts;
  }

 private:
  std::size_t Below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_);
  }
  std::string Word() {
    if (!chinese_) return "w" + std::to_string(Below(3000));
    const char32_t c = U'一' + static_cast<char32_t>(Below(3000));
    return {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
            static_cast<char>(0x80 | (c & 0x3F))};
  }
  std::vector<std::string> New() {
    std::vector<std::string> words(Below(8) == 0 ? Below(6) : 20 + Below(300));
    for (std::string& word : words) word = Word();
    return words;
  }
  std::vector<std::string> Copy(std::vector<std::string> words) {
    const std::size_t edits = Below(5) == 0 ? 0 : Below(2 + words.size() / 8);
    for (std::size_t i = 0; i < edits && !words.empty(); ++i) words[Below(words.size())] = Word();
    if (Below(4) == 0) words.resize(words.size() - Below(words.size() / 3 + 1));
    return words;
  }

  std::mt19937 random_;
  bool chinese_;
};

using Shingles = std::set<std::size_t>;

// Every shingle by a number of its own.
Shingles ShinglesOf(const std::vector<std::string>& words) {
  static std::map<std::vector<std::string>, std::size_t> numbers;
  Shingles shingles;
  for (std::size_t i = 0; i + 5 <= words.size(); ++i) {
    const auto begin = words.begin() + static_cast<std::ptrdiff_t>(i);
    shingles.insert(numbers.try_emplace({begin, begin + 5}, numbers.size()).first->second);
  }
  return shingles;
}

double Jaccard(const Shingles& a, const Shingles& b) {
  std::size_t common = 0;
  for (const std::size_t shingle : a) common += b.count(shingle);
  const std::size_t all = a.size() + b.size() - common;
  return all == 0 ? 0 : static_cast<double>(common) / static_cast<double>(all);
}

// By record: the kept one that it is removed for, or itself.
std::vector<std::size_t> GreedyOracle(const std::vector<std::vector<std::string>>& texts,
                                      const std::vector<std::size_t>& order, double threshold) {
  std::vector<Shingles> shingles;
  for (const auto& text : texts) shingles.push_back(ShinglesOf(text));
  std::vector<std::size_t> kept_for(texts.size());
  std::vector<std::size_t> kept;
  for (const std::size_t i : order) {
    const auto kin = std::ranges::find_if(kept, [&](std::size_t k) {
      return (!texts[i].empty() && texts[i] == texts[k]) ||
             Jaccard(shingles[i], shingles[k]) >= threshold;
    });
    kept_for[i] = kin == kept.end() ? i : *kin;
    if (kin == kept.end()) kept.push_back(i);
  }
  return kept_for;
}

// One collection on disk.
struct Case {
  Folder folder;
  std::vector<std::vector<std::string>> texts;
  std::vector<std::string> lines;

  Case(std::uint32_t seed, bool chinese, std::size_t count)
      : texts(Texts(seed, chinese).Make(count)) {
    std::ofstream file(folder / "in.jsonl", std::ios::binary);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      std::string text;
      for (const std::string& word : texts[i]) text += (chinese || text.empty() ? "" : " ") + word;
      // Spacing and unknown fields that a writer of JSON would not give back.
      lines.push_back("{\"n\":  " + std::to_string(i) + ", \"text\": \"" + text +
                      "\",\"x\":[1.0 ]}");
      file << lines.back() << (i % 7 == 3 ? "\r\n" : "\n");
      if (i % 7 == 3) lines.back() += "\r";
    }
  }

  FilterSummary Run(FilterOptions options, const std::string& name) const {
    options.read.inputs = {folder / "in.jsonl"};
    options.output = folder / (name + ".jsonl");
    options.receipts = folder / (name + ".receipts");
    const absl::StatusOr<FilterSummary> summary = Filter(options, nullptr, nullptr);
    EXPECT_TRUE(summary.ok()) << summary.status();
    return summary.ok() ? *summary : FilterSummary();
  }
};

std::size_t NumberOf(const std::string& id) { return std::stoul(id.substr(id.find('#') + 1)) - 1; }

// The lines and receipts of a run are those of the oracle.
void ExpectOracle(const Case& test, const std::string& name,
                  const std::vector<std::size_t>& kept_for) {
  std::vector<std::string> expected;
  std::map<std::size_t, std::size_t> removed;
  for (std::size_t i = 0; i < kept_for.size(); ++i) {
    if (kept_for[i] == i) {
      expected.push_back(test.lines[i]);
    } else {
      removed[i] = kept_for[i];
    }
  }
  EXPECT_EQ(Lines(ReadAll(test.folder / (name + ".jsonl"))), expected);
  std::map<std::size_t, std::size_t> said;
  for (const std::string& line : Lines(ReadAll(test.folder / (name + ".receipts")))) {
    const nlohmann::json receipt = nlohmann::json::parse(line);
    const std::size_t gone = NumberOf(receipt["removed"]), kept = NumberOf(receipt["kept"]);
    said[gone] = kept;
    const Shingles a = ShinglesOf(test.texts[gone]), b = ShinglesOf(test.texts[kept]);
    const double resemblance = test.texts[gone] == test.texts[kept] ? 1 : Jaccard(a, b);
    EXPECT_NEAR(receipt["resemblance"].get<double>(), resemblance, 1e-6) << line;
    EXPECT_EQ(receipt["reason"] == "identical", test.texts[gone] == test.texts[kept]) << line;
    EXPECT_TRUE(receipt["verified"].get<bool>());
  }
  EXPECT_EQ(said, removed);
}

std::vector<std::size_t> InputOrder(std::size_t size) {
  std::vector<std::size_t> order(size);
  std::iota(order.begin(), order.end(), std::size_t{0});
  return order;
}

TEST(FilterProperty, KeepsWhatGreedyOverExactJaccardKeeps) {
  const std::uint32_t seed = std::random_device()();
  std::printf("seed %u\n", seed);
  for (const bool chinese : {false, true}) {
    for (const double threshold : {0.3, 0.5, 0.8, 1.0}) {
      const Case test(seed, chinese, 600);
      FilterOptions options;
      options.threshold = threshold;
      const FilterSummary summary = test.Run(options, "out");
      EXPECT_EQ(summary.passes, 1u);
      SCOPED_TRACE(threshold);
      ExpectOracle(test, "out", GreedyOracle(test.texts, InputOrder(test.texts.size()), threshold));
    }
  }
}

TEST(FilterProperty, LongestFirstIsTheSameRuleInAnotherOrder) {
  const std::uint32_t seed = std::random_device()();
  std::printf("seed %u\n", seed);
  const Case test(seed, /*chinese=*/true, 600);
  FilterOptions options;
  options.keep = KeepPolicy::kLongest;
  options.threshold = 0.5;
  EXPECT_EQ(test.Run(options, "out").passes, 2u);
  std::vector<std::size_t> order = InputOrder(test.texts.size());
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    return test.texts[a].size() > test.texts[b].size();
  });
  ExpectOracle(test, "out", GreedyOracle(test.texts, order, options.threshold));
}

// Unrelated records that share two fifths of their text fill the buckets; copies are found by their
// other bands.
TEST(FilterProperty, FindsCopiesThroughFullBuckets) {
  constexpr std::size_t kRecords = 4000, kCopies = 300;
  std::mt19937 random(6);
  const Folder folder;
  std::vector<std::vector<std::string>> texts;
  std::string lines;
  for (std::size_t i = 0; i < kRecords + kCopies; ++i) {
    std::vector<std::string> words(150);
    if (i < kRecords) {
      for (std::size_t k = 0; k < words.size(); ++k)
        words[k] = k >= 45 && k < 105 ? "common" + std::to_string(k) : std::to_string(random());
      texts.push_back(words);
    } else {
      words = texts[random() % kRecords];
      for (int edits = 0; edits < 6; ++edits) words[random() % words.size()] = "edited";
    }
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
    lines += "{\"text\":\"" + text + "\"}\n";
    if (i + 1 == kRecords) std::ofstream(folder / "expected") << lines;
  }
  std::ofstream(folder / "in.jsonl") << lines;
  FilterOptions options;
  options.read.inputs = {folder / "in.jsonl"};
  options.output = folder / "out";
  const absl::StatusOr<FilterSummary> summary = Filter(options, nullptr, nullptr);
  ASSERT_TRUE(summary.ok()) << summary.status();
  EXPECT_GT(summary->full_buckets, 0u);
  EXPECT_GT(summary->capped_records, 0u);
  EXPECT_EQ(summary->removed, kCopies);
  EXPECT_EQ(ReadAll(folder / "out"), ReadAll(folder / "expected"));
}

TEST(FilterProperty, ResultDoesNotDependOnThreads) {
  const Case test(7, /*chinese=*/false, 5000);  // more than one block
  for (const KeepPolicy keep : {KeepPolicy::kFirst, KeepPolicy::kBest}) {
    FilterOptions options;
    options.keep = keep;
    options.overwrite = true;
    options.threads = 1;
    test.Run(options, "one");
    options.threads = 5;
    test.Run(options, "five");
    EXPECT_EQ(ReadAll(test.folder / "one.jsonl"), ReadAll(test.folder / "five.jsonl"));
    EXPECT_EQ(ReadAll(test.folder / "one.receipts"), ReadAll(test.folder / "five.receipts"));
  }
}

}  // namespace
}  // namespace textkin
