// A writer of one JSON object a line, for rows that are written by the million.

#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

namespace textkin {

// Appends a JSON string with its quotes. `text` must be valid UTF-8; control characters are
// escaped, and so are U+2028 and U+2029, which JavaScript takes for line ends.
void AppendJsonString(std::string_view text, std::string* out);

// `value` with six decimals, in [-1e9, 1e9].
void AppendDecimal(double value, std::string* out);

template <typename Integer>
void AppendInteger(Integer value, std::string* out) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out->append(digits, end);
}

// `[first,second]`: a range, or the numbers of both sides of a pair.
template <typename Integer>
void AppendPair(Integer first, Integer second, std::string* out) {
  out->push_back('[');
  AppendInteger(first, out);
  out->push_back(',');
  AppendInteger(second, out);
  out->push_back(']');
}

// Writes `{"key":value,...}`. Keys are plain ASCII.
class JsonObject {
 public:
  explicit JsonObject(std::string* out) : out_(*out) { out_.push_back('{'); }

  void Key(std::string_view key) {
    if (!first_) out_.push_back(',');
    first_ = false;
    out_.push_back('"');
    out_.append(key);
    out_.append("\":");
  }
  void String(std::string_view key, std::string_view value) {
    Key(key);
    AppendJsonString(value, &out_);
  }
  // null when empty.
  void OptionalString(std::string_view key, std::string_view value) {
    Key(key);
    value.empty() ? static_cast<void>(out_.append("null")) : AppendJsonString(value, &out_);
  }
  template <typename Integer>
  void Number(std::string_view key, Integer value) {
    Key(key);
    AppendInteger(value, &out_);
  }
  template <typename Integer>
  void Pair(std::string_view key, Integer first, Integer second) {
    Key(key);
    AppendPair(first, second, &out_);
  }
  void Decimal(std::string_view key, double value) {
    Key(key);
    AppendDecimal(value, &out_);
  }
  void Null(std::string_view key) {
    Key(key);
    out_.append("null");
  }
  void Bool(std::string_view key, bool value) {
    Key(key);
    out_.append(value ? "true" : "false");
  }
  void Close() { out_.push_back('}'); }

 private:
  std::string& out_;
  bool first_ = true;
};

// Writes `[element,...]`: calls element(i) for each i, which appends it to *out.
template <typename Element>
void AppendArray(std::size_t size, std::string* out, const Element& element) {
  out->push_back('[');
  for (std::size_t i = 0; i < size; ++i) {
    if (i > 0) out->push_back(',');
    element(i);
  }
  out->push_back(']');
}

}  // namespace textkin
