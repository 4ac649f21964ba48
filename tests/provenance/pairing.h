// Pairs of texts and their events, made readable.

#pragma once

#include <string>
#include <utility>
#include <vector>

#include "align/aligning.h"
#include "textkin/provenance.h"

namespace textkin {

struct Paired {
  Paired(std::string text_a, std::string text_b, std::vector<Mark> marks_a = {},
         std::vector<Mark> marks_b = {})
      : a(std::move(text_a)), b(std::move(text_b)) {
    const AlignableText ready_a = Ready(a, marks_a), ready_b = Ready(b, marks_b);
    pair = FindEvents({0, a, &ready_a, marks_a}, {1, b, &ready_b, marks_b},
                      Align(ready_a, ready_b, AlignOptions()));
  }

  // "type side loci"
  std::vector<std::string> Events() const {
    std::vector<std::string> all;
    for (const Event& event : pair.events) {
      all.push_back(std::string(EvidenceTypeName(event.type)) + (event.in_b ? " b " : " a ") +
                    std::to_string(event.loci));
    }
    return all;
  }
  // "in a>in b"
  std::vector<std::string> Quotes(std::size_t event) const {
    std::vector<std::string> all;
    for (const Quote& quote : pair.events.at(event).quotes)
      all.push_back(Of(a, quote.a) + ">" + Of(b, quote.b));
    return all;
  }

  std::string a, b;
  PairEvents pair;
};

}  // namespace textkin
