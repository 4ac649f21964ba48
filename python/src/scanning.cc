// Scans and their scores.

#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include "bindings.h"
#include "textkin/eval.h"
#include "textkin/result.h"
#include "watched.h"

namespace textkin::python {
namespace {

namespace nb = nanobind;
using nb::literals::operator""_a;

CandidateSketch ParseSketch(std::string_view name) {
  if (name == "minhash") return CandidateSketch::kMinHash;
  if (name == "simhash") return CandidateSketch::kSimHash;
  Raise(absl::InvalidArgumentError("sketch '" + std::string(name) + "': minhash or simhash"));
}

void ScanInputs(const nb::dict& read, std::vector<std::string> input_names, std::string output,
                std::string_view preset, std::optional<double> threshold, std::string_view sketch,
                unsigned threads, std::uint64_t seed, bool passages, bool quotes, bool provenance,
                bool report, bool write_text, std::string synonyms, bool overwrite,
                const nb::object& progress) {
  ScanOptions options;
  options.read = ReadOptionsOf(read);
  options.input_names = std::move(input_names);
  options.output = std::move(output);
  options.preset = ValueOrRaise(ParsePreset(preset));
  options.threshold = threshold.value_or(OptionsOf(options.preset).threshold);
  options.sketch = ParseSketch(sketch);
  options.threads = threads;
  options.seed = seed;
  options.passages = passages;
  options.quotes = quotes;
  options.provenance = provenance;
  options.report = report;
  options.write_text = write_text;
  options.synonyms = std::move(synonyms);
  options.overwrite = overwrite;
  ValueOrRaise(
      RunWatched(progress, [&options](ProgressSink* sink, const std::atomic<bool>* cancel) {
        return textkin::Scan(options, sink, cancel);
      }));
}

// The evaluation as JSON and as a table.
std::pair<std::string, std::string> EvaluateFolders(const std::string& truth,
                                                    const std::string& result) {
  absl::StatusOr<eval::Evaluation> evaluation = absl::UnknownError("not run");
  {
    const nb::gil_scoped_release released;
    evaluation = eval::Evaluate(truth, result);
  }
  const eval::Evaluation scores = ValueOrRaise(std::move(evaluation));
  return {eval::Json(scores), eval::Table(scores)};
}

// The result in another format.
nb::bytes ExportFolder(const std::string& folder, std::string_view format,
                       const std::string& path) {
  result::ExportOptions options;
  options.format = ValueOrRaise(result::ParseExportFormat(format));
  options.path = path;
  std::string text;
  absl::Status status;
  {
    const nb::gil_scoped_release released;
    status = result::Export(folder, options, [&](std::string_view bytes) { text.append(bytes); });
  }
  if (!status.ok()) Raise(status);
  return nb::bytes(text.data(), text.size());
}

// (id, the record's own or empty, kept)
std::vector<std::tuple<std::string, std::string, std::string>> Duplicates(
    const std::string& folder) {
  std::vector<std::tuple<std::string, std::string, std::string>> duplicates;
  for (result::Duplicate& one : ValueOrRaise(result::FindDuplicates(folder))) {
    duplicates.emplace_back(std::move(one.id), std::move(one.record_id), std::move(one.kept));
  }
  return duplicates;
}

}  // namespace

void AddScanning(nb::module_& module) {
  module.def("scan", &ScanInputs, nb::kw_only(), "read"_a, "input_names"_a, "output"_a, "preset"_a,
             "threshold"_a.none(), "sketch"_a, "threads"_a, "seed"_a, "passages"_a, "quotes"_a,
             "provenance"_a, "report"_a, "write_text"_a, "synonyms"_a, "overwrite"_a,
             "progress"_a.none());
  module.def("export", &ExportFolder, "folder"_a, "format"_a, "path"_a);
  module.def("duplicates", &Duplicates, "folder"_a);
  module.def("evaluate", &EvaluateFolders, "truth"_a, "result"_a);
}

}  // namespace textkin::python
