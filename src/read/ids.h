// Ids: how a path becomes part of a document's id.

#pragma once

#include <string>
#include <string_view>

namespace textkin {

// Percent-encodes what an id cannot hold as it is: bytes that are not UTF-8, control bytes, and the
// signs that ids give a meaning to (# for records, ! for members, % itself). '/' stays.
std::string EncodePath(std::string_view raw);

// The path without links, "." and ".."; empty when nothing is there.
std::string ResolvedPath(const std::string& path);

// The name that an input argument gives its documents: its last component, resolved when it is "."
// or ends in "..".
std::string ArgumentName(const std::string& path);

}  // namespace textkin
