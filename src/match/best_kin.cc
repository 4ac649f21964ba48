#include "best_kin.h"

#include <algorithm>
#include <tuple>

namespace textkin {

void KeepBestKin(std::size_t most, std::vector<Match>* matches) {
  struct End {
    PartId part = 0;
    PartId other = 0;
    std::size_t match = 0;
  };
  std::vector<End> ends;
  std::vector<bool> kept(matches->size());
  for (std::size_t i = 0; i < matches->size(); ++i) {
    const Match& match = (*matches)[i];
    kept[i] = match.verdict == Verdict::kSameTemplate;
    if (kept[i]) continue;
    ends.push_back({match.a, match.b, i});
    ends.push_back({match.b, match.a, i});
  }
  const auto key = [&](const End& end) {
    return std::tuple(end.part, -(*matches)[end.match].resemblance, end.other);
  };
  std::sort(ends.begin(), ends.end(), [&](const End& x, const End& y) { return key(x) < key(y); });
  std::size_t rank = 0;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    rank = i > 0 && ends[i].part == ends[i - 1].part ? rank + 1 : 0;
    if (rank < most) kept[ends[i].match] = true;
  }
  std::size_t out = 0;
  for (std::size_t i = 0; i < matches->size(); ++i) {
    if (kept[i]) (*matches)[out++] = (*matches)[i];
  }
  matches->resize(out);
}

}  // namespace textkin
