// The id of a passage: a hash of both ends.

#pragma once

#include <string>
#include <string_view>

#include "textkin/document.h"
#include "textkin/hash.h"

namespace textkin {

struct PassageEnd {
  std::string_view id;  // of the part
  Span chars;           // code points of its document

  std::string Name() const {
    return std::string(id) + "\n" + std::to_string(chars.begin) + "\n" + std::to_string(chars.end) +
           "\n";
  }
};

// Of both ends in any order: the smaller id comes first, of equal ones `a`.
inline std::string PassageId(const PassageEnd& a, const PassageEnd& b) {
  return Hex(HashBytes(b.id < a.id ? b.Name() + a.Name() : a.Name() + b.Name()));
}

}  // namespace textkin
