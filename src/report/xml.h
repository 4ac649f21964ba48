// XML text and attribute values of what others wrote.

#pragma once

#include <string>
#include <string_view>

namespace textkin::result {

// Appends valid UTF-8 `text`, escaped for element content and for attributes in double quotes. What
// XML 1.0 cannot hold (most control characters, U+FFFE, U+FFFF) becomes U+FFFD.
void AppendXml(std::string_view text, std::string* out);

}  // namespace textkin::result
