// Cutting out of escaped text: against the obvious way over decoded code points.

#include "../../src/pipeline/text_cut.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace textkin {
namespace {

// One code point each, as JSON may write it.
const std::vector<std::string> kWritten = {"a",        "\\n", "\\\"",   "\\\\", "\\u00e9",
                                           "\xc3\xa9", "灯",  "😀",      "\\/",  "\\ud83d\\ude00",
                                           "\\ud800",  "\\t", "\\udc00"};

TEST(CutFromText, TakesWholeCodePointsHoweverTheyAreWritten) {
  std::minstd_rand random(11);
  for (int round = 0; round < 2000; ++round) {
    std::vector<std::string> points;
    for (std::size_t i = random() % 30; i > 0; --i) {
      // A low surrogate behind a high one is one code point with it.
      const std::string& next = kWritten[random() % kWritten.size()];
      if (next == "\\udc00" && !points.empty() && points.back() == "\\ud800") continue;
      points.push_back(next);
    }
    std::vector<Span> cuts;
    std::string text, rest;
    std::size_t cut_end = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
      text += points[i];
      if (i >= cut_end && random() % 6 == 0) {
        cut_end = i + 1 + random() % 4;
        cuts.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(cut_end)});
        ++cut_end;  // cuts that touch are one
      }
      if (cuts.empty() || i >= cuts.back().end) rest += points[i];
    }
    const std::string head = "{\"n\":1.0, \"text\" : \"", tail = "\" ,\"灯\":[]}\r\n";
    const TextPlace place = {head.size(), static_cast<std::uint32_t>(text.size())};
    EXPECT_EQ(CutFromText(head + text + tail, place, cuts), head + rest + tail);
  }
}

}  // namespace
}  // namespace textkin
