// How an exchange may be read as words for words.

#pragma once

#include <vector>

#include "textkin/spin.h"

namespace textkin {

using SpinReading = std::vector<SpinWordPair>;  // a's words, b's words, in order

// All readings. None when it is no exchange of words.
std::vector<SpinReading> ReadingsOf(const Exchange& exchange);

}  // namespace textkin
