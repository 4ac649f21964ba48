// Filling: anchors are walked with the numbers and masks that stand between their words; what lies
// between anchors, and beyond the ends, goes through the gap aligner.

#include "fill.h"

#include <algorithm>

#include "slots.h"

namespace textkin {
namespace {

// Tokens beyond an end that are looked at at once. A match after more than half as many unlike ones
// seldom pays for them.
constexpr std::uint32_t kReach = 16;

class Filler {
 public:
  Filler(const AlignableText& a, const AlignableText& b, GapAligner* gaps)
      : text_a_(a), text_b_(b), a_(a.tokens()), b_(b.tokens()), gaps_(*gaps) {}

  Path Run(const Chain& chain) {
    path_.a_begin = path_.a_end = text_a_.token_of()[chain.front().a];
    path_.b_begin = path_.b_end = text_b_.token_of()[chain.front().b];
    for (const Anchor& anchor : chain) {
      BridgeTo(text_a_.token_of()[anchor.a], text_b_.token_of()[anchor.b]);
      WalkTo(text_a_.token_of()[anchor.a_end() - 1] + 1,
             text_b_.token_of()[anchor.b_end() - 1] + 1);
    }
    ExtendEnd();
    ExtendBegin();
    return std::move(path_);
  }

 private:
  void Match(std::uint32_t count) {
    AppendStep(StepKind::kMatch, count, &path_.steps);
    path_.a_end += count;
    path_.b_end += count;
  }

  void BridgeTo(std::uint32_t a, std::uint32_t b) {
    gaps_.Whole({&a_, path_.a_end, a - path_.a_end}, {&b_, path_.b_end, b - path_.b_end},
                &path_.steps);
    path_.a_end = a;
    path_.b_end = b;
  }

  // Over an anchor: equal words, with slots between them.
  void WalkTo(std::uint32_t a_end, std::uint32_t b_end) {
    while (path_.a_end < a_end || path_.b_end < b_end) {
      std::uint32_t words = 0;
      while (path_.a_end + words < a_end && path_.b_end + words < b_end &&
             !IsSlot(a_.kind[path_.a_end + words]) && !IsSlot(b_.kind[path_.b_end + words])) {
        ++words;
      }
      Match(words);
      const std::uint32_t slots_a = SlotsFrom(a_, path_.a_end, a_end);
      const std::uint32_t slots_b = SlotsFrom(b_, path_.b_end, b_end);
      if (slots_a == 1 && slots_b == 1) {
        PairSlots();
      } else {
        BridgeTo(path_.a_end + slots_a, path_.b_end + slots_b);
      }
    }
  }

  static std::uint32_t SlotsFrom(const Tokens& tokens, std::uint32_t from, std::uint32_t end) {
    std::uint32_t count = 0;
    while (from + count < end && IsSlot(tokens.kind[from + count])) ++count;
    return count;
  }

  // One value, or mask, against one: nearly always.
  void PairSlots() {
    const bool equal = a_.kind[path_.a_end] == b_.kind[path_.b_end] &&
                       a_.symbol[path_.a_end] == b_.symbol[path_.b_end];
    AppendStep(equal ? StepKind::kMatch : StepKind::kPair, 1, &path_.steps);
    ++path_.a_end;
    ++path_.b_end;
  }

  void ExtendEnd() {
    for (bool reached_far = true; reached_far;) {
      const TokenRun a = {&a_, path_.a_end, Reach(path_.a_end, a_)};
      const TokenRun b = {&b_, path_.b_end, Reach(path_.b_end, b_)};
      std::vector<Step> steps;
      gaps_.Beginning(a, b, &steps);
      const auto [from_a, from_b] = Lengths(steps);
      for (const Step& step : steps) AppendStep(step.kind, step.count, &path_.steps);
      path_.a_end += from_a;
      path_.b_end += from_b;
      reached_far = 2 * std::max(from_a, from_b) > kReach;
    }
  }

  void ExtendBegin() {
    std::vector<Step> front;  // from the old begin backwards
    for (bool reached_far = true; reached_far;) {
      const std::uint32_t reach_a = std::min(path_.a_begin, kReach);
      const std::uint32_t reach_b = std::min(path_.b_begin, kReach);
      const std::size_t before = front.size();
      std::vector<Step> steps;
      gaps_.Beginning({&a_, path_.a_begin - reach_a, reach_a, true},
                      {&b_, path_.b_begin - reach_b, reach_b, true}, &steps);
      const auto [from_a, from_b] = Lengths(steps);
      front.insert(front.end(), steps.begin(), steps.end());
      path_.a_begin -= from_a;
      path_.b_begin -= from_b;
      reached_far = front.size() > before && 2 * std::max(from_a, from_b) > kReach;
    }
    if (front.empty()) return;
    std::vector<Step> steps;
    for (auto step = front.rbegin(); step != front.rend(); ++step) {
      AppendStep(step->kind, step->count, &steps);
    }
    for (const Step& step : path_.steps) AppendStep(step.kind, step.count, &steps);
    path_.steps = std::move(steps);
  }

  static std::uint32_t Reach(std::uint32_t from, const Tokens& tokens) {
    return std::min(static_cast<std::uint32_t>(tokens.size()) - from, kReach);
  }

  static std::pair<std::uint32_t, std::uint32_t> Lengths(const std::vector<Step>& steps) {
    std::uint32_t a = 0, b = 0;
    for (const Step& step : steps) {
      if (step.kind != StepKind::kOnlyB) a += step.count;
      if (step.kind != StepKind::kOnlyA) b += step.count;
    }
    return {a, b};
  }

  const AlignableText& text_a_;
  const AlignableText& text_b_;
  const Tokens& a_;
  const Tokens& b_;
  GapAligner& gaps_;
  Path path_;
};

}  // namespace

Path FillChain(const AlignableText& a, const AlignableText& b, const Chain& chain,
               GapAligner* gaps) {
  return Filler(a, b, gaps).Run(chain);
}

}  // namespace textkin
