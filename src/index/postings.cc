// Keys, blocks, entries.

#include "postings.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "codec.h"

namespace textkin {
namespace {

// Blocks of a band: at a million documents 244 entries in each, 2 kB; at ten million 20 kB.
constexpr unsigned kBandBlockBits = 12;
// Blocks of FracMinHash values: a report of 3,000 characters has some 190, three times the bands.
constexpr unsigned kValueBlockBits = 16;
// Behind the bands comes the content, behind all of it the values.
constexpr std::uint32_t kContentBand = kIndexBands;
constexpr std::uint32_t kFirstValueBlock = 1u << 20;
static_assert((kContentBand + 1) << kBandBlockBits <= kFirstValueBlock);

constexpr std::uint32_t kBlocks = kFirstValueBlock + (1u << kValueBlockBits);

constexpr std::uint32_t FirstBits(std::uint32_t key, unsigned bits) { return key >> (32 - bits); }

struct Entry {
  std::uint32_t key;
  std::uint32_t document;
};
static_assert(sizeof(Entry) == kEntryBytes && std::endian::native == std::endian::little,
              "blocks are read as they lie on disk");

}  // namespace

PostingKey BandPosting(std::size_t band, const Sketch& sketch) {
  const std::uint32_t key =
      BandKey(std::span(sketch.minhash).subspan(band * kIndexRows, kIndexRows));
  const auto first = static_cast<std::uint32_t>(band << kBandBlockBits);
  return {first + FirstBits(key, kBandBlockBits), key};
}

PostingKey ContentPosting(const Hash128& content) {
  const auto key = static_cast<std::uint32_t>(content.low);
  return {(kContentBand << kBandBlockBits) + FirstBits(key, kBandBlockBits), key};
}

PostingKey ValuePosting(std::uint32_t value) {
  return {kFirstValueBlock + FirstBits(value, kValueBlockBits), value};
}

void AppendPostings(const IndexedDocument& document, IndexNumber number,
                    std::vector<Posting>* out) {
  const std::size_t first = out->size();
  const auto add = [&](const PostingKey& key) { out->push_back({key.block, key.key, number}); };
  for (std::size_t part = 0; part < document.sketches.size(); ++part) {
    const bool is_node = part > 0 || document.sketches.size() == 1;
    const Sketch& sketch = document.sketches[part];
    if (!is_node || sketch.content == Hash128{}) continue;
    add(ContentPosting(sketch.content));
    if (sketch.shingles == 0) continue;
    for (std::size_t band = 0; band < kIndexBands; ++band) add(BandPosting(band, sketch));
    for (const std::uint32_t value : sketch.frac) add(ValuePosting(value));
  }
  const auto begin = out->begin() + static_cast<std::ptrdiff_t>(first);
  std::sort(begin, out->end());
  out->erase(std::unique(begin, out->end()), out->end());
}

std::string BlockKey(std::uint32_t block) {
  std::string key(sizeof block, '\0');
  for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<char>(block >> (24 - 8 * i));
  return key;
}

bool ParseBlockKey(std::string_view key, std::uint32_t* block) {
  if (key.size() != sizeof *block) return false;
  *block = 0;
  for (const char byte : key) *block = *block << 8 | static_cast<unsigned char>(byte);
  return true;
}

std::string EncodeBlock(std::span<const Posting> entries) {
  std::string value;
  value.reserve(entries.size() * kEntryBytes);
  Encoder out(&value);
  for (const Posting& entry : entries) {
    out.Fixed32(entry.key);
    out.Fixed32(entry.document);
  }
  return value;
}

absl::Status ForEachBlock(
    std::span<const Posting> postings,
    const std::function<absl::Status(std::uint32_t, std::string_view)>& visit) {
  std::vector<std::uint32_t> end(kBlocks + 1, 0);  // of each block's entries, once they are placed
  for (const Posting& posting : postings) ++end[posting.block + 1];
  for (std::size_t block = 1; block <= kBlocks; ++block) end[block] += end[block - 1];
  std::vector<Entry> entries(postings.size());
  for (const Posting& posting : postings) {
    entries[end[posting.block]++] = {posting.key, posting.document};
  }
  std::size_t begin = 0;
  for (std::uint32_t block = 0; block < kBlocks; ++block) {
    const std::size_t size = (end[block] - begin) * sizeof(Entry);
    if (size == 0) continue;
    const absl::Status status =
        visit(block, {reinterpret_cast<const char*>(entries.data() + begin), size});
    if (!status.ok()) return status;
    begin = end[block];
  }
  return absl::OkStatus();
}

void ForEachEntry(std::string_view block,
                  const std::function<void(std::uint32_t, IndexNumber)>& visit) {
  for (std::size_t at = 0; at + kEntryBytes <= block.size(); at += kEntryBytes) {
    Entry entry;
    std::memcpy(&entry, block.data() + at, sizeof entry);
    visit(entry.key, entry.document);
  }
}

void AppendDocumentsOf(std::string_view block, std::uint32_t key, std::vector<IndexNumber>* out) {
  for (std::size_t at = 0; at + kEntryBytes <= block.size(); at += kEntryBytes) {
    Entry entry;
    std::memcpy(&entry, block.data() + at, sizeof entry);
    if (entry.key == key) out->push_back(entry.document);
  }
}

void PostingSum::Add(const Posting& posting) {
  ++count_;
  sum_ += Mix64(Mix64(std::uint64_t{posting.block} << 32 | posting.key) + posting.document);
}

}  // namespace textkin
