// Comparing two documents; the answer is the line that `textkin compare --json` prints.

#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>

#include "bindings.h"
#include "textkin/pipeline.h"

namespace textkin::python {
namespace {

namespace nb = nanobind;
using nb::literals::operator""_a;

CompareOptions CompareOptionsOf(std::string_view preset, std::optional<double> threshold) {
  CompareOptions options;
  options.preset = ValueOrRaise(ParsePreset(preset));
  options.threshold = threshold.value_or(OptionsOf(options.preset).threshold);
  return options;
}

template <typename Compare>
nb::bytes LineOf(const Compare& compare) {
  std::string line;
  absl::Status status;
  {
    const nb::gil_scoped_release released;
    const absl::StatusOr<Comparison> comparison = compare();
    status = comparison.status();
    if (comparison.ok()) line = ComparisonJson(*comparison);
  }
  if (!status.ok()) Raise(status);
  return nb::bytes(line.data(), line.size());
}

nb::bytes CompareFiles(const nb::dict& read, const std::string& a, const std::string& b,
                       std::string_view preset, std::optional<double> threshold) {
  CompareOptions options = CompareOptionsOf(preset, threshold);
  options.read = ReadOptionsOf(read);
  return LineOf([&] { return Compare(a, b, options); });
}

nb::bytes CompareTexts(std::string_view a, std::string_view b, std::string_view preset,
                       std::optional<double> threshold) {
  const CompareOptions options = CompareOptionsOf(preset, threshold);
  const auto document = [](const char* name, std::string_view text) {
    Document made;
    made.id = name;
    made.text = text;
    return made;
  };
  return LineOf([&] { return CompareDocuments(document("a", a), document("b", b), options); });
}

}  // namespace

void AddComparing(nb::module_& module) {
  module.def("compare_files", &CompareFiles, "read"_a, "a"_a, "b"_a, "preset"_a,
             "threshold"_a.none());
  module.def("compare_texts", &CompareTexts, "a"_a, "b"_a, "preset"_a, "threshold"_a.none());
}

}  // namespace textkin::python
