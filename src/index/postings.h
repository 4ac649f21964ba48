// Postings: which documents have a key, kept in blocks.
//
// A key is 32 bits: of an LSH band, of a normalized text's hash, or a FracMinHash value. All keys
// that agree in their kind and their first bits share one block, a list of (key, document) of eight
// bytes an entry. A commit adds to a block by a merge operand, which the store joins to the rest;
// entries of a block are in no order.

#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "textkin/index.h"

namespace textkin {

// Bands of an index: P(candidate) = 1 - (1 - J^4)^64, as MatchOptions has them.
inline constexpr std::size_t kIndexBands = 64;
inline constexpr std::size_t kIndexRows = 4;
static_assert(kIndexBands * kIndexRows <= kMinHashSlots);

struct Posting {
  std::uint32_t block = 0;
  std::uint32_t key = 0;
  IndexNumber document = 0;

  friend auto operator<=>(const Posting&, const Posting&) = default;
};

// The place of a key: the block that it is in, and the key.
struct PostingKey {
  std::uint32_t block = 0;
  std::uint32_t key = 0;
};
PostingKey BandPosting(std::size_t band, const Sketch& sketch);
PostingKey ContentPosting(const Hash128& content);
PostingKey ValuePosting(std::uint32_t value);

// Appends all postings of a document's nodes, sorted, each once.
void AppendPostings(const IndexedDocument& document, IndexNumber number, std::vector<Posting>* out);

// The store's key of a block: ordered as the numbers are.
std::string BlockKey(std::uint32_t block);
bool ParseBlockKey(std::string_view key, std::uint32_t* block);

// The value of a block: entries of one block.
std::string EncodeBlock(std::span<const Posting> entries);
// Calls visit(block, value) for every block that postings are in, ascending, until it fails.
// Linear.
absl::Status ForEachBlock(
    std::span<const Posting> postings,
    const std::function<absl::Status(std::uint32_t block, std::string_view value)>& visit);
// Bytes of an entry; a block of any other size is damaged.
inline constexpr std::size_t kEntryBytes = 8;
// Calls visit(key, document) for every entry.
void ForEachEntry(std::string_view block,
                  const std::function<void(std::uint32_t key, IndexNumber document)>& visit);
// Appends the documents of one key.
void AppendDocumentsOf(std::string_view block, std::uint32_t key, std::vector<IndexNumber>* out);

// A sum over postings that does not depend on their order.
class PostingSum {
 public:
  void Add(const Posting& posting);
  friend bool operator==(const PostingSum&, const PostingSum&) = default;
  std::uint64_t count() const { return count_; }

 private:
  std::uint64_t count_ = 0;
  std::uint64_t sum_ = 0;
};

}  // namespace textkin
