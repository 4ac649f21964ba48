// Declared charsets: labels, and where pages put them.

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "charset.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

// The WHATWG standard looks at 1,024 bytes; pages with long heads put it later.
constexpr std::size_t kDeclarationBytes = 4096;

// GBK and GB2312 are decoded as GB18030, their superset, as browsers do.
constexpr std::array<std::pair<std::string_view, std::string_view>, 36> kLabels = {{
    {"utf-8", "UTF-8"},
    {"utf8", "UTF-8"},
    {"unicode-1-1-utf-8", "UTF-8"},
    {"gb18030", "gb18030"},
    {"gbk", "gb18030"},
    {"x-gbk", "gb18030"},
    {"cp936", "gb18030"},
    {"ms936", "gb18030"},
    {"windows-936", "gb18030"},
    {"gb2312", "gb18030"},
    {"gb_2312", "gb18030"},
    {"gb_2312-80", "gb18030"},
    {"csgb2312", "gb18030"},
    {"chinese", "gb18030"},
    {"euc-cn", "gb18030"},
    {"big5", "Big5-HKSCS"},
    {"big5-hkscs", "Big5-HKSCS"},
    {"cn-big5", "Big5-HKSCS"},
    {"x-x-big5", "Big5-HKSCS"},
    {"csbig5", "Big5-HKSCS"},
    {"cp950", "Big5-HKSCS"},
    {"shift_jis", "windows-31j"},
    {"shift-jis", "windows-31j"},
    {"sjis", "windows-31j"},
    {"x-sjis", "windows-31j"},
    {"ms_kanji", "windows-31j"},
    {"windows-31j", "windows-31j"},
    {"euc-jp", "EUC-JP"},
    {"x-euc-jp", "EUC-JP"},
    {"euc-kr", "windows-949"},
    {"ks_c_5601-1987", "windows-949"},
    {"uhc", "windows-949"},
    {"windows-949", "windows-949"},
    {"iso-8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"windows-1252", "windows-1252"},
}};

// Families of single-byte charsets that ICU knows under the label itself.
constexpr std::array<std::string_view, 3> kFamilies = {"iso-8859-", "windows-125", "koi8-"};

// The value behind "name" in a tag of lower case: charset="gbk", charset = gbk,
// content="...;charset=gbk".
std::string_view ValueBehind(std::string_view tag, std::string_view name) {
  std::size_t at = tag.find(name);
  if (at == std::string_view::npos) return {};
  at = tag.find_first_not_of(" \t\r\n", at + name.size());
  if (at == std::string_view::npos || tag[at] != '=') return {};
  at = tag.find_first_not_of(" \t\r\n\"'", at + 1);
  if (at == std::string_view::npos) return {};
  return tag.substr(at, tag.find_first_of(" \t\r\n\"';/>?", at) - at);
}

}  // namespace

std::string CharsetOfLabel(std::string_view label) {
  const std::string lower = LowerAscii(label);
  const auto found = std::find_if(kLabels.begin(), kLabels.end(),
                                  [&](const auto& entry) { return entry.first == lower; });
  if (found != kLabels.end()) return std::string(found->second);
  const bool family = std::any_of(kFamilies.begin(), kFamilies.end(),
                                  [&](std::string_view start) { return lower.starts_with(start); });
  return family ? lower : std::string();
}

std::string DeclaredCharset(std::string_view bytes) {
  const std::string head = LowerAscii(bytes.substr(0, kDeclarationBytes));
  const std::string_view view = head;
  if (view.starts_with("<?xml")) {
    const std::string charset =
        CharsetOfLabel(ValueBehind(view.substr(0, view.find("?>")), "encoding"));
    if (!charset.empty()) return charset;
  }
  for (std::size_t at = view.find("<meta"); at != std::string_view::npos;
       at = view.find("<meta", at + 1)) {
    const std::string_view tag = view.substr(at, view.find('>', at) - at);
    const std::string charset = CharsetOfLabel(ValueBehind(tag, "charset"));
    if (!charset.empty()) return charset;
  }
  return {};
}

}  // namespace textkin
