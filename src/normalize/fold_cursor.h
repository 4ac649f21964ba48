// A reader of folded characters: what the slow paths of normalizing see instead of bytes.

#pragma once

#include <cstdint>
#include <string_view>

#include "fold_table.h"
#include "textkin/utf8.h"

namespace textkin {

// One character after folding. Characters of an expansion share the range of their source.
struct FoldedChar {
  char32_t value = 0;  // 0 when the class is kOther
  CharClass char_class = CharClass::kOther;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// Copyable and small: a copy is a look ahead.
class FoldCursor {
 public:
  // Reads text[begin, end), both at character boundaries.
  FoldCursor(std::string_view text, std::uint32_t begin, std::uint32_t end, const FoldTable& table)
      : text_(text.substr(0, end)), table_(&table), next_(begin) {
    Advance();
  }

  bool done() const { return done_; }
  const FoldedChar& current() const { return current_; }
  // Whether more characters of the current expansion follow.
  bool in_expansion() const { return pending_ > 0; }

  void Advance() {
    if (pending_ > 0) {
      --pending_;
      Set(*expansion_++);
      return;
    }
    if (next_ >= text_.size()) {
      current_ = {0, CharClass::kOther, next_, next_};
      done_ = true;
      return;
    }
    current_.begin = next_;
    std::size_t at = next_;
    const std::uint32_t entry = table_->Lookup(DecodeUtf8(text_, &at));
    next_ = static_cast<std::uint32_t>(at);
    current_.end = next_;
    if (FoldClass(entry) != CharClass::kExpanding) {
      Set(entry);
      return;
    }
    expansion_ = table_->expansions + FoldValue(entry);
    pending_ = *expansion_++ - 1;
    Set(*expansion_++);
  }

 private:
  void Set(std::uint32_t entry) {
    current_.value = FoldValue(entry);
    current_.char_class = FoldClass(entry);
  }

  std::string_view text_;
  const FoldTable* table_;
  const std::uint32_t* expansion_ = nullptr;
  std::uint32_t pending_ = 0;
  std::uint32_t next_;
  bool done_ = false;
  FoldedChar current_;
};

}  // namespace textkin
