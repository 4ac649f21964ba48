// The pre-filter, from file to file.

#include <nanobind/stl/map.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/vector.h>

#include "bindings.h"
#include "textkin/filter.h"
#include "watched.h"

namespace textkin::python {
namespace {

namespace nb = nanobind;
using nb::literals::operator""_a;

nb::dict SummaryOf(const FilterSummary& summary) {
  nb::dict counts;
  counts["records"] = summary.records;
  counts["bytes"] = summary.bytes;
  counts["written"] = summary.written;
  counts["removed"] = summary.removed;
  counts["removed_by_reason"] = summary.removed_by_reason;
  counts["cut_spans"] = summary.cut_spans;
  counts["cut_chars"] = summary.cut_chars;
  counts["faulty"] = summary.faulty;
  counts["faults_by_code"] = summary.faults_by_code;
  counts["full_buckets"] = summary.full_buckets;
  counts["capped_records"] = summary.capped_records;
  counts["incomplete_records"] = summary.incomplete_records;
  counts["passes"] = summary.passes;
  return counts;
}

nb::dict FilterFiles(const nb::dict& read, std::string output, std::string receipts,
                     std::string_view action, std::string_view keep,
                     std::optional<std::string_view> preset, double threshold, std::string against,
                     bool decontaminate, bool passages, bool drop_faulty, bool overwrite,
                     unsigned threads, std::uint64_t memory, std::uint64_t seed,
                     const nb::object& progress) {
  FilterOptions options;
  options.read = ReadOptionsOf(read);
  options.output = std::move(output);
  options.receipts = std::move(receipts);
  options.action = ValueOrRaise(ParseFilterAction(action));
  options.keep = ValueOrRaise(ParseKeepPolicy(keep));
  if (preset) options.preset = ValueOrRaise(ParsePreset(*preset));
  options.threshold = threshold;
  options.against = std::move(against);
  options.decontaminate = decontaminate;
  options.passages = passages;
  options.drop_faulty = drop_faulty;
  options.overwrite = overwrite;
  options.threads = threads;
  options.memory = memory;
  options.seed = seed;
  return SummaryOf(ValueOrRaise(
      RunWatched(progress, [&options](ProgressSink* sink, const std::atomic<bool>* cancel) {
        return Filter(options, sink, cancel);
      })));
}

}  // namespace

void AddFiltering(nb::module_& module) {
  module.def("filter", &FilterFiles, nb::kw_only(), "read"_a, "output"_a, "receipts"_a, "action"_a,
             "keep"_a, "preset"_a.none(), "threshold"_a, "against"_a, "decontaminate"_a,
             "passages"_a, "drop_faulty"_a, "overwrite"_a, "threads"_a, "memory"_a, "seed"_a,
             "progress"_a.none());
}

}  // namespace textkin::python
