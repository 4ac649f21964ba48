// The module textkin._textkin. The package around it is what users see.

#include "bindings.h"
#include "textkin/normalize.h"
#include "textkin/report.h"
#include "textkin/version.h"

NB_MODULE(_textkin, module) {
  module.doc() = "The library of textkin, as Python calls it. Use the package textkin.";
  module.attr("VERSION") = textkin::kVersion;
  module.attr("NORMALIZER_VERSION") = textkin::kNormalizerVersion;
  module.attr("FORMAT_VERSION") = textkin::kFormatVersion;
  textkin::python::AddComparing(module);
  textkin::python::AddFiltering(module);
  textkin::python::AddIndexing(module);
  textkin::python::AddJoining(module);
  textkin::python::AddPieces(module);
  textkin::python::AddRecords(module);
  textkin::python::AddScanning(module);
  textkin::python::AddSketching(module);
}
