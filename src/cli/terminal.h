// What may reach a terminal: texts without control characters, colours only where they are wanted.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace textkin::cli {

// `text` with control, bidi and zero-width characters written as <U+XXXX>; line feeds and tabs
// stay.
std::string Printable(std::string_view text);

bool StdoutWantsColour();     // a terminal, and NO_COLOR is not set
std::size_t TerminalWidth();  // columns of stdout; 0 where it is none
bool StderrIsTerminal();

std::string WithCommas(std::uint64_t number);  // 12,345
std::string BytesText(std::uint64_t bytes);    // "1.2 GB"

// Writes to stdout. False when it could not be written, which has then been said on stderr; a
// reader that went away is no error.
bool WriteStdout(std::string_view text);

}  // namespace textkin::cli
