// The main-text collection (WCXB): pages, their true main text, and the measure both programs
// report.

#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace main_text {

struct TruePage {
  std::string id;
  std::string type;  // article, forum, ...
  std::string html;
  std::string main;
  std::vector<std::string> with;     // snippets that the main text must have
  std::vector<std::string> without;  // and must not have
};

// Lower-cased words, Python's \w+: runs of letters, digits and underscores.
std::vector<std::string> Words(std::string_view text);

// Harmonic mean of precision and recall of the words as multisets; 1 if both are empty.
double WordF1(const std::vector<std::string>& truth, const std::vector<std::string>& found);

// All pages under `folder`, ascending by id; empty when there are none.
std::vector<TruePage> ReadCollection(const std::string& folder);

// $TEXTKIN_DATA/main-text-html, or ../shared/data/main-text-html.
std::string DefaultFolder();

}  // namespace main_text
