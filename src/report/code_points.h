// Places of a part in code points of its document.

#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "textkin/document.h"
#include "textkin/report.h"
#include "textkin/utf8.h"

namespace textkin {

// First all spans of bytes are named, then they are converted in one walk over the text, then they
// can be asked for.
class CodePoints {
 public:
  explicit CodePoints(const PassageSide& side) : side_(side) {}

  void Want(Span bytes) {
    bytes_.push_back(bytes.begin);
    bytes_.push_back(bytes.end);
  }
  void Convert() {
    std::sort(bytes_.begin(), bytes_.end());
    bytes_.erase(std::unique(bytes_.begin(), bytes_.end()), bytes_.end());
    CodePointCounter counter(side_.text);
    for (const std::uint32_t byte : bytes_) {
      chars_.push_back(static_cast<std::uint32_t>(counter.At(byte)) + side_.char_begin);
    }
  }
  // Of a span that was wanted.
  Span Of(Span bytes) const { return {At(bytes.begin), At(bytes.end)}; }
  const PassageSide& side() const { return side_; }

 private:
  std::uint32_t At(std::uint32_t byte) const {
    const auto place = std::lower_bound(bytes_.begin(), bytes_.end(), byte);
    return chars_[static_cast<std::size_t>(place - bytes_.begin())];
  }

  const PassageSide& side_;
  std::vector<std::uint32_t> bytes_;  // ascending
  std::vector<std::uint32_t> chars_;
};

}  // namespace textkin
