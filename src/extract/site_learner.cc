// Counting the units of one site's documents, once for each group of copies, and looking where they
// stand.

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "characters.h"
#include "ends.h"
#include "site_groups.h"
#include "teasers.h"
#include "textkin/extract.h"
#include "textkin/hash.h"
#include "units.h"

namespace textkin {
namespace {

// Groups of copies that furniture stands in at least: two may be a quotation.
constexpr std::uint32_t kMinGroups = 3;
// One in so many documents has it; sites of fewer documents than kSmallSite need more, since one in
// twenty of them is no document at all.
constexpr std::uint32_t kShare = 20;
constexpr std::uint32_t kSmallSiteShare = 5;
constexpr std::uint32_t kSmallSite = 30;
// Units of one site in memory, 48 bytes each.
constexpr std::size_t kMaxUnits = std::size_t{1} << 20;
constexpr std::size_t kMaxUnitsOfText = std::size_t{1} << 15;
// Bytes of a line that are kept as its text.
constexpr std::size_t kMaxTextBytes = 240;
// Bytes of a watermark: 10 to 400 CJK characters, as inside one document.
constexpr std::size_t kMinWatermarkBytes = 30;
constexpr std::size_t kMaxWatermarkBytes = 1200;
// One word stands in front of at most a third of a watermark's places, and half of them, or a
// dozen, have words of their own there. A clause that closes many sentences stands behind the same
// few words, a cut at random behind any.
constexpr std::uint32_t kBeforeShare = 3;
constexpr std::size_t kManyCuts = 12;
// Times that sentences which end alike are parted again: each is a walk over all of them.
constexpr int kMaxForks = 16;

std::uint32_t Least(std::uint32_t all) {
  const std::uint32_t share = all < kSmallSite ? kSmallSiteShare : kShare;
  return std::max(kMinGroups, (all + share - 1) / share);
}

// Where one unit was seen.
struct Occurrence {
  std::uint64_t key = 0;
  std::uint32_t text = 0;
  std::uint32_t unit = 0;

  friend auto operator<=>(const Occurrence&, const Occurrence&) = default;
};
using Occurrences = std::span<const Occurrence>;

// Calls visit(run) for each run of occurrences of one key.
template <typename Visit>
void ForEachKey(const std::vector<Occurrence>& sorted, Visit visit) {
  for (std::size_t first = 0, last = 0; first < sorted.size(); first = last) {
    while (last < sorted.size() && sorted[last].key == sorted[first].key) ++last;
    visit(Occurrences(sorted.data() + first, last - first));
  }
}

class Learner {
 public:
  Learner(std::span<const SiteDocument> documents, SiteModel* model) : model_(*model) {
    std::vector<std::pair<std::uint64_t, std::size_t>> order;
    for (std::size_t i = 0; i < documents.size(); ++i)
      order.emplace_back(HashBytes(documents[i].text), i);
    std::ranges::sort(order);
    std::size_t units = 0;
    for (const auto& [hash, i] : order) {
      if (units >= kMaxUnits) break;
      documents_.push_back(documents[i]);
      SiteText text;
      text.units = SplitUnits(documents[i].text, documents[i].title, kMaxUnitsOfText);
      FlagMarked(documents[i].kept, &text.units);
      text.content = documents[i].content;
      units += text.units.size();
      texts_.push_back(std::move(text));
    }
    model_.documents = static_cast<std::uint32_t>(texts_.size());
  }

  void Learn() {
    if (texts_.size() < kMinSiteDocuments) return;
    floor_ = Least(static_cast<std::uint32_t>(texts_.size()));
    const std::vector<Occurrence> units = Collect([](const Unit& unit) { return unit.key; });
    FindEnds(units);
    groups_ = GroupTexts(texts_, floor_);
    const std::uint32_t groups = *std::ranges::max_element(groups_) + 1;
    least_ = Least(groups);
    ForEachKey(units, [&](Occurrences run) { JudgeUnit(run); });
    ForEachKey(Collect([](const Unit& unit) { return unit.tail; }),
               [&](Occurrences run) { JudgeTail(run); });
    FindTeasers();
    const auto order = [](const Furniture& one) {
      return std::tuple(one.tail, one.key, std::string_view(one.text));
    };
    std::ranges::sort(model_.furniture, {}, order);
    const auto repeats = std::ranges::unique(model_.furniture, {}, order);
    model_.furniture.erase(repeats.begin(), repeats.end());
  }

 private:
  template <typename Key>
  std::vector<Occurrence> Collect(Key key) const {
    std::vector<Occurrence> found;
    for (std::uint32_t i = 0; i < texts_.size(); ++i) {
      for (std::uint32_t j = 0; j < texts_[i].units.size(); ++j) {
        if (const std::uint64_t k = key(texts_[i].units[j]); k != 0) found.push_back({k, i, j});
      }
    }
    std::ranges::sort(found);
    return found;
  }

  static std::uint32_t CountTexts(Occurrences run) {
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < run.size(); ++i) count += i == 0 || run[i].text != run[i - 1].text;
    return count;
  }

  std::uint32_t CountGroups(Occurrences run) const {
    std::vector<std::uint32_t> groups;
    for (const Occurrence& one : run) groups.push_back(groups_[one.text]);
    std::ranges::sort(groups);
    return static_cast<std::uint32_t>(std::ranges::unique(groups).begin() - groups.begin());
  }

  bool IsFrequent(Occurrences run) const {
    return run.size() >= floor_ && CountTexts(run) >= floor_;
  }

  void FindEnds(const std::vector<Occurrence>& units) {
    for (SiteText& text : texts_) text.frequent.assign(text.units.size(), Strength::kNone);
    ForEachKey(units, [&](Occurrences run) {
      if (!IsFrequent(run)) return;
      for (const Occurrence& one : run) {
        if (!UnitOf(one).heading) texts_[one.text].frequent[one.unit] = Strength::kStrong;
      }
    });
    for (SiteText& text : texts_) {
      for (std::size_t i = 0; i < text.units.size(); ++i)
        if (text.units[i].marked) text.frequent[i] = Strength::kWeak;
    }
    for (SiteText& text : texts_) text.ends = WalkEnds(text.units, text.frequent);
  }

  // A site puts the beginning of another document behind its texts when half of them, copies
  // counted once, break off right before the site's own end.
  void FindTeasers() {
    std::vector<std::uint32_t> with;
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      const SiteText& text = texts_[i];
      if (text.ends.tail == text.units.size()) continue;
      if (HasTeaser(documents_[i].text, text.units, text.ends.tail)) with.push_back(groups_[i]);
    }
    std::ranges::sort(with);
    with.erase(std::ranges::unique(with).begin(), with.end());
    const std::uint32_t groups = *std::ranges::max_element(groups_) + 1;
    model_.teasers = with.size() >= kMinGroups && 2 * with.size() >= groups;
  }

  const Unit& UnitOf(const Occurrence& one) const { return texts_[one.text].units[one.unit]; }

  // Lines and sentences at the ends; lines that repeat inside a text or break into its sentences.
  void JudgeUnit(Occurrences run) {
    const Unit& first = UnitOf(run[0]);
    if (first.heading || !IsFrequent(run) || CountGroups(run) < least_ || IsTitle(run)) return;
    std::uint32_t texts = 0;
    std::uint32_t at_ends = 0;
    std::uint32_t inside = 0;
    for (std::size_t i = 0, next = 0; i < run.size(); i = next) {
      bool end = false;
      bool breaks = false;
      for (next = i; next < run.size() && run[next].text == run[i].text; ++next) {
        end |= texts_[run[i].text].ends.Contains(run[next].unit);
        breaks |= BreaksIn(run[next]);
      }
      ++texts;
      at_ends += end;
      inside += !first.prose && (next - i > 1 || breaks);
    }
    Furniture found;
    found.key = first.key;
    found.documents = texts;
    found.prose = first.prose;
    if (2 * at_ends >= texts && (!first.prose || LineWidth(run[0]) >= kProseWidth)) {
      found.kind = MarkKind::kBoilerplate;
    } else if (2 * inside > texts && first.width >= kProseWidth / 2) {
      found.kind = MarkKind::kDebris;
    } else {
      return;
    }
    found.text = TextOf(run);
    model_.furniture.push_back(std::move(found));
  }

  // Whether the unit is the title, or opens the text, of documents that differ in its numbers: a
  // series of years. A first line that all documents share to the letter is no title, and neither
  // is a line of labels.
  bool IsTitle(Occurrences run) const {
    const bool opens = std::ranges::all_of(run, [&](const Occurrence& one) {
      const std::string_view words = Words(one);
      return one.unit == 0 && words.find(':') == words.npos && words.find("：") == words.npos;
    });
    return (opens || UnitOf(run[0]).title) && std::ranges::any_of(run, [&](const Occurrence& one) {
             return Words(one) != Words(run[0]);
           });
  }

  // Whether a whole line stands between two halves of a sentence.
  bool BreaksIn(const Occurrence& one) const {
    const SiteText& text = texts_[one.text];
    if (one.unit + 1 == text.units.size() || !IsWholeLine(text.units, one.unit)) return false;
    return InterruptsSentence(documents_[one.text].text, text.units[one.unit].span.begin);
  }

  // Of all units of its line together: "Collected by us. All rights reserved." is two short
  // sentences.
  std::uint32_t LineWidth(const Occurrence& one) const {
    const std::vector<Unit>& units = texts_[one.text].units;
    std::size_t first = one.unit;
    while (first > 0 && units[first - 1].line == units[one.unit].line) --first;
    std::uint32_t width = 0;
    for (; first < units.size() && units[first].line == units[one.unit].line; ++first)
      width += units[first].width;
    return width;
  }

  std::string_view Words(const Occurrence& one) const {
    const Span span = UnitOf(one).span;
    return documents_[one.text].text.substr(span.begin, span.end - span.begin);
  }

  // The bytewise smallest of a unit's spellings, cut.
  std::string TextOf(Occurrences run) const {
    std::string_view least = Words(run[0]);
    for (const Occurrence& one : run) least = std::min(least, Words(one));
    std::size_t size = std::min(least.size(), kMaxTextBytes);
    while (size > 0 && size < least.size() &&
           (static_cast<unsigned char>(least[size]) & 0xC0u) == 0x80u)
      --size;
    return std::string(least.substr(0, size));
  }

  // Sentences that end alike: what they have in common is a watermark if it breaks into the
  // sentences of most. Two watermarks may end alike ("..., for study only."), so what a third of
  // the sentences have in common is longer than what all have.
  void JudgeTail(Occurrences run) {
    if (!IsFrequent(run)) return;
    std::vector<Occurrence> all(run.begin(), run.end());
    std::ranges::sort(all, [&](const Occurrence& a, const Occurrence& b) {
      const std::string_view x = Words(a);
      const std::string_view y = Words(b);
      return std::lexicographical_compare(x.rbegin(), x.rend(), y.rbegin(), y.rend());
    });
    JudgeAlike(all, 0);
  }

  // `run` is sorted by its words read backwards, so those that are alike for longer stand together.
  void JudgeAlike(Occurrences run, int depth) {
    const std::size_t size = CommonTail(Words(run.front()), Words(run.back()));
    if (size > kMaxWatermarkBytes) return;
    for (std::size_t first = 0, last = 0; first < run.size(); first = last) {
      const std::string_view words = Words(run[first]);
      while (last < run.size() && CommonTail(words, Words(run[last])) > size) ++last;
      if (last == first) last = first + 1;  // nothing stands before the common tail
      if ((last - first) * kBeforeShare <= run.size() || last - first < floor_) continue;
      if (depth < kMaxForks) JudgeAlike(run.subspan(first, last - first), depth + 1);
    }
    std::string_view words = Words(run[0]);
    words.remove_prefix(words.size() - size);
    while (!words.empty() &&
           ((static_cast<unsigned char>(words[0]) & 0xC0u) == 0x80u || words[0] == ' '))
      words.remove_prefix(1);
    if (words.size() >= kMinWatermarkBytes && StartsClean(words)) JudgeWatermark(run, words);
  }

  static std::size_t CommonTail(std::string_view a, std::string_view b) {
    std::size_t size = 0;
    while (size < std::min(a.size(), b.size()) && a[a.size() - 1 - size] == b[b.size() - 1 - size])
      ++size;
    return size;
  }

  // A clause that closes a sentence begins with a comma, or with a particle that needs a word
  // before it (的 and the like).
  static bool StartsClean(std::string_view words) {
    constexpr std::u32string_view kParticles = U"的地得了着过等之和与及或";
    std::size_t at = 0;
    const char32_t c = DecodeUtf8(words, &at);
    if (kParticles.find(c) != kParticles.npos) return false;
    return IsCjk(c) || IsLetter(c) || IsDigit(c) || c == U'《' || c == U'（' || c == U'【' ||
           c == '(' || c == '[';
  }

  void JudgeWatermark(Occurrences run, std::string_view words) {
    std::vector<std::uint32_t> texts;
    for (const Occurrence& one : run) texts.push_back(one.text);
    std::ranges::sort(texts);
    texts.erase(std::ranges::unique(texts).begin(), texts.end());
    if (texts.size() < floor_ || CountGroups(run) < least_ || !BreaksSentences(run, words.size()))
      return;
    Furniture found;
    found.key = UnitOf(run[0]).tail;
    found.documents = static_cast<std::uint32_t>(texts.size());
    found.kind = MarkKind::kWatermark;
    found.tail = true;
    found.prose = true;
    found.text = std::string(words);
    model_.furniture.push_back(std::move(found));
  }

  // Copies have the same cuts, so each group counts a cut once.
  bool BreaksSentences(Occurrences run, std::size_t size) const {
    absl::flat_hash_set<std::pair<std::uint32_t, std::uint64_t>> cuts;
    absl::flat_hash_map<std::uint64_t, std::uint32_t> before;
    std::uint32_t breaking = 0;
    std::uint32_t starting = 0;
    std::uint32_t most = 0;
    for (const Occurrence& one : run) {
      const std::string_view text = documents_[one.text].text;
      const std::size_t at = UnitOf(one).span.end - size;
      if (!InterruptsSentence(text, at)) continue;
      ++breaking;
      starting += StartsSentence(one);
      const std::uint64_t cut = WordBefore(text, at);
      if (cuts.emplace(groups_[one.text], cut).second) most = std::max(most, ++before[cut]);
    }
    if (breaking < kMinGroups || 2 * breaking < run.size() || 2 * starting > breaking) return false;
    const std::size_t enough = std::min<std::size_t>(kManyCuts, (cuts.size() + 1) / 2);
    return before.size() >= std::max<std::size_t>(kMinGroups, enough) &&
           most * kBeforeShare <= cuts.size();
  }

  // Whether what follows in the kept text begins a sentence, and so was not broken: a capital
  // letter, a new line, nothing. CJK characters do not say.
  bool StartsSentence(const Occurrence& one) const {
    const SiteDocument& document = documents_[one.text];
    const std::uint32_t end = UnitOf(one).span.end;
    const auto next = std::ranges::partition_point(
        document.kept, [&](const Span& span) { return span.end <= end; });
    if (next == document.kept.end()) return true;
    bool new_line = false;
    for (std::size_t at = std::max(next->begin, end); at < document.text.size();) {
      const char32_t c = DecodeUtf8(document.text, &at);
      if (!IsSpaceOrBreak(c)) return new_line || (c >= 'A' && c <= 'Z');
      new_line |= c == '\n';
    }
    return true;
  }

  // Hash of the word or CJK character before text[at]; one value for all numbers.
  static std::uint64_t WordBefore(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end > 0) {
      std::size_t before = end;
      if (!IsSpaceOrBreak(DecodeBefore(text, &before))) break;
      end = before;
    }
    std::size_t begin = end;
    while (begin > 0) {
      std::size_t before = begin;
      const char32_t c = DecodeBefore(text, &before);
      if (IsDigit(c)) return 0;
      if (begin < end && !IsLetter(c)) break;
      begin = before;
      if (!IsLetter(c)) break;
    }
    return HashBytes(text.substr(begin, end - begin));
  }

  SiteModel& model_;
  std::vector<SiteDocument> documents_;
  std::vector<SiteText> texts_;
  std::vector<std::uint32_t> groups_;
  std::uint32_t floor_ = 0;  // documents
  std::uint32_t least_ = 0;  // groups
};

}  // namespace

SiteModel LearnSite(std::string_view site, std::span<const SiteDocument> documents) {
  SiteModel model;
  model.site = std::string(site);
  Learner(documents, &model).Learn();
  return model;
}

}  // namespace textkin
