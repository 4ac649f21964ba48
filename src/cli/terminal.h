// What may reach a terminal: texts without control characters, colours only where they are wanted.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace textkin::cli {

// `text` with control, bidi and zero-width characters written as <U+XXXX>; line feeds and tabs
// stay.
std::string Printable(std::string_view text);

inline constexpr std::string_view kBold = "\x1b[1m";
inline constexpr std::string_view kFaint = "\x1b[2m";
inline constexpr std::string_view kEndStyle = "\x1b[0m";

// What --color says: auto is a terminal, and NO_COLOR not set. InvalidArgument for other words.
absl::StatusOr<bool> WantsColour(const std::string& color);

// Columns of the narrowest and the widest text that is laid out.
inline constexpr std::size_t kNarrowest = 40;
inline constexpr std::size_t kWidest = 1000;
std::size_t LayoutWidth();  // columns of stdout, 100 where it is no terminal
bool StderrIsTerminal();

std::string WithCommas(std::uint64_t number);                     // 12,345
std::string Count(std::uint64_t number, const std::string& one);  // 12,345 pages
std::string BytesText(std::uint64_t bytes);                       // "1.2 GB"

// "12.3 %" of a share in 0..1: never "100.0 %" for less than all, nor "0.0 %" for something.
std::string Percent(double share);

// Writes to stdout. False when it could not be written, which has then been said on stderr; a
// reader that went away is no error.
bool WriteStdout(std::string_view text);

}  // namespace textkin::cli
