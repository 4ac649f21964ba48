// Prints word F1 of the kept text against the true main text: over all pages, over the half that
// the classifier's weights were fitted on and over the other half, and by kind of page.
//
//   main_text_evaluate [FOLDER]

#include <algorithm>
#include <cstdio>
#include <map>

#include "collection.h"
#include "textkin/extract.h"

namespace {

struct Mean {
  double sum = 0;
  std::size_t count = 0;

  void Add(double value) {
    sum += value;
    ++count;
  }
  double value() const { return count == 0 ? 0 : sum / static_cast<double>(count); }
};

std::string KeptText(const textkin::Extracted& extracted) {
  std::string kept;
  for (const textkin::Span span : textkin::KeptSpans(extracted.parts.front())) {
    kept.append(extracted.document.text, span.begin, span.end - span.begin);
    kept.push_back('\n');
  }
  return kept;
}

// `words` with one space between two.
std::string Joined(const std::vector<std::string>& words) {
  std::string joined = " ";
  for (const std::string& word : words) joined += word + " ";
  return joined;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string folder = argc > 1 ? argv[1] : main_text::DefaultFolder();
  const std::vector<main_text::TruePage> pages = main_text::ReadCollection(folder);
  if (pages.empty()) {
    std::fprintf(stderr, "no pages in %s (set TEXTKIN_DATA)\n", folder.c_str());
    return 1;
  }
  Mean all, fitted, held_out, everything, with, without;
  std::map<std::string, Mean> by_type;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const main_text::TruePage& page = pages[i];
    textkin::Document document;
    document.format = textkin::Format::kHtml;
    document.text = page.html;
    const textkin::Extracted extracted = textkin::Extract(std::move(document), {});
    const std::vector<std::string> truth = main_text::Words(page.main);
    const std::vector<std::string> kept = main_text::Words(KeptText(extracted));
    const double f1 = main_text::WordF1(truth, kept);
    all.Add(f1);
    (i % 2 == 0 ? fitted : held_out).Add(f1);
    by_type[page.type].Add(f1);
    everything.Add(main_text::WordF1(truth, main_text::Words(extracted.document.text)));
    const std::string words = Joined(kept);
    const auto found = [&](const std::string& snippet) {
      return words.find(Joined(main_text::Words(snippet))) != words.npos;
    };
    for (const std::string& snippet : page.with) with.Add(found(snippet));
    for (const std::string& snippet : page.without) without.Add(found(snippet));
  }
  std::printf("pages %zu\n", pages.size());
  std::printf("word F1 %.4f  (fitted half %.4f, held-out half %.4f; the whole visible text %.4f)\n",
              all.value(), fitted.value(), held_out.value(), everything.value());
  std::printf("snippets that must be there: %.4f found; that must not: %.4f found\n", with.value(),
              without.value());
  for (const auto& [type, mean] : by_type) {
    std::printf("  %-14s %3zu pages  %.4f\n", type.c_str(), mean.count, mean.value());
  }
  return 0;
}
