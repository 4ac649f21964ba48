// Records in memory as JSON Lines, for the reader of files: the part of the Python path that costs
// time on every document.

#include <nanobind/stl/string.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "bindings.h"
#include "textkin/limits.h"

namespace textkin::python {
namespace {

namespace nb = nanobind;
using nb::literals::operator""_a;

bool IsPlain(char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; }

// Whether the eight bytes at `text` are all plain; some that are may be taken for others.
// Bit Twiddling Hacks, "Determine if a word has a byte less than n" and "... equal to n".
bool AreEightPlain(const char* text) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  std::uint64_t word = 0;
  std::memcpy(&word, text, sizeof word);
  const auto has_less = [](std::uint64_t bytes, std::uint64_t n) {
    return (bytes - kOnes * n) & ~bytes & kHighBits;
  };
  return (has_less(word, 0x20) | has_less(word ^ kOnes * '"', 1) |
          has_less(word ^ kOnes * '\\', 1)) == 0;
}

// Appends `text` between quotes; what JSON wants escaped is.
void AppendQuoted(std::string_view text, std::string* out) {
  static constexpr char kHex[] = "0123456789abcdef";
  out->push_back('"');
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end + 8 <= text.size() && AreEightPlain(text.data() + end)) end += 8;
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

// The records as lines of JSON.
nb::bytes JsonLines(const nb::list& records, const nb::callable& substitute) {
  std::string lines;
  JsonAppender appender(substitute, &lines);
  for (const nb::handle record : records) {
    appender.Append(record, 0);
    lines.push_back('\n');
  }
  return nb::bytes(lines.data(), lines.size());
}

}  // namespace

void AddRecords(nb::module_& module) {
  module.def("json_lines", &JsonLines, "records"_a, "substitute"_a);
}

}  // namespace textkin::python
