// What the exports share: the graph of a result as a stream of nodes and links.

#pragma once

#include <atomic>
#include <functional>
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

// The documents that edges join, and the edges; lost sources, with an edge to each of their copies.
// A result without edges.jsonl gives its kin pairs: undirected, their verdict as the relation and
// their resemblance as the share.
absl::Status WriteGraph(const std::string& folder, const std::atomic<bool>* cancel,
                        GraphWriter* writer);

absl::Status ExportProv(const std::string& folder, const std::atomic<bool>* cancel,
                        const Sink& sink);
absl::Status ExportGraphml(const std::string& folder, const std::atomic<bool>* cancel,
                           const Sink& sink);
absl::Status ExportDot(const std::string& folder, const std::atomic<bool>* cancel,
                       const Sink& sink);
absl::Status ExportGexf(const std::string& folder, const std::atomic<bool>* cancel,
                        const Sink& sink);
absl::Status ExportCsv(const std::string& folder, const std::atomic<bool>* cancel, bool raw,
                       const Sink& sink);
absl::Status ExportDolma(const std::string& folder, const std::string& path, const Sink& sink);
absl::Status ExportDatatrove(const std::string& folder, const std::string& path, const Sink& sink);
absl::Status ExportPan(const std::string& folder, const Sink& sink);

}  // namespace textkin::result
