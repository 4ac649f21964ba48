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

#include "textkin/first_error.h"
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
  struct Signatures {
    alignas(64) std::array<MinHash, kBlockSize> of;
  };
  // Not value-initialised: zeros would claim the whole block at once. Null: spilled.
  std::unique_ptr<Signatures> minhash = std::make_unique_for_overwrite<Signatures>();
  std::array<std::uint64_t, kBlockSize> simhash;
  std::array<Hash128, kBlockSize> content;
  std::array<std::uint32_t, kBlockSize> shingles;
  // The values of sketch i are the frac_size[i] from frac[frac_begin[i]] on.
  std::array<std::uint64_t, kBlockSize> frac_begin;
  std::array<std::uint32_t, kBlockSize> frac_size;
  std::vector<std::uint32_t> frac;

  void Set(std::size_t i, const Sketch& sketch) {
    if (minhash != nullptr) minhash->of[i] = sketch.minhash;
    simhash[i] = sketch.simhash;
    content[i] = sketch.content;
    shingles[i] = sketch.shingles;
    frac_size[i] = static_cast<std::uint32_t>(sketch.frac.size());
    std::copy(sketch.frac.begin(), sketch.frac.end(),
              frac.begin() + static_cast<std::ptrdiff_t>(frac_begin[i]));
  }
};

// Signatures of whole blocks, each at its place in the order of slots.
struct SketchTable::Spill {
  Scratch scratch;
  std::uint64_t memory;       // bytes of signatures that stay
  std::uint64_t spilled = 0;  // bytes
  FirstError error;

  void Write(std::size_t slot, const MinHash* signatures, std::size_t count) {
    const auto* bytes = reinterpret_cast<const char*>(signatures);
    error.Note(scratch.Write(slot * sizeof(MinHash), {bytes, count * sizeof(MinHash)}));
  }
};

void SketchTable::SpillTo(Scratch scratch, std::uint64_t memory) {
  spill_ = std::make_shared<Spill>(std::move(scratch), memory);
}

absl::Status SketchTable::status() const {
  return spill_ == nullptr ? absl::OkStatus() : spill_->error.status();
}

std::uint64_t SketchTable::spilled_bytes() const { return spill_ == nullptr ? 0 : spill_->spilled; }

void SketchTable::SpillBlock(std::size_t number) {
  std::unique_ptr<Block::Signatures>& signatures = blocks_[number]->minhash;
  spill_->Write(number * kBlockSize, signatures->of.data(), kBlockSize);
  spill_->spilled += sizeof(Block::Signatures);
  signatures.reset();
}

std::uint32_t SketchTable::Append(const Sketch& sketch) {
  const std::size_t i = size_ % kBlockSize;
  if (i == 0) blocks_.push_back(std::make_shared_for_overwrite<Block>());
  Block& block = *blocks_.back();
  block.frac_begin[i] = block.frac.size();
  block.frac.resize(block.frac.size() + sketch.frac.size());
  block.Set(i, sketch);
  if (i + 1 == kBlockSize) {
    block.frac.shrink_to_fit();
    if (spill_ != nullptr && blocks_.size() * sizeof(Block::Signatures) > spill_->memory)
      SpillBlock(blocks_.size() - 1);
  }
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
  if (block.minhash == nullptr) spill_->Write(slot, &sketch.minhash, 1);
}

void SketchTable::SetOrder(std::vector<std::uint32_t> order) {
  assert(order.size() == size_);
  order_ = std::move(order);
}

std::span<const std::uint16_t, kMinHashSlots> SketchTable::minhash(PartId part,
                                                                   MinHash* buffer) const {
  const std::size_t slot = Slot(part);
  const Block& block = *blocks_[slot / kBlockSize];
  if (block.minhash != nullptr) return block.minhash->of[slot % kBlockSize];
  const absl::Status read = spill_->scratch.Read(slot * sizeof(MinHash), sizeof(MinHash),
                                                 reinterpret_cast<char*>(buffer->data()));
  if (!read.ok()) buffer->fill(0);
  spill_->error.Note(read);
  return *buffer;
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
