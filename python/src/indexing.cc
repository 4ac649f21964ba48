// The persistent index.

#include "textkin/indexing.h"

#include <nanobind/stl/map.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/vector.h>

#include "bindings.h"
#include "watched.h"

namespace textkin::python {
namespace {

namespace nb = nanobind;
using nb::literals::operator""_a;

nb::dict AdditionOf(const IndexSummary& summary) {
  nb::dict counts;
  counts["read"] = summary.read;
  counts["added"] = summary.added;
  counts["replaced"] = summary.replaced;
  counts["unchanged"] = summary.unchanged;
  counts["faulty"] = summary.faulty;
  counts["faults_by_code"] = summary.faults_by_code;
  return counts;
}

nb::dict BuildOrAdd(bool is_new, const nb::dict& read, std::string folder, std::string_view preset,
                    std::uint64_t seed, bool texts, unsigned threads, bool wait,
                    const nb::object& progress) {
  IndexOptions options;
  options.read = ReadOptionsOf(read);
  options.folder = std::move(folder);
  options.preset = ValueOrRaise(ParsePreset(preset));
  options.seed = seed;
  options.texts = texts;
  options.threads = threads;
  options.wait = wait;
  return AdditionOf(
      ValueOrRaise(RunWatched(progress, [&](ProgressSink* sink, const std::atomic<bool>* cancel) {
        return is_new ? BuildIndex(options, sink, cancel) : AddToIndex(options, sink, cancel);
      })));
}

std::vector<std::string> Remove(const std::string& folder, const std::vector<std::string>& ids,
                                bool wait) {
  return ValueOrRaise(RunWatched(nb::none(),
                                 [&](ProgressSink*, const std::atomic<bool>* cancel) {
                                   return RemoveFromIndex(folder, ids, wait, cancel);
                                 }))
      .unknown;
}

nb::dict Stats(const std::string& folder) {
  const auto index = ValueOrRaise(IndexReader::Open(folder));
  const IndexCounts& counts = index->counts();
  nb::dict stats;
  stats["preset"] = index->settings().preset;
  stats["seed"] = index->settings().seed;
  stats["texts"] = index->settings().texts;
  stats["generation"] = counts.generation;
  stats["documents"] = counts.documents;
  stats["parts"] = counts.parts;
  stats["text_bytes"] = counts.text_bytes;
  return stats;
}

void Verify(const std::string& folder) {
  const absl::Status status =
      RunWatched(nb::none(), [&](ProgressSink*, const std::atomic<bool>* cancel) {
        const absl::StatusOr<std::unique_ptr<IndexReader>> index = IndexReader::Open(folder);
        return index.ok() ? (*index)->Verify(cancel) : index.status();
      });
  if (!status.ok()) Raise(status);
}

// A line for each source, as `textkin index query --json` prints it.
nb::bytes Query(const nb::dict& read, const std::string& folder, const std::string& file,
                double threshold, std::size_t candidates) {
  QueryOptions options;
  options.read = ReadOptionsOf(read);
  options.threshold = threshold;
  options.candidates = candidates;
  const std::vector<QueryAnswer> answers =
      ValueOrRaise(RunWatched(nb::none(), [&](ProgressSink*, const std::atomic<bool>*) {
        const absl::StatusOr<std::unique_ptr<IndexReader>> index = IndexReader::Open(folder);
        if (!index.ok()) return absl::StatusOr<std::vector<QueryAnswer>>(index.status());
        return QueryIndex(**index, file, options);
      }));
  std::string lines;
  for (const QueryAnswer& answer : answers) {
    for (const QuerySource& source : answer.sources) lines += source.json;
  }
  return nb::bytes(lines.data(), lines.size());
}

}  // namespace

void AddIndexing(nb::module_& module) {
  module.def("index_documents", &BuildOrAdd, nb::kw_only(), "is_new"_a, "read"_a, "folder"_a,
             "preset"_a, "seed"_a, "texts"_a, "threads"_a, "wait"_a, "progress"_a.none());
  module.def("index_remove", &Remove, "folder"_a, "ids"_a, "wait"_a);
  module.def("index_stats", &Stats, "folder"_a);
  module.def("index_verify", &Verify, "folder"_a);
  module.def("index_query", &Query, "read"_a, "folder"_a, "file"_a, "threshold"_a, "candidates"_a);
}

}  // namespace textkin::python
