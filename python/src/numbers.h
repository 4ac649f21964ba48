// Columns of numbers as bytes in this machine's order, which Arrow, NumPy and the library share.

#pragma once

#include <nanobind/nanobind.h>

#include <cstring>
#include <string_view>
#include <vector>

#include "bindings.h"

namespace textkin::python {

template <typename Number>
std::vector<Number> NumbersOf(const nanobind::bytes& bytes) {
  if (bytes.size() % sizeof(Number) != 0) {
    Raise(absl::InvalidArgumentError("a column of numbers is cut"));
  }
  std::vector<Number> numbers(bytes.size() / sizeof(Number));
  if (!numbers.empty()) std::memcpy(numbers.data(), bytes.c_str(), bytes.size());
  return numbers;
}

template <typename Number>
nanobind::bytes BytesOf(const std::vector<Number>& numbers) {
  return nanobind::bytes(reinterpret_cast<const char*>(numbers.data()),
                         numbers.size() * sizeof(Number));
}

inline std::string_view ViewOf(const nanobind::bytes& bytes) {
  return {bytes.c_str(), bytes.size()};
}
// They must outlive the views.
inline std::vector<std::string_view> ViewsOf(const nanobind::list& list) {
  std::vector<std::string_view> views;
  for (const nanobind::handle item : list)
    views.push_back(ViewOf(nanobind::cast<nanobind::bytes>(item)));
  return views;
}
inline nanobind::bytes Bytes(std::string_view text) {
  return nanobind::bytes(text.data(), text.size());
}

}  // namespace textkin::python
