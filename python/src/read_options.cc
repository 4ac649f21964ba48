// How inputs are read, as the package says it.

#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <string>
#include <vector>

#include "bindings.h"

namespace textkin::python {

namespace nb = nanobind;

ReadOptions ReadOptionsOf(const nb::dict& settings) {
  const auto text = [&](const char* key) { return nb::cast<std::string>(settings[key]); };
  const auto texts = [&](const char* key) {
    return nb::cast<std::vector<std::string>>(settings[key]);
  };
  ReadOptions read;
  read.inputs = texts("inputs");
  read.include = texts("include");
  read.exclude = texts("exclude");
  read.follow_links = nb::cast<bool>(settings["follow_links"]);
  read.text_key = text("text_key");
  read.id_key = text("id_key");
  read.url_key = text("url_key");
  read.date_key = text("date_key");
  read.site_key = text("site_key");
  read.parquet = texts("parquet");
  return read;
}

}  // namespace textkin::python
