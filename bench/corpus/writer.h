// Writes records as JSON Lines through a large buffer and reports whether all of it arrived.

#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace textkin::corpus {

// Appends `text` as a JSON string with its quotes; UTF-8 stays as it is.
void AppendJson(std::string& out, std::string_view text);

class LineWriter {
 public:
  explicit LineWriter(const std::string& path);
  LineWriter(const LineWriter&) = delete;
  LineWriter& operator=(const LineWriter&) = delete;
  ~LineWriter();

  // `line` without its newline.
  void Write(std::string_view line);
  // False when the file could not be opened, or anything written to it was lost.
  bool Finish();

 private:
  void Flush();

  std::FILE* file_;
  std::string buffer_;
  bool good_;
};

}  // namespace textkin::corpus
