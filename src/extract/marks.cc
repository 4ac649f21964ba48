// Conflicts between marks, settled by one walk in order.

#include "marks.h"

#include <algorithm>
#include <tuple>

namespace textkin {
namespace {

bool IsBoilerplate(const Mark& mark) { return mark.kind == MarkKind::kBoilerplate; }

// The union of the boilerplate among `marks`, which are sorted.
std::vector<Mark> MergeBoilerplate(const std::vector<Mark>& marks) {
  std::vector<Mark> merged;
  for (const Mark& mark : marks) {
    if (!IsBoilerplate(mark)) continue;
    if (!merged.empty() && mark.span.begin <= merged.back().span.end) {
      merged.back().span.end = std::max(merged.back().span.end, mark.span.end);
    } else {
      merged.push_back(mark);
    }
  }
  return merged;
}

}  // namespace

std::vector<Mark> ResolveMarks(std::vector<Mark> marks) {
  std::erase_if(marks, [](const Mark& mark) { return mark.span.begin >= mark.span.end; });
  const auto order = [](const Mark& mark) {
    return std::tuple(mark.span.begin, ~mark.span.end, mark.kind);
  };
  std::ranges::sort(marks, {}, order);
  std::vector<Mark> resolved = MergeBoilerplate(marks);
  const std::size_t boilerplate = resolved.size();
  std::uint32_t end = 0;   // of the last other mark taken
  std::size_t beside = 0;  // the first boilerplate that does not lie before the mark
  for (const Mark& mark : marks) {
    if (IsBoilerplate(mark) || mark.span.begin < end) continue;
    while (beside < boilerplate && resolved[beside].span.end <= mark.span.begin) ++beside;
    if (beside < boilerplate && resolved[beside].span.begin < mark.span.end) continue;
    resolved.push_back(mark);
    end = mark.span.end;
  }
  std::ranges::sort(resolved, {}, order);
  return resolved;
}

}  // namespace textkin
