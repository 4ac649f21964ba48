// Data inside report.html: JSON that no HTML parser can take for markup.

#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace textkin::result {

// `json` with <, > and & as escapes. In JSON they stand in strings alone, so it means the same.
std::string EscapeForScript(std::string_view json);

// zlib data (RFC 1950) of `bytes` in base64: the near-duplicates of a family shrink to a tenth, and
// a browser unpacks them on demand. ResourceExhausted when out of memory.
absl::StatusOr<std::string> Pack(std::string_view bytes);

}  // namespace textkin::result
