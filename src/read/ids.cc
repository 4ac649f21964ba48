// Percent-encoding of paths, and the names of input arguments.

#include "ids.h"

#include <cstdlib>
#include <memory>

#include "textkin/utf8.h"

namespace textkin {
namespace {

// Bytes of the character at raw[at]; 0 when they are no UTF-8.
std::size_t CharacterLength(std::string_view raw, std::size_t at) {
  const auto first = static_cast<unsigned char>(raw[at]);
  const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  return IsValidUtf8(raw.substr(at, length)) && at + length <= raw.size() ? length : 0;
}

bool HasMeaning(char c) { return c == '#' || c == '!' || c == '%'; }

void AppendEncoded(char c, std::string* out) {
  static constexpr char kHexDigits[] = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out->push_back('%');
  out->push_back(kHexDigits[byte >> 4]);
  out->push_back(kHexDigits[byte & 15]);
}

}  // namespace

std::string EncodePath(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t at = 0; at < raw.size();) {
    const std::size_t length = CharacterLength(raw, at);
    const auto byte = static_cast<unsigned char>(raw[at]);
    if (length == 0 || byte < 0x20 || byte == 0x7F || HasMeaning(raw[at])) {
      AppendEncoded(raw[at++], &out);
    } else {
      out.append(raw, at, length);
      at += length;
    }
  }
  return out;
}

std::string ResolvedPath(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> resolved(::realpath(path.c_str(), nullptr),
                                                             &std::free);
  return resolved == nullptr ? std::string() : std::string(resolved.get());
}

std::string ArgumentName(const std::string& path) {
  std::string_view view = path;
  while (view.size() > 1 && view.ends_with('/')) view.remove_suffix(1);
  std::string_view name = view.substr(view.rfind('/') + 1);
  if (!name.empty() && name != "." && name != "..") return std::string(name);
  const std::string resolved = ResolvedPath(path);
  view = resolved;
  name = view.substr(view.rfind('/') + 1);
  return name.empty() ? "root" : std::string(name);
}

}  // namespace textkin
