// Every cap of textkin, with its unit and reason. docs/limits.md is the table for users; a test
// compares the two.

#pragma once

#include <cstddef>
#include <cstdint>

namespace textkin {

// Bytes of one document's text. Offsets are 32 bits, and a book has about 1 MiB: larger files are
// data.
inline constexpr std::uint64_t kMaxDocumentBytes = 64u << 20;
// Bytes of one line of JSONL. As for a document; the line's text is smaller.
inline constexpr std::uint64_t kMaxRecordBytes = 64u << 20;
// Bytes of the header of one WARC record. Those of real crawlers have about one kilobyte.
inline constexpr std::size_t kMaxWarcHeaderBytes = 64u << 10;
// Growth of one compressed document, applied after kCompressionRatioFloorBytes. Apache Tika's
// numbers.
inline constexpr std::uint64_t kMaxCompressionRatio = 100;
inline constexpr std::uint64_t kCompressionRatioFloorBytes = 1u << 20;
// Memory a zstd stream may ask for, log2 of bytes: 128 MiB, what `zstd --long` users reach.
inline constexpr int kMaxZstdWindowLog = 27;
// Nesting of a JSON record; deeper ones are refused. Metadata seen in the field stays below 10.
inline constexpr std::size_t kMaxJsonDepth = 64;
// Share of U+FFFD among a document's characters above which it is not text.
inline constexpr double kMaxInvalidShare = 0.10;

}  // namespace textkin
