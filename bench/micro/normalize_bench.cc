// Time of Normalize in bytes of text a second.

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "synthetic_text.h"
#include "textkin/normalize.h"

namespace textkin::bench {
namespace {

// Documents that take turns, so that no branch is learnt by heart.
constexpr std::size_t kDocuments = 64;

void BM_Normalize(benchmark::State& state, Language language, Folding folding) {
  std::vector<std::string> texts;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < kDocuments; ++i) texts.push_back(MakeText(language, i + 1));
  Tokens tokens;
  std::size_t next = 0;
  for (auto _ : state) {
    const std::string& text = texts[next++ % kDocuments];
    const Span whole{.begin = 0, .end = static_cast<std::uint32_t>(text.size())};
    Normalize(text, std::span(&whole, 1), folding, &tokens);
    benchmark::DoNotOptimize(tokens.symbol.data());
    bytes += text.size();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}
BENCHMARK_CAPTURE(BM_Normalize, Chinese, Language::kChinese, Folding::kFull);
BENCHMARK_CAPTURE(BM_Normalize, English, Language::kEnglish, Folding::kFull);
BENCHMARK_CAPTURE(BM_Normalize, ChineseStrict, Language::kChinese, Folding::kStrict);
BENCHMARK_CAPTURE(BM_Normalize, EnglishStrict, Language::kEnglish, Folding::kStrict);

}  // namespace
}  // namespace textkin::bench
