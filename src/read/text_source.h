// Reading texts of JSONL records a second time.

#pragma once

#include <memory>

#include "textkin/read.h"

namespace textkin {

// Of the plain file behind `fd`, which stays the caller's. Null when no descriptor is to be had.
std::unique_ptr<const TextSource> OpenTextSource(int fd);

}  // namespace textkin
