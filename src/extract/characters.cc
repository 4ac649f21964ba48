// Looking back for an unfinished sentence.

#include "characters.h"

namespace textkin {
namespace {

// Bytes of a line below which a line without a full stop is taken for a heading and not for half a
// sentence: 15 CJK characters. Doubling it would miss little, since broken lines are long.
constexpr std::size_t kHeadingBytes = 45;

}  // namespace

bool InterruptsSentence(std::string_view text, std::size_t at) {
  bool crossed_line = false;
  while (at > 0) {
    std::size_t before = at;
    const char32_t c = DecodeBefore(text, &before);
    if (!IsSpaceOrBreak(c)) {
      const bool comma = c == ',' || c == U'，' || c == U'、';
      const bool running = IsCjk(c) || IsLetter(c) || IsDigit(c);
      if (!crossed_line) return running;
      const std::size_t look = at > kHeadingBytes ? at - kHeadingBytes : 0;
      const bool heading = look == 0 ? at < kHeadingBytes : false;
      return (running || comma) && !heading && text.substr(look, at - look).find('\n') == text.npos;
    }
    crossed_line |= c == '\n';
    at = before;
  }
  return false;
}

}  // namespace textkin
