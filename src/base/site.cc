// The host of a URL, cut down to the part that somebody registered.

#include "textkin/site.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "textkin/utf8.h"

namespace textkin {
namespace {

// Labels that registries of two-letter domains sell below: com.cn, co.uk, ac.jp, gov.au, idv.tw.
constexpr std::array<std::string_view, 20> kSecondLevels = {
    "ac",  "co",  "com", "ed", "edu", "gob", "go",  "gov", "govt", "gr",
    "idv", "ltd", "mil", "ne", "net", "nhs", "nom", "or",  "org",  "sch"};

// Provinces under .cn, which are second levels too: xx.bj.cn.
constexpr std::array<std::string_view, 34> kProvinces = {
    "ah", "bj", "cq", "fj", "gd", "gs", "gx", "gz", "ha", "hb", "he", "hi",
    "hk", "hl", "hn", "jl", "js", "jx", "ln", "mo", "nm", "nx", "qh", "sc",
    "sd", "sh", "sn", "sx", "tj", "tw", "xj", "xz", "yn", "zj"};

bool IsHostByte(char c) {
  const auto u = static_cast<unsigned char>(c);
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || u >= 0x80;
}

// What stands between the scheme and the path; empty when there is no such thing.
std::string_view Authority(std::string_view url) {
  const std::size_t scheme = url.find("://");
  const std::size_t path = url.find_first_of("/?#");
  if (scheme != std::string_view::npos && path == scheme + 1) {
    url.remove_prefix(scheme + 3);
  } else if (url.starts_with("//")) {
    url.remove_prefix(2);
  } else if (url.substr(0, path).find('.') == std::string_view::npos) {
    return {};  // "mailto:x", "index", a relative path
  }
  std::string_view authority = url.substr(0, url.find_first_of("/?#\\"));
  const std::size_t user = authority.rfind('@');
  if (user != std::string_view::npos) authority.remove_prefix(user + 1);
  return authority;
}

bool IsIpv4(std::string_view host) {
  return std::count(host.begin(), host.end(), '.') == 3 &&
         host.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool IsSoldBelow(std::string_view second, std::string_view top) {
  if (top.size() != 2) return false;
  const auto among = [&](const auto& list) {
    return std::find(list.begin(), list.end(), second) != list.end();
  };
  return among(kSecondLevels) || (top == "cn" && among(kProvinces));
}

}  // namespace

std::string RegistrableHost(std::string_view url) {
  std::string_view authority = Authority(url);
  if (authority.starts_with('[')) {
    const std::size_t end = authority.find(']');
    return end == std::string_view::npos ? std::string()
                                         : std::string(authority.substr(0, end + 1));
  }
  authority = authority.substr(0, authority.find(':'));
  while (authority.ends_with('.')) authority.remove_suffix(1);
  if (!std::all_of(authority.begin(), authority.end(), IsHostByte)) return {};
  std::string host = LowerAscii(authority);
  if (host.starts_with("www.") && host.find('.', 4) != std::string::npos) host.erase(0, 4);
  if (IsIpv4(host)) return host;
  const std::size_t top = host.rfind('.');
  if (top == std::string::npos || top == 0) return host;
  const std::size_t second = host.rfind('.', top - 1);
  if (second == std::string::npos) return host;
  const std::string_view view = host;
  const bool three = IsSoldBelow(view.substr(second + 1, top - second - 1), view.substr(top + 1));
  if (!three) return host.substr(second + 1);
  const std::size_t third = second == 0 ? std::string::npos : host.rfind('.', second - 1);
  return third == std::string::npos ? host : host.substr(third + 1);
}

}  // namespace textkin
