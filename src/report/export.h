// What the exports share: the graph of a result as a stream of nodes and links.

#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "textkin/result.h"

namespace textkin::result {

// Receives a graph: all documents in the order of their ids, those that are lost, then all links.
class GraphWriter {
 public:
  virtual ~GraphWriter() = default;
  virtual void Begin() {}
  virtual void Node(const DocumentRow& document) = 0;
  // A document that is not in the collection: a node without a place.
  virtual void Lost(const LostRow& lost);
  virtual void Link(const EdgeRow& edge) = 0;
  virtual void End() {}
};

// The writers keep a reference to their sink. `raw`: see ExportOptions::csv_raw.
std::unique_ptr<GraphWriter> MakeProvWriter(const Sink& sink);
std::unique_ptr<GraphWriter> MakeGraphmlWriter(const Sink& sink);
std::unique_ptr<GraphWriter> MakeDotWriter(const Sink& sink);
std::unique_ptr<GraphWriter> MakeGexfWriter(const Sink& sink);
std::unique_ptr<GraphWriter> MakeCsvWriter(const Sink& sink, bool raw);

absl::Status ExportDolma(const std::string& folder, const std::string& path, const Sink& sink);
absl::Status ExportDatatrove(const std::string& folder, const std::string& path, const Sink& sink);
absl::Status ExportPan(const std::string& folder, const Sink& sink);

}  // namespace textkin::result
