// See writer.h.

#include "writer.h"

#include <cstddef>

namespace textkin::corpus {
namespace {

// Bytes handed to the C library at once; more does not write faster.
constexpr std::size_t kBufferBytes = 1u << 20;

}  // namespace

void AppendJson(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      default:
        out += c;  // the vocabularies hold no other control character
    }
  }
  out += '"';
}

LineWriter::LineWriter(const std::string& path)
    : file_(std::fopen(path.c_str(), "wb")), good_(file_ != nullptr) {}

LineWriter::~LineWriter() {
  if (file_ != nullptr) std::fclose(file_);
}

void LineWriter::Write(std::string_view line) {
  buffer_.append(line);
  buffer_ += '\n';
  if (buffer_.size() >= kBufferBytes) Flush();
}

void LineWriter::Flush() {
  good_ = good_ && std::fwrite(buffer_.data(), 1, buffer_.size(), file_) == buffer_.size();
  buffer_.clear();
}

bool LineWriter::Finish() {
  if (file_ == nullptr) return false;
  Flush();
  good_ = std::fclose(file_) == 0 && good_;
  file_ = nullptr;
  return good_;
}

}  // namespace textkin::corpus
