// One switch over Arrow's types.

#include "json_value.h"

#include <arrow/extension_type.h>
#include <arrow/scalar.h>
#include <arrow/type.h>
#include <arrow/util/formatting.h>

#include <array>
#include <charconv>
#include <cmath>
#include <memory>
#include <stdexcept>

namespace textkin {
namespace {

// Exponents of ten between which Python's repr writes a float without one.
constexpr int kLeastPlainExponent = -4;
constexpr int kLeastLargeExponent = 16;

template <typename Array>
const Array& As(const arrow::Array& cells) {
  return static_cast<const Array&>(cells);
}

template <typename Integer>
void AppendWhole(Integer value, std::string* out) {
  char digits[24];
  out->append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

// As repr(float) in Python: the fewest digits that tell the value.
void AppendFloat(double value, std::string* out) {
  if (!std::isfinite(value)) {
    out->append("null");
    return;
  }
  char text[40];
  const char* const end =
      std::to_chars(text, text + sizeof text, value, std::chars_format::scientific).ptr;
  std::string_view digits(text, static_cast<std::size_t>(end - text));
  const std::size_t e = digits.find('e');
  int exponent = 0;
  const char* sign_or_digit = digits.data() + e + 1 + (digits[e + 1] == '+' ? 1 : 0);
  std::from_chars(sign_or_digit, end, exponent);
  if (exponent < kLeastPlainExponent || exponent >= kLeastLargeExponent) {
    out->append(digits);
    return;
  }
  const auto fixed = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed).ptr;
  const std::string_view plain(text, static_cast<std::size_t>(fixed - text));
  out->append(plain);
  if (plain.find('.') == std::string_view::npos) out->append(".0");
}

template <typename Type>
void AppendFormatted(const arrow::Array& cells, std::int64_t row, std::string* out) {
  arrow::internal::StringFormatter<Type> format(cells.type().get());
  out->push_back('"');
  format(As<typename arrow::TypeTraits<Type>::ArrayType>(cells).Value(row),
         [&](std::string_view text) {
           for (const char c : text) out->push_back(c == ' ' ? 'T' : c);
         });
  out->push_back('"');
}

void AppendList(const arrow::Array& cells, std::int64_t begin, std::int64_t end, std::string* out) {
  out->push_back('[');
  for (std::int64_t i = begin; i < end; ++i) {
    if (i > begin) out->push_back(',');
    AppendJsonValue(cells, i, out);
  }
  out->push_back(']');
}

template <typename Array>
void AppendListOf(const arrow::Array& cells, std::int64_t row, std::string* out) {
  const auto& list = As<Array>(cells);
  AppendList(*list.values(), list.value_offset(row),
             list.value_offset(row) + list.value_length(row), out);
}

void AppendStruct(const arrow::Array& cells, std::int64_t row, std::string* out) {
  const auto& object = As<arrow::StructArray>(cells);
  out->push_back('{');
  for (int i = 0; i < object.num_fields(); ++i) {
    if (i > 0) out->push_back(',');
    AppendJsonText(object.struct_type()->field(i)->name(), out);
    out->push_back(':');
    AppendJsonValue(*object.field(i), row, out);
  }
  out->push_back('}');
}

// An object where the keys are texts, else an array of pairs.
void AppendMap(const arrow::Array& cells, std::int64_t row, std::string* out) {
  const auto& map = As<arrow::MapArray>(cells);
  const bool is_object = map.keys()->type_id() == arrow::Type::STRING;
  out->push_back(is_object ? '{' : '[');
  const std::int64_t begin = map.value_offset(row), end = begin + map.value_length(row);
  for (std::int64_t i = begin; i < end; ++i) {
    if (i > begin) out->push_back(',');
    if (!is_object) out->push_back('[');
    AppendJsonValue(*map.keys(), i, out);
    out->push_back(is_object ? ':' : ',');
    AppendJsonValue(*map.items(), i, out);
    if (!is_object) out->push_back(']');
  }
  out->push_back(is_object ? '}' : ']');
}

void AppendEntry(const arrow::Array& cells, std::int64_t row, std::string* out) {
  const auto& coded = As<arrow::DictionaryArray>(cells);
  const std::int64_t index = coded.GetValueIndex(row);
  if (index < 0 || index >= coded.dictionary()->length())
    throw std::out_of_range("a dictionary index points beyond its dictionary");
  AppendJsonValue(*coded.dictionary(), index, out);
}

}  // namespace

void AppendJsonText(std::string_view text, std::string* out) {
  static constexpr std::array<char, 16> kHex = {'0', '1', '2', '3', '4', '5', '6', '7',
                                                '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
  out->push_back('"');
  std::size_t copied = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    out->append(text.substr(copied, i - copied));
    copied = i + 1;
    static constexpr std::string_view kEscaped = "\"\\\b\f\n\r\t", kLetters = "\"\\bfnrt";
    if (const std::size_t known = kEscaped.find(text[i]); known != std::string_view::npos) {
      out->push_back('\\');
      out->push_back(kLetters[known]);
    } else {
      out->append("\\u00").push_back(kHex[byte >> 4]);
      out->push_back(kHex[byte & 15]);
    }
  }
  out->append(text.substr(copied)).push_back('"');
}

void AppendJsonValue(const arrow::Array& cells, std::int64_t row, std::string* out) {
  if (cells.IsNull(row)) {
    out->append("null");
    return;
  }
  switch (cells.type_id()) {
    case arrow::Type::NA:
      out->append("null");
      return;
    case arrow::Type::BOOL:
      out->append(As<arrow::BooleanArray>(cells).Value(row) ? "true" : "false");
      return;
    case arrow::Type::INT8:
      return AppendWhole(As<arrow::Int8Array>(cells).Value(row), out);
    case arrow::Type::UINT8:
      return AppendWhole(As<arrow::UInt8Array>(cells).Value(row), out);
    case arrow::Type::INT16:
      return AppendWhole(As<arrow::Int16Array>(cells).Value(row), out);
    case arrow::Type::UINT16:
      return AppendWhole(As<arrow::UInt16Array>(cells).Value(row), out);
    case arrow::Type::INT32:
      return AppendWhole(As<arrow::Int32Array>(cells).Value(row), out);
    case arrow::Type::UINT32:
      return AppendWhole(As<arrow::UInt32Array>(cells).Value(row), out);
    case arrow::Type::INT64:
      return AppendWhole(As<arrow::Int64Array>(cells).Value(row), out);
    case arrow::Type::UINT64:
      return AppendWhole(As<arrow::UInt64Array>(cells).Value(row), out);
    case arrow::Type::FLOAT:
      return AppendFloat(static_cast<double>(As<arrow::FloatArray>(cells).Value(row)), out);
    case arrow::Type::DOUBLE:
      return AppendFloat(As<arrow::DoubleArray>(cells).Value(row), out);
    case arrow::Type::STRING:
    case arrow::Type::BINARY:
      return AppendJsonText(As<arrow::BinaryArray>(cells).GetView(row), out);
    case arrow::Type::LARGE_STRING:
    case arrow::Type::LARGE_BINARY:
      return AppendJsonText(As<arrow::LargeBinaryArray>(cells).GetView(row), out);
    case arrow::Type::STRING_VIEW:
    case arrow::Type::BINARY_VIEW:
      return AppendJsonText(As<arrow::BinaryViewArray>(cells).GetView(row), out);
    case arrow::Type::FIXED_SIZE_BINARY:
      return AppendJsonText(As<arrow::FixedSizeBinaryArray>(cells).GetView(row), out);
    case arrow::Type::DATE32:
      return AppendFormatted<arrow::Date32Type>(cells, row, out);
    case arrow::Type::DATE64:
      return AppendFormatted<arrow::Date64Type>(cells, row, out);
    case arrow::Type::TIMESTAMP:
      return AppendFormatted<arrow::TimestampType>(cells, row, out);
    case arrow::Type::LIST:
      return AppendListOf<arrow::ListArray>(cells, row, out);
    case arrow::Type::LARGE_LIST:
      return AppendListOf<arrow::LargeListArray>(cells, row, out);
    case arrow::Type::FIXED_SIZE_LIST:
      return AppendListOf<arrow::FixedSizeListArray>(cells, row, out);
    case arrow::Type::STRUCT:
      return AppendStruct(cells, row, out);
    case arrow::Type::MAP:
      return AppendMap(cells, row, out);
    case arrow::Type::DICTIONARY:
      return AppendEntry(cells, row, out);
    case arrow::Type::EXTENSION:
      return AppendJsonValue(*As<arrow::ExtensionArray>(cells).storage(), row, out);
    default:
      AppendJsonText(cells.GetScalar(row).ValueOrDie()->ToString(), out);
  }
}

}  // namespace textkin
