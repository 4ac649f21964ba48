// Time of sketching alone, in bytes of text a second: decode, normalize, shingle, MinHash, SimHash,
// FracMinHash and winnowed fingerprints of 2.6 kB documents, as a scan does them.

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "synthetic_text.h"
#include "textkin/normalize.h"
#include "textkin/sketch.h"

namespace textkin::bench {
namespace {

// Documents that take turns, so that no branch is learnt by heart.
constexpr std::size_t kDocuments = 64;

void BM_Sketching(benchmark::State& state, Language language) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < kDocuments; ++i) texts.push_back(MakeText(language, i + 1));
  const ShingleOptions shingles_of_8{.width = 8};  // winnowing's own, methods of alignment
  Tokens tokens;
  std::vector<std::uint64_t> shingles;
  std::vector<std::uint64_t> seeds;
  std::vector<std::uint32_t> starts;
  std::size_t bytes = 0;
  std::size_t next = 0;
  for (auto _ : state) {
    const std::string& text = texts[next++ % kDocuments];
    const Span whole{.begin = 0, .end = static_cast<std::uint32_t>(text.size())};
    Normalize(text, std::span(&whole, 1), Folding::kFull, &tokens);
    Shingle(tokens, {}, &shingles);
    benchmark::DoNotOptimize(MakeMinHash(shingles));
    benchmark::DoNotOptimize(MakeSimHash(shingles));
    benchmark::DoNotOptimize(MakeFracMinHash(shingles));
    Shingle(tokens, shingles_of_8, &seeds, &starts);
    benchmark::DoNotOptimize(Winnow(seeds, starts, {}));
    bytes += text.size();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}
BENCHMARK_CAPTURE(BM_Sketching, Chinese, Language::kChinese);
BENCHMARK_CAPTURE(BM_Sketching, English, Language::kEnglish);

}  // namespace
}  // namespace textkin::bench
