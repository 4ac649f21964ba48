// Escaping for XML.

#include "xml.h"

#include "textkin/utf8.h"

namespace textkin::result {
namespace {

bool IsAllowed(char32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c != 0xFFFE && c != 0xFFFF;
}

}  // namespace

void AppendXml(std::string_view text, std::string* out) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = DecodeUtf8(text, &at);
    switch (c) {
      case '<':
        out->append("&lt;");
        break;
      case '>':
        out->append("&gt;");
        break;
      case '&':
        out->append("&amp;");
        break;
      case '"':
        out->append("&quot;");
        break;
      // As they are, an XML parser would make spaces and line feeds of them.
      case '\t':
        out->append("&#9;");
        break;
      case '\n':
        out->append("&#10;");
        break;
      case '\r':
        out->append("&#13;");
        break;
      default:
        IsAllowed(c) ? out->append(text.substr(begin, at - begin)) : out->append("\uFFFD");
    }
  }
}

}  // namespace textkin::result
