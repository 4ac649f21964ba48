// Texts made ready for alignment, and passages made readable.

#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "textkin/align.h"
#include "textkin/normalize.h"

namespace textkin {

inline AlignableText Ready(std::string_view text, std::vector<Mark> marks = {},
                           const AlignOptions& options = {},
                           const std::function<double(std::uint64_t)>& rarity = nullptr) {
  const Part part = {{0, static_cast<std::uint32_t>(text.size())}, std::move(marks)};
  const std::vector<Span> kept = KeptSpans(part);
  Tokens tokens;
  Normalize(text, kept, Folding::kFull, &tokens);
  return AlignableText(std::move(tokens), kept, options, rarity);
}

inline std::string Of(std::string_view text, Span span) {
  return std::string(text.substr(span.begin, span.end - span.begin));
}

// Two texts, aligned. Differences as "type:a>b".
struct Aligned {
  Aligned(std::string text_a, std::string text_b, std::vector<Mark> marks_a = {},
          std::vector<Mark> marks_b = {})
      : a(std::move(text_a)), b(std::move(text_b)) {
    const AlignOptions options;
    const AlignableText ready_a = Ready(a, std::move(marks_a), options);
    const AlignableText ready_b = Ready(b, std::move(marks_b), options);
    alignment = Align(ready_a, ready_b, options);
  }

  std::vector<std::string> Differences(std::size_t passage = 0) const {
    std::vector<std::string> all;
    for (const Difference& difference : alignment.passages.at(passage).differences) {
      all.push_back(std::string(DifferenceTypeName(difference.type)) + ":" + Of(a, difference.a) +
                    ">" + Of(b, difference.b));
    }
    return all;
  }
  std::string InA(std::size_t passage = 0) const { return Of(a, alignment.passages.at(passage).a); }
  std::string InB(std::size_t passage = 0) const { return Of(b, alignment.passages.at(passage).b); }

  std::string a, b;
  Alignment alignment;
};

}  // namespace textkin
