// The sketches of all parts of a collection: structure of arrays, in blocks that never move.

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "textkin/sketch.h"

namespace textkin {
namespace {

// Sketches. A block takes 2.2 MB and its FracMinHash values, of which a system that gives memory
// page by page lends only what is written. Doubled, the last block of a large collection wastes
// twice as much.
constexpr std::size_t kBlockSize = 4096;

}  // namespace

struct SketchTable::Block {
  // Aligned to cache lines, which bands are read by.
  alignas(64) std::array<MinHash, kBlockSize> minhash;
  std::array<std::uint64_t, kBlockSize> simhash;
  std::array<Hash128, kBlockSize> content;
  std::array<std::uint32_t, kBlockSize> shingles;
  // The values of sketch i are the frac_size[i] from frac[frac_begin[i]] on.
  std::array<std::uint64_t, kBlockSize> frac_begin;
  std::array<std::uint32_t, kBlockSize> frac_size;
  std::vector<std::uint32_t> frac;

  void Set(std::size_t i, const Sketch& sketch) {
    minhash[i] = sketch.minhash;
    simhash[i] = sketch.simhash;
    content[i] = sketch.content;
    shingles[i] = sketch.shingles;
    frac_size[i] = static_cast<std::uint32_t>(sketch.frac.size());
    std::copy(sketch.frac.begin(), sketch.frac.end(),
              frac.begin() + static_cast<std::ptrdiff_t>(frac_begin[i]));
  }
};

std::uint32_t SketchTable::Append(const Sketch& sketch) {
  const std::size_t i = size_ % kBlockSize;
  // Not value-initialised: zeros would claim the whole block at once.
  if (i == 0) blocks_.push_back(std::make_shared_for_overwrite<Block>());
  Block& block = *blocks_.back();
  block.frac_begin[i] = block.frac.size();
  block.frac.resize(block.frac.size() + sketch.frac.size());
  block.Set(i, sketch);
  if (i + 1 == kBlockSize) block.frac.shrink_to_fit();
  return static_cast<std::uint32_t>(size_++);
}

void SketchTable::Replace(PartId part, const Sketch& sketch) {
  const std::size_t slot = Slot(part);
  Block& block = *blocks_[slot / kBlockSize];
  const std::size_t i = slot % kBlockSize;
  if (sketch.frac.size() > block.frac_size[i]) {
    block.frac_begin[i] = block.frac.size();
    block.frac.resize(block.frac.size() + sketch.frac.size());
  }
  block.Set(i, sketch);
}

void SketchTable::SetOrder(std::vector<std::uint32_t> order) {
  assert(order.size() == size_);
  order_ = std::move(order);
}

std::span<const std::uint16_t, kMinHashSlots> SketchTable::minhash(PartId part) const {
  const std::size_t slot = Slot(part);
  return blocks_[slot / kBlockSize]->minhash[slot % kBlockSize];
}

std::uint64_t SketchTable::simhash(PartId part) const {
  const std::size_t slot = Slot(part);
  return blocks_[slot / kBlockSize]->simhash[slot % kBlockSize];
}

std::span<const std::uint32_t> SketchTable::frac(PartId part) const {
  const std::size_t slot = Slot(part);
  const Block& block = *blocks_[slot / kBlockSize];
  const std::size_t i = slot % kBlockSize;
  return std::span(block.frac).subspan(block.frac_begin[i], block.frac_size[i]);
}

const Hash128& SketchTable::content(PartId part) const {
  const std::size_t slot = Slot(part);
  return blocks_[slot / kBlockSize]->content[slot % kBlockSize];
}

std::uint32_t SketchTable::shingles(PartId part) const {
  const std::size_t slot = Slot(part);
  return blocks_[slot / kBlockSize]->shingles[slot % kBlockSize];
}

}  // namespace textkin
