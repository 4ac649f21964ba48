// The site of a URL: what stands for "the same publisher" throughout textkin.

#pragma once

#include <string>
#include <string_view>

namespace textkin {

// The registrable host of `url`: lower case, without "www." and port, the last two labels, or three
// under a second level that registries sell below ("com.cn", "co.uk"). IP addresses stay whole.
// Empty when `url` names no host. A rule and not the Public Suffix List: a table that ages would
// move documents from site to site between versions.
std::string RegistrableHost(std::string_view url);

}  // namespace textkin
