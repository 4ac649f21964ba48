// Telling JSON Lines from other JSON.

#pragma once

#include <string>

namespace textkin {

// Whether a .json file is JSON Lines: its first line is a whole object. True for a file that cannot
// be read, so that the reading of it says why.
bool HoldsRecords(const std::string& path);

}  // namespace textkin
