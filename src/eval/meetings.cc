// A sweep over side a, with the passages under the sweep line ordered by side b.
//
// Two passages are two rectangles, with document a on one axis and document b on the other, and
// they meet when the rectangles do. The sweep visits both lists by a.begin. Each passage asks those
// of the other list that have not ended yet; they are ordered by b.begin, so that it sees only a
// stretch of them: from the longest b-side of all below its own begin up to its end.

#include "meetings.h"

#include <algorithm>
#include <queue>
#include <set>

namespace textkin::eval {
namespace {

class UnderSweep {
 public:
  explicit UnderSweep(std::span<const Passage> passages) : passages_(passages) {}

  void Add(std::size_t index) {
    const Passage& passage = passages_[index];
    by_begin_.emplace(passage.b.range.begin, index);
    by_end_.emplace(passage.a.range.end, index);
    longest_ = std::max(longest_, passage.b.range.Length());
  }
  // Those whose a-side ends at or before `a_begin` have been passed.
  void DropEnded(std::uint64_t a_begin) {
    while (!by_end_.empty() && by_end_.top().first <= a_begin) {
      const std::size_t index = by_end_.top().second;
      by_begin_.erase({passages_[index].b.range.begin, index});
      by_end_.pop();
    }
  }
  template <typename Visit>
  void VisitOverlapping(const Range& b, const Visit& visit) const {
    const std::uint64_t from = b.begin - std::min(b.begin, longest_);
    for (auto at = by_begin_.lower_bound({from, 0}); at != by_begin_.end() && at->first < b.end;
         ++at) {
      if (passages_[at->second].b.range.end > b.begin) visit(at->second);
    }
  }

 private:
  using Entry = std::pair<std::uint64_t, std::size_t>;
  std::span<const Passage> passages_;
  std::set<Entry> by_begin_;                                               // of side b
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> by_end_;  // of side a
  std::uint64_t longest_ = 0;
};

}  // namespace

std::uint64_t Common(const Range& x, const Range& y) {
  const std::uint64_t begin = std::max(x.begin, y.begin), end = std::min(x.end, y.end);
  return end > begin ? end - begin : 0;
}

void FindMeetings(std::span<const Passage> cases, std::span<const Passage> detections,
                  const std::function<void(std::size_t, std::size_t)>& meet) {
  UnderSweep open_cases(cases), open_detections(detections);
  std::size_t i = 0, j = 0;
  while (i < cases.size() || j < detections.size()) {
    const bool is_case =
        j == detections.size() ||
        (i < cases.size() && cases[i].a.range.begin <= detections[j].a.range.begin);
    const Passage& passage = is_case ? cases[i] : detections[j];
    open_cases.DropEnded(passage.a.range.begin);
    open_detections.DropEnded(passage.a.range.begin);
    if (is_case) {
      open_detections.VisitOverlapping(passage.b.range, [&](std::size_t k) { meet(i, k); });
      open_cases.Add(i++);
    } else {
      open_cases.VisitOverlapping(passage.b.range, [&](std::size_t k) { meet(k, j); });
      open_detections.Add(j++);
    }
  }
}

std::uint64_t LengthOfUnion(std::vector<Range>* ranges) {
  std::sort(ranges->begin(), ranges->end(),
            [](const Range& x, const Range& y) { return x.begin < y.begin; });
  std::uint64_t length = 0, covered_to = 0;
  for (const Range& range : *ranges) {
    const std::uint64_t begin = std::max(range.begin, covered_to);
    if (range.end <= begin) continue;
    length += range.end - begin;
    covered_to = range.end;
  }
  return length;
}

}  // namespace textkin::eval
