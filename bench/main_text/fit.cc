// Fits the weights of the block classifier (src/extract/block_weights.h) on every second page of
// the collection and prints them in order.
//
//   main_text_fit [FOLDER]
//
// Logistic regression with a small ridge, by Adam over all blocks at once, from zero: the same
// weights on every run. A block counts by its words over a power of the page's, so that long pages
// do not drown the short ones, as they do not in the measure.

#include <array>
#include <cmath>
#include <cstdio>
#include <unordered_set>

#include "blocks.h"
#include "collection.h"

namespace {

using main_text::Words;
using textkin::BlockDescription;
using textkin::kBlockFeatures;

// Words whose runs decide whether a block stands in the true text; single words stand everywhere.
constexpr std::size_t kRun = 4;
// Of the number of true words. 1 weighs all pages alike, 0 all words; .3 to 1 differ by .002 in F1.
constexpr double kPagePower = 0.8;
constexpr double kMinPageWords = 100;  // a page with three true words must not weigh like a book
constexpr double kRidge = 1e-4;
constexpr int kSteps = 1500;     // the loss no longer moves in its sixth digit
constexpr int kFineSteps = 500;  // of these at the end, smaller
constexpr double kStep = 0.1;
constexpr double kFineStep = 0.02;

struct Example {
  BlockDescription features;
  bool main = false;
  double weight = 0;
};

std::string Run(const std::vector<std::string>& words, std::size_t first, std::size_t count) {
  std::string run = " ";
  for (std::size_t i = first; i < first + count; ++i) run += words[i] + " ";
  return run;
}

// Whether most runs of the block's words stand in the true text.
bool IsTrue(const std::vector<std::string>& words, const std::unordered_set<std::string>& runs,
            const std::string& truth) {
  if (words.empty()) return false;
  if (words.size() < kRun) return truth.find(Run(words, 0, words.size())) != truth.npos;
  std::size_t found = 0;
  const std::size_t count = words.size() - kRun + 1;
  for (std::size_t i = 0; i < count; ++i) found += runs.contains(Run(words, i, kRun));
  return 2 * found > count;
}

void AddExamples(const main_text::TruePage& page, std::vector<Example>* examples) {
  const textkin::HtmlPage html = textkin::ReadHtml(page.html);
  const std::vector<BlockDescription> blocks = textkin::DescribeBlocks(html);
  const std::vector<std::string> truth = Words(page.main);
  std::unordered_set<std::string> runs;
  for (std::size_t i = 0; i + kRun <= truth.size(); ++i) runs.insert(Run(truth, i, kRun));
  const std::string whole = Run(truth, 0, truth.size());
  const double size = std::max(static_cast<double>(truth.size()), kMinPageWords);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const textkin::Span span = html.blocks[i].span;
    const auto words = Words(std::string_view(html.text).substr(span.begin, span.end - span.begin));
    examples->push_back({blocks[i], IsTrue(words, runs, whole),
                         static_cast<double>(words.size()) / std::pow(size, kPagePower)});
  }
}

std::array<double, kBlockFeatures> Gradient(const std::vector<Example>& examples,
                                            const std::array<double, kBlockFeatures>& weights) {
  std::array<double, kBlockFeatures> gradient{};
  double total = 0;
  for (const Example& example : examples) {
    double logit = 0;
    for (std::size_t k = 0; k < kBlockFeatures; ++k) {
      logit += weights[k] * static_cast<double>(example.features[k]);
    }
    const double error = example.weight * (1 / (1 + std::exp(-logit)) - example.main);
    for (std::size_t k = 0; k < kBlockFeatures; ++k) {
      gradient[k] += error * static_cast<double>(example.features[k]);
    }
    total += example.weight;
  }
  for (std::size_t k = 0; k < kBlockFeatures; ++k)
    gradient[k] = gradient[k] / total + kRidge * weights[k];
  return gradient;
}

// Adam (Kingma and Ba, ICLR 2015) with its paper's constants.
std::array<double, kBlockFeatures> Fit(const std::vector<Example>& examples) {
  constexpr double kFirst = 0.9;
  constexpr double kSecond = 0.999;
  std::array<double, kBlockFeatures> weights{}, mean{}, square{};
  for (int step = 1; step <= kSteps; ++step) {
    const auto gradient = Gradient(examples, weights);
    const double size = step <= kSteps - kFineSteps ? kStep : kFineStep;
    for (std::size_t k = 0; k < kBlockFeatures; ++k) {
      mean[k] = kFirst * mean[k] + (1 - kFirst) * gradient[k];
      square[k] = kSecond * square[k] + (1 - kSecond) * gradient[k] * gradient[k];
      const double m = mean[k] / (1 - std::pow(kFirst, step));
      const double s = square[k] / (1 - std::pow(kSecond, step));
      weights[k] -= size * m / (std::sqrt(s) + 1e-8);
    }
  }
  return weights;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string folder = argc > 1 ? argv[1] : main_text::DefaultFolder();
  const std::vector<main_text::TruePage> pages = main_text::ReadCollection(folder);
  if (pages.empty()) {
    std::fprintf(stderr, "no pages in %s (set TEXTKIN_DATA)\n", folder.c_str());
    return 1;
  }
  std::vector<Example> examples;
  for (std::size_t i = 0; i < pages.size(); i += 2) AddExamples(pages[i], &examples);
  for (const double weight : Fit(examples)) std::printf("%.3ff,\n", weight);
  return 0;
}
