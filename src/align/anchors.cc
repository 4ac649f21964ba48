// Anchors by walking b: the seed at hand is looked up in a, and grown to both sides.

#include "anchors.h"

#include <algorithm>

namespace textkin {
namespace {

// Tokens of a run inside of which b is not looked up again: near-copies consist of such runs, and
// are walked at the speed of comparing them.
constexpr std::uint32_t kLongRun = 32;
// Places of one seed in a that are followed. A seed with more is a formula of the text; its
// neighbours tell the places apart.
constexpr std::uint32_t kMaxOccurrences = 16;

class AnchorFinder {
 public:
  AnchorFinder(const AlignableText& a, const AlignableText& b)
      : a_(a), stream_a_(a.stream()), stream_b_(b.stream()), seeds_b_(b.seeds()) {}

  std::vector<Anchor> Run() {
    std::uint32_t b = 0;
    while (b < seeds_b_.size()) {
      const Anchor longest = LookUp(b);
      if (longest.length >= kLongRun) {
        // The seeds that reach over its end are looked up again.
        b = std::max(b + 1, longest.b_end() - kLongRun / 4);
        walked_from_ = b;
      } else {
        ++b;
      }
    }
    std::sort(anchors_.begin(), anchors_.end());
    anchors_.erase(std::unique(anchors_.begin(), anchors_.end()), anchors_.end());
    return std::move(anchors_);
  }

 private:
  // Adds the anchors through the seed at `b` that were not found before; returns the longest.
  Anchor LookUp(std::uint32_t b) {
    Anchor longest;
    std::uint32_t followed = 0;
    for (std::uint32_t a = a_.FirstPlace(seeds_b_[b]);
         a != AlignableText::kNone && followed < kMaxOccurrences; a = a_.NextPlace(a)) {
      if (a_.seeds()[a] != seeds_b_[b]) continue;
      ++followed;
      const bool grows_left = a > 0 && b > 0 && stream_a_[a - 1] == stream_b_[b - 1];
      // Found at b - 1 already, if that was looked up.
      if (grows_left && b > walked_from_) continue;
      const Anchor anchor = Grown(a, b);
      if (anchor.length == 0) continue;
      anchors_.push_back(anchor);
      if (anchor.b_end() - b > longest.length) longest = {a, b, anchor.b_end() - b};
    }
    return longest;
  }

  // Length 0 where the hashes of unlike runs meet.
  Anchor Grown(std::uint32_t a, std::uint32_t b) const {
    std::uint32_t right = 0;
    while (a + right < stream_a_.size() && b + right < stream_b_.size() &&
           stream_a_[a + right] == stream_b_[b + right]) {
      ++right;
    }
    if (right == 0) return {};
    std::uint32_t left = 0;
    while (left < a && left < b && stream_a_[a - left - 1] == stream_b_[b - left - 1]) ++left;
    return {a - left, b - left, left + right};
  }

  const AlignableText& a_;
  std::span<const std::uint32_t> stream_a_;
  std::span<const std::uint32_t> stream_b_;
  std::span<const std::uint64_t> seeds_b_;
  std::uint32_t walked_from_ = 0;  // b is looked up at every place from here to where the walk is
  std::vector<Anchor> anchors_;
};

}  // namespace

std::vector<Anchor> FindAnchors(const AlignableText& a, const AlignableText& b) {
  return AnchorFinder(a, b).Run();
}

}  // namespace textkin
