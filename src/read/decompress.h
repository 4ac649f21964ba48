// The three decompressors behind OpenStream. Each takes concatenated members, frames or streams.

#pragma once

#include <memory>

#include "byte_stream.h"

namespace textkin {

std::unique_ptr<ByteStream> OpenGzip(StoredBytes* stored);
std::unique_ptr<ByteStream> OpenZstd(StoredBytes* stored);
std::unique_ptr<ByteStream> OpenXz(StoredBytes* stored);

}  // namespace textkin
