// Records in memory as JSON Lines, for the reader of files: the part of the Python path that costs
// time on every document.

#include <nanobind/stl/string.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include "bindings.h"
#include "textkin/limits.h"
#include "textkin/scratch.h"

namespace textkin::python {
namespace {

namespace nb = nanobind;
using nb::literals::operator""_a;

bool IsPlain(char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; }

// Sixteen bytes that are compared at once.
using Bytes16 = unsigned char __attribute__((vector_size(16)));

bool AreSixteenPlain(const char* text) {
  Bytes16 bytes;
  std::memcpy(&bytes, text, sizeof bytes);
  const auto escaped = (bytes < 0x20) | (bytes == '"') | (bytes == '\\');
  std::array<std::uint64_t, 2> halves;
  std::memcpy(halves.data(), &escaped, sizeof halves);
  return (halves[0] | halves[1]) == 0;
}

// Appends `text` between quotes; what JSON wants escaped is.
void AppendQuoted(std::string_view text, std::string* out) {
  static constexpr char kHex[] = "0123456789abcdef";
  out->push_back('"');
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end + 16 <= text.size() && AreSixteenPlain(text.data() + end)) end += 16;
    while (end < text.size() && IsPlain(text[end])) ++end;
    out->append(text, at, end - at);
    if (end == text.size()) break;
    const char c = text[end];
    if (c == '"' || c == '\\') {
      out->append({'\\', c});
    } else if (c == '\n') {
      out->append("\\n");
    } else if (c == '\t') {
      out->append("\\t");
    } else if (c == '\r') {
      out->append("\\r");
    } else {
      out->append("\\u00").append({kHex[c >> 4 & 0xF], kHex[c & 0xF]});
    }
    at = end + 1;
  }
  out->push_back('"');
}

// Writes the values that JSON knows; `substitute` is called with any other and returns one that it
// knows.
class JsonAppender {
 public:
  JsonAppender(const nb::callable& substitute, std::string* out)
      : substitute_(substitute), out_(*out) {}

  void Append(nb::handle value, std::size_t depth) {
    if (depth > kMaxJsonDepth) {
      Raise(absl::InvalidArgumentError("a record is nested more than " +
                                       std::to_string(kMaxJsonDepth) + " levels deep"));
    }
    if (PyUnicode_CheckExact(value.ptr())) return AppendText(value);
    if (value.is_none()) return Add("null");
    if (PyBool_Check(value.ptr())) return Add(value.ptr() == Py_True ? "true" : "false");
    if (PyLong_CheckExact(value.ptr())) return AppendNumber(value);
    if (PyFloat_CheckExact(value.ptr())) {
      // JSON has no word for what is no finite number; a table has it where a value is missing.
      return std::isfinite(nb::cast<double>(value)) ? AppendNumber(value) : Add("null");
    }
    if (PyDict_CheckExact(value.ptr())) return AppendObject(value, depth);
    if (PyList_CheckExact(value.ptr()) || PyTuple_CheckExact(value.ptr()))
      return AppendArray(value, depth);
    Append(substitute_(value), depth + 1);
  }

 private:
  void Add(std::string_view text) { out_.append(text); }

  void AppendText(nb::handle value) {
#ifndef Py_LIMITED_API
    if (PyUnicode_IS_COMPACT_ASCII(value.ptr())) {  // is UTF-8 as it lies there
      const auto length = static_cast<std::size_t>(PyUnicode_GET_LENGTH(value.ptr()));
      AppendQuoted({static_cast<const char*>(PyUnicode_DATA(value.ptr())), length}, &out_);
      return;
    }
#endif
    // Not PyUnicode_AsUTF8AndSize, which would keep a second copy inside the caller's string.
    nb::object bytes = nb::steal(PyUnicode_AsUTF8String(value.ptr()));
    if (!bytes.is_valid()) {  // half a surrogate pair
      PyErr_Clear();
      bytes = substitute_(value).attr("encode")("utf-8");
    }
    const nb::bytes& utf8 = nb::borrow<nb::bytes>(bytes);
    AppendQuoted({utf8.c_str(), utf8.size()}, &out_);
  }
  void AppendNumber(nb::handle value) {
    const nb::str text = nb::repr(value);
    Add(text.c_str());
  }
  void AppendObject(nb::handle value, std::size_t depth) {
    char before = '{';
    for (const auto& [key, member] : nb::borrow<nb::dict>(value)) {
      out_.push_back(before);
      before = ',';
      if (PyUnicode_CheckExact(key.ptr())) {
        AppendText(key);
      } else {
        AppendText(nb::str(key));
      }
      out_.push_back(':');
      Append(member, depth + 1);
    }
    Add(before == '{' ? "{}" : "}");
  }
  void AppendArray(nb::handle value, std::size_t depth) {
    char before = '[';
    for (const nb::handle element : value) {
      out_.push_back(before);
      before = ',';
      Append(element, depth + 1);
    }
    Add(before == '[' ? "[]" : "]");
  }

  const nb::callable& substitute_;
  std::string& out_;
};

// Writes records to an open file, as lines of JSON. The room of the lines stays from call to call:
// the system would have to clear it anew each time.
class RecordWriter {
 public:
  // `file`: a descriptor, open as long as this is used.
  RecordWriter(int file, nb::callable substitute)
      : file_(file), substitute_(std::move(substitute)) {}

  void Write(const nb::list& records) {
    lines_.clear();
    JsonAppender appender(substitute_, &lines_);
    for (const nb::handle record : records) {
      appender.Append(record, 0);
      lines_.push_back('\n');
    }
    if (const absl::Status status = WriteLines(); !status.ok()) Raise(status);
  }

 private:
  absl::Status WriteLines() const {
    const nb::gil_scoped_release others;
    for (std::size_t done = 0; done < lines_.size();) {
      const ssize_t written = ::write(file_, lines_.data() + done, lines_.size() - done);
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return SystemError("writing the records", errno);
      done += static_cast<std::size_t>(written);
    }
    return absl::OkStatus();
  }

  int file_;
  nb::callable substitute_;
  std::string lines_;
};

}  // namespace

void AddRecords(nb::module_& module) {
  nb::class_<RecordWriter>(module, "RecordWriter")
      .def(nb::init<int, nb::callable>(), "file"_a, "substitute"_a)
      .def("write", &RecordWriter::Write, "records"_a);
}

}  // namespace textkin::python
