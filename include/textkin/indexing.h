// Indexes of whole collections: the pipeline's stages put to work on index.h.

#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "textkin/index.h"
#include "textkin/pipeline.h"

namespace textkin {

// Statuses are those of index.h, and InvalidArgument for an option out of range.

struct IndexOptions {
  ReadOptions read;
  std::string folder;  // of the index
  // Of a new index; when documents are added, the index says how they are read.
  Preset preset = Preset::kReport;
  std::uint64_t seed = 0;
  bool texts = true;
  unsigned threads = 0;      // 0: all cores
  std::uint64_t memory = 0;  // bytes; 0: half of the machine's
  bool wait = false;         // for another writer
};

struct IndexSummary {
  std::uint64_t read = 0;  // documents
  std::uint64_t added = 0;
  std::uint64_t replaced = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t faulty = 0;       // of those read
  std::uint64_t bytes = 0;        // of their texts
  std::uint64_t other_types = 0;  // files that are not read
  std::map<std::string, std::uint64_t> faults_by_code;
  IndexCounts counts;  // of the index now
};

// A new index of all documents of the inputs. Whole at the end, or not there.
absl::StatusOr<IndexSummary> BuildIndex(const IndexOptions& options, ProgressSink* progress,
                                        const std::atomic<bool>* cancel);
// Adds all documents of the inputs to an index in one commit.
absl::StatusOr<IndexSummary> AddToIndex(const IndexOptions& options, ProgressSink* progress,
                                        const std::atomic<bool>* cancel);

// What building or adding would read and need, from the listing and a sample of the documents.
struct IndexPlan {
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;      // as stored
  std::uint64_t documents = 0;  // estimated
  std::uint64_t memory = 0;     // bytes at the peak, estimated
  std::uint64_t disk = 0;       // bytes of the documents in the index, estimated
};
// `is_new`: of BuildIndex; otherwise of AddToIndex.
absl::StatusOr<IndexPlan> PlanIndex(const IndexOptions& options, bool is_new);

struct RemovalSummary {
  std::vector<std::string> unknown;  // ids that the index did not have
  IndexCounts counts;
};
// Removes documents by their ids in one commit.
absl::StatusOr<RemovalSummary> RemoveFromIndex(const std::string& folder,
                                               const std::vector<std::string>& ids, bool wait,
                                               const std::atomic<bool>* cancel);

struct QueryOptions {
  ReadOptions read;             // `inputs` is not used
  double threshold = 0;         // of resemblance, (0, 1]; 0: that of the index's preset
  std::size_t candidates = 64;  // texts that are aligned with the query's, the most alike
};

// A text of the index that shares passages with the query's, or that sketches alone suggest.
struct QuerySource {
  std::string id;  // of the part
  std::string site;
  std::string url;
  std::string title;
  std::vector<DateClaim> dates;
  // False where the index holds no texts: then nothing below but the estimates of `candidate`.
  bool verified = true;
  IndexCandidate candidate;
  Judgement judgement;
  double share_of_query = 0;   // of its tokens, in passages
  double share_of_source = 0;  // likewise
  struct Quote {
    PassageKind kind = PassageKind::kEdited;
    std::uint32_t query_begin = 0;   // code points of the query's document
    std::uint32_t source_begin = 0;  // likewise
    std::string text;                // the query's
  };
  std::vector<Quote> quotes;
  std::optional<Edge> edge;  // as Comparison::edge, of the query (0) and this text (1)
  std::string json;          // AppendSourceRow
};

// What an index knows of a text.
struct QueryAnswer {
  std::string name;  // of the query: its file, and its part
  // Those that cover most of the query first.
  std::vector<QuerySource> sources;
  std::size_t candidates = 0;  // that were looked at
  bool is_capped = false;      // there were more candidates
};

// Where a text comes from: `path` as Compare has it; of an anthology an answer for each text.
absl::StatusOr<std::vector<QueryAnswer>> QueryIndex(const IndexReader& index,
                                                    const std::string& path,
                                                    const QueryOptions& options);

}  // namespace textkin
