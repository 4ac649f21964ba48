// SimHash candidates: all pairs within a Hamming distance, by a multi-index over four blocks of 16
// bits.
//
// Two values that differ in d bits differ in at most d / 4 bits in one of the blocks. So each block
// has a table of parts by its 16 bits, and a part looks under its own bits and under all that
// differ in up to d / 4 of them: 137 places for d = 10. Manku, Jain, Das Sarma, WWW 2007, permutes
// blocks to the same end; it needs 3 blocks of equal bits for d = 3, and 11 tables for d = 10.
//
// A place of more than all_pairs_bucket parts is represented by its leaders, at most max_leaders
// that are further apart than the distance; so a part compares with 4 * 137 * max_leaders others at
// most. Random values fill a place with n / 65,536 parts: up to two million parts every pair is
// found.

#include <algorithm>
#include <array>
#include <bit>

#include "candidates.h"

namespace textkin {
namespace {

constexpr unsigned kBlocks = 4;
constexpr unsigned kBlockBits = 64 / kBlocks;
constexpr std::size_t kPlaces = std::size_t{1} << kBlockBits;
// Parts that one task looks up: about 10 ms.
constexpr std::size_t kHeadsPerTask = 4096;

unsigned Distance(std::uint64_t x, std::uint64_t y) {
  return static_cast<unsigned>(std::popcount(x ^ y));
}
std::size_t Block(std::uint64_t simhash, unsigned block) {
  return simhash >> block * kBlockBits & (kPlaces - 1);
}

// All block values of at most `bits` bits.
std::vector<std::size_t> Variants(unsigned bits) {
  std::vector<std::size_t> variants;
  for (std::size_t value = 0; value < kPlaces; ++value) {
    if (static_cast<unsigned>(std::popcount(value)) <= bits) variants.push_back(value);
  }
  return variants;
}

class HammingJoin {
 public:
  HammingJoin(const SketchTable& sketches, std::span<const PartId> heads,
              const MatchOptions& options)
      : options_(options),
        heads_(heads),
        block_distance_(options.simhash_distance / kBlocks),
        variants_(Variants(block_distance_)) {
    simhash_.reserve(heads.size());
    for (const PartId head : heads) simhash_.push_back(sketches.simhash(head));
  }

  Candidates Run(const ParallelFor& parallel) {
    std::array<Candidates, kBlocks> inside;  // pairs of large places with their leaders
    parallel(kBlocks,
             [&](std::size_t block) { BuildTable(static_cast<unsigned>(block), &inside[block]); });
    std::vector<Candidates> across((heads_.size() + kHeadsPerTask - 1) / kHeadsPerTask);
    parallel(across.size(), [&](std::size_t task) {
      const std::size_t end = std::min(heads_.size(), (task + 1) * kHeadsPerTask);
      for (std::size_t i = task * kHeadsPerTask; i < end; ++i) {
        LookUp(static_cast<std::uint32_t>(i), &across[task]);
      }
    });
    Candidates found;
    for (const Candidates& pairs : inside) found.Append(pairs);
    for (const Candidates& pairs : across) found.Append(pairs);
    SortAndDropRepeats(&found.pairs);
    return found;
  }

 private:
  // Indexes of heads by place; in a large place its leaders alone.
  struct Table {
    std::vector<std::uint32_t> begin, end;  // by place
    std::vector<std::uint32_t> indexes;
  };

  void BuildTable(unsigned block, Candidates* found) {
    Table& table = tables_[block];
    table.begin.assign(kPlaces + 1, 0);
    for (const std::uint64_t simhash : simhash_) ++table.begin[Block(simhash, block) + 1];
    for (std::size_t place = 0; place < kPlaces; ++place)
      table.begin[place + 1] += table.begin[place];
    table.end.assign(table.begin.begin(), table.begin.end() - 1);
    table.indexes.resize(simhash_.size());
    for (std::size_t i = 0; i < simhash_.size(); ++i) {
      table.indexes[table.end[Block(simhash_[i], block)]++] = static_cast<std::uint32_t>(i);
    }
    for (std::size_t place = 0; place < kPlaces; ++place) {
      if (table.end[place] - table.begin[place] > options_.all_pairs_bucket) {
        KeepLeaders(&table, place, found);
      }
    }
  }

  void KeepLeaders(Table* table, std::size_t place, Candidates* found) const {
    ++found->large_buckets;
    const std::uint32_t begin = table->begin[place], end = table->end[place];
    std::uint32_t leaders_end = begin;
    std::uint32_t predecessor = table->indexes[begin];
    for (std::uint32_t at = begin; at < end; ++at) {
      const std::uint32_t index = table->indexes[at];
      const auto leads = [&](std::uint32_t leader) {
        ++found->compared_pairs;
        return AddIfNear(leader, index, found);
      };
      const auto last = table->indexes.begin() + leaders_end;
      if (std::find_if(table->indexes.begin() + begin, last, leads) == last) {
        if (leaders_end - begin < options_.max_leaders) {
          table->indexes[leaders_end++] = index;
        } else {
          leads(predecessor);
        }
      }
      predecessor = index;
    }
    table->end[place] = leaders_end;
  }

  bool AddIfNear(std::uint32_t x, std::uint32_t y, Candidates* found) const {
    if (Distance(simhash_[x], simhash_[y]) > options_.simhash_distance) return false;
    found->pairs.push_back(MakePair(heads_[x], heads_[y]));
    return true;
  }

  void LookUp(std::uint32_t index, Candidates* found) const {
    for (unsigned block = 0; block < kBlocks; ++block) {
      const Table& table = tables_[block];
      const std::size_t own = Block(simhash_[index], block);
      for (const std::size_t variant : variants_) {
        const std::size_t place = own ^ variant;
        const std::size_t size = table.begin[place + 1] - table.begin[place];
        const bool leaders = size > options_.all_pairs_bucket;
        // Large places were paired with their leaders when the table was made.
        if (leaders && variant == 0) continue;
        for (std::uint32_t at = table.begin[place]; at < table.end[place]; ++at) {
          const std::uint32_t other = table.indexes[at];
          // Two parts of small places meet twice. Of a small and a large one only one looks up the
          // other's leaders, whichever comes first.
          if (other == index || (!leaders && other > index && !IsInLargePlace(table, own)))
            continue;
          ++found->compared_pairs;
          AddIfNear(index, other, found);
        }
      }
    }
  }

  bool IsInLargePlace(const Table& table, std::size_t place) const {
    return table.begin[place + 1] - table.begin[place] > options_.all_pairs_bucket;
  }

  const MatchOptions& options_;
  const std::span<const PartId> heads_;
  const unsigned block_distance_;
  const std::vector<std::size_t> variants_;
  std::vector<std::uint64_t> simhash_;  // by index of head
  std::array<Table, kBlocks> tables_;
};

}  // namespace

Candidates HammingCandidates(const SketchTable& sketches, std::span<const PartId> heads,
                             const MatchOptions& options, const ParallelFor& parallel) {
  return HammingJoin(sketches, heads, options).Run(parallel);
}

}  // namespace textkin
