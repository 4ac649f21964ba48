// Time of each step of sketching. The counter `ns/item` is what docs/accuracy.md and budgets speak
// of: per token for Shingle, per shingle for the sketches, per pair for EstimateResemblance.

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "synthetic_text.h"
#include "textkin/sketch.h"

namespace textkin::bench {
namespace {

// Tokens of a document: 2.6 kB of Chinese have about 850 characters, of English about 450 words; a
// long report has 3,000 characters.
constexpr std::size_t kTokens = 1000;
// Documents that take turns, so that no branch is learnt by heart.
constexpr std::size_t kDocuments = 64;

std::vector<Tokens> MakeDocuments(Language language, std::size_t tokens) {
  std::vector<Tokens> documents;
  for (std::size_t i = 0; i < kDocuments; ++i) {
    documents.push_back(MakeTokens(language, tokens, i + 1));
  }
  return documents;
}

std::vector<std::vector<std::uint64_t>> MakeShingles(std::size_t tokens) {
  std::vector<std::vector<std::uint64_t>> shingles(kDocuments);
  const std::vector<Tokens> documents = MakeDocuments(Language::kChinese, tokens);
  for (std::size_t i = 0; i < kDocuments; ++i) Shingle(documents[i], {}, &shingles[i]);
  return shingles;
}

void ReportPerItem(benchmark::State& state, std::size_t items_per_iteration) {
  state.counters["item"] = benchmark::Counter(
      static_cast<double>(items_per_iteration),
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void BM_Shingle(benchmark::State& state, Language language, ShingleOptions options,
                bool positions) {
  const std::vector<Tokens> documents = MakeDocuments(language, kTokens);
  std::vector<std::uint64_t> hashes;
  std::vector<std::uint32_t> starts;
  std::size_t next = 0;
  for (auto _ : state) {
    Shingle(documents[next++ % kDocuments], options, &hashes, positions ? &starts : nullptr);
    benchmark::DoNotOptimize(hashes.data());
  }
  ReportPerItem(state, kTokens);
}
BENCHMARK_CAPTURE(BM_Shingle, Chinese, Language::kChinese, ShingleOptions{}, false);
BENCHMARK_CAPTURE(BM_Shingle, English, Language::kEnglish, ShingleOptions{}, false);
BENCHMARK_CAPTURE(BM_Shingle, EnglishStrict, Language::kEnglish,
                  (ShingleOptions{.word_weight = 1, .values = true}), false);
BENCHMARK_CAPTURE(BM_Shingle, ChineseWithPositions, Language::kChinese, ShingleOptions{.width = 8},
                  true);

template <typename Make>
void RunOnShingles(benchmark::State& state, Make make) {
  const auto shingles = MakeShingles(static_cast<std::size_t>(state.range(0)));
  std::size_t next = 0;
  for (auto _ : state) {
    auto sketch = make(shingles[next++ % kDocuments]);
    benchmark::DoNotOptimize(sketch);
  }
  ReportPerItem(state, shingles[0].size());
}

void BM_MinHash(benchmark::State& state) { RunOnShingles(state, MakeMinHash); }
BENCHMARK(BM_MinHash)->Arg(8)->Arg(32)->Arg(128)->Arg(400)->Arg(1000)->Arg(3000)->Arg(10000);

void BM_SimHash(benchmark::State& state) { RunOnShingles(state, MakeSimHash); }
BENCHMARK(BM_SimHash)->Arg(1000)->Arg(3000);

void BM_FracMinHash(benchmark::State& state) { RunOnShingles(state, MakeFracMinHash); }
BENCHMARK(BM_FracMinHash)->Arg(1000)->Arg(3000);

void BM_Winnow(benchmark::State& state) {
  constexpr std::size_t kLongest = 3000;
  std::vector<std::uint32_t> positions(kLongest);
  for (std::uint32_t i = 0; i < kLongest; ++i) positions[i] = i;
  RunOnShingles(state, [&](const std::vector<std::uint64_t>& hashes) {
    return Winnow(hashes, std::span(positions).first(hashes.size()), {});
  });
}
BENCHMARK(BM_Winnow)->Arg(1000)->Arg(3000);

void BM_EstimateResemblance(benchmark::State& state) {
  std::vector<MinHash> sketches;
  for (const auto& shingles : MakeShingles(kTokens)) sketches.push_back(MakeMinHash(shingles));
  std::size_t next = 0;
  for (auto _ : state) {
    const std::size_t i = next++ % (kDocuments - 1);
    benchmark::DoNotOptimize(EstimateResemblance(sketches[i], sketches[i + 1]));
  }
  ReportPerItem(state, 1);
}
BENCHMARK(BM_EstimateResemblance);

}  // namespace
}  // namespace textkin::bench
