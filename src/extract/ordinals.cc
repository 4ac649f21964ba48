// Candidates are numbers before 、 or ．; runs of them that count up at even distances are found by
// dynamic programming over the last few candidates of each value.

#include "ordinals.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>

#include "characters.h"

namespace textkin {
namespace {

// Code points between two chunk ordinals. Seen: about 500; below 150 it is a list of short items.
constexpr std::size_t kMinGap = 150;
constexpr std::size_t kMaxGap = 1500;
constexpr std::uint32_t kMinRun = 3;  // ordinals; two numbers in order are chance
// Share of a run's members behind the first that must interrupt a sentence: cuts at even distances
// hit a sentence end about once in 40 characters, and the end of a clause more often.
constexpr double kMinInterrupting = 0.6;
// Coefficient of variation of the gaps. Sites count characters, so chunks are nearly equal (seen:
// .00); three items of a list are equal by chance more easily than five. Doubling either marks
// lists of technical data.
constexpr double kMaxGapVariation = 0.25;
constexpr double kMaxGapVariationShortRun = 0.12;
constexpr std::uint32_t kShortRun = 4;
constexpr std::uint32_t kMaxValue = 999;
// Candidates of one value that a run can be continued from; more than two lists do not overlap in
// practice.
constexpr std::size_t kRecent = 8;

struct Candidate {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t value = 0;
  std::size_t place = 0;  // in code points
  bool interrupts = false;
  // The best run that ends here.
  std::ptrdiff_t previous = -1;
  std::uint32_t length = 1;
  std::uint32_t interrupting = 0;
  double gaps = 0;
  double squared_gaps = 0;
  bool continued = false;
};

// The number that ends before text[mark]: at most three digits with no digit, letter or point
// before them.
std::optional<Candidate> NumberBefore(std::string_view text, std::size_t mark) {
  std::array<std::uint32_t, 3> digits{};
  std::size_t taken = 0;
  std::size_t at = mark;
  char32_t before = 0;
  while (at > 0) {
    std::size_t copy = at;
    before = DecodeBefore(text, &copy);
    if (!IsDigit(before)) break;
    if (taken == digits.size()) return std::nullopt;
    digits[taken++] = static_cast<std::uint32_t>(before >= U'０' ? before - U'０' : before - '0');
    at = copy;
    before = 0;
  }
  if (taken == 0 || before == '.' || before == '-' || before == U'第' || IsLetter(before))
    return std::nullopt;
  Candidate candidate;
  candidate.begin = static_cast<std::uint32_t>(at);
  for (std::size_t i = taken; i-- > 0;) candidate.value = candidate.value * 10 + digits[i];
  if (candidate.value == 0 || candidate.value > kMaxValue) return std::nullopt;
  return candidate;
}

std::vector<Candidate> Candidates(std::string_view text) {
  std::vector<Candidate> candidates;
  CodePointCounter counter(text);
  const auto is_mark = [](Bytes16 a, Bytes16 b, Bytes16 c) {
    const Flags16 comma = (a == 0xE3) & (b == 0x80) & (c == 0x81);  // 、
    const Flags16 stop = (a == 0xEF) & (b == 0xBC) & (c == 0x8E);   // ．
    return comma | stop;
  };
  for (std::size_t at = FindBytes(text, 0, is_mark); at < text.size();
       at = FindBytes(text, at + 1, is_mark)) {
    auto candidate = NumberBefore(text, at);
    if (!candidate) continue;
    candidate->end = static_cast<std::uint32_t>(at + 3);
    candidate->interrupts = InterruptsSentence(text, candidate->begin);
    candidate->place = counter.At(candidate->begin);
    candidates.push_back(*candidate);
  }
  return candidates;
}

// Lets `candidate` continue the best run that ends in one of `recent`.
void Continue(const std::vector<Candidate>& candidates, const std::vector<std::size_t>& recent,
              Candidate* candidate) {
  const Candidate* best = nullptr;
  for (const std::size_t index : recent) {
    const Candidate& previous = candidates[index];
    const std::size_t gap = candidate->place - previous.place;
    if (gap < kMinGap || gap > kMaxGap) continue;
    const auto rank = [](const Candidate& c) { return std::pair(c.interrupting, c.length); };
    if (best != nullptr && rank(previous) < rank(*best)) continue;
    best = &previous;
    candidate->previous = static_cast<std::ptrdiff_t>(index);
  }
  if (best == nullptr) return;
  const auto gap = static_cast<double>(candidate->place - best->place);
  candidate->length = best->length + 1;
  candidate->interrupting = best->interrupting + candidate->interrupts;
  candidate->gaps = best->gaps + gap;
  candidate->squared_gaps = best->squared_gaps + gap * gap;
}

bool IsRun(const Candidate& last) {
  if (last.length < kMinRun) return false;
  const double gaps = last.length - 1;
  if (last.interrupting < 2 || last.interrupting < kMinInterrupting * gaps) return false;
  const double mean = last.gaps / gaps;
  const double variance = std::max(0.0, last.squared_gaps / gaps - mean * mean);
  const double allowed =
      mean * (last.length <= kShortRun ? kMaxGapVariationShortRun : kMaxGapVariation);
  return variance <= allowed * allowed;
}

}  // namespace

void FindOrdinals(std::string_view text, std::vector<Mark>* marks) {
  std::vector<Candidate> candidates = Candidates(text);
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> recent;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    Candidate& candidate = candidates[i];
    if (candidate.value > 1) Continue(candidates, recent[candidate.value - 1], &candidate);
    if (candidate.previous >= 0)
      candidates[static_cast<std::size_t>(candidate.previous)].continued = true;
    std::vector<std::size_t>& same = recent[candidate.value];
    if (same.size() == kRecent) same.erase(same.begin());
    same.push_back(i);
  }
  std::vector<bool> used(candidates.size());
  for (std::size_t i = candidates.size(); i-- > 0;) {
    if (candidates[i].continued || !IsRun(candidates[i])) continue;
    for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(i); at >= 0;) {
      const auto index = static_cast<std::size_t>(at);
      if (used[index]) break;
      used[index] = true;
      marks->push_back({{candidates[index].begin, candidates[index].end}, MarkKind::kOrdinal});
      at = candidates[index].previous;
    }
  }
}

}  // namespace textkin
