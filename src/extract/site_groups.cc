// Leaders: every text is compared, through lists of what they have in common, with the texts that
// had a thing first. Linear in the number of things.

#include "site_groups.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"

namespace textkin {
namespace {

constexpr std::uint32_t kNobody = UINT32_MAX;
// Share of the smaller one's rare content that copies have in common. Two texts of one kind share
// some 2 %; in spun copies with every second sentence rewritten the rewritten half still shares a
// quarter.
constexpr std::uint32_t kContentShare = 7;  // one in
constexpr std::uint32_t kMinSharedContent = 2;
// SentenceKeys in mid-body that copies share: a quotation is one or two.
constexpr std::uint32_t kMinSharedSentences = 3;
constexpr std::uint32_t kSentenceShare = 5;  // one in, of the sentences of the smaller one
// Content below which a text is too short for a sample of one hash in 16 to say anything: 64
// shingles.
constexpr std::size_t kMinContent = 4;

// Things that few texts have, by the first text that had each.
class Owners {
 public:
  explicit Owners(std::size_t texts) : sizes_(texts, 0) {}

  // The earlier text that shares most of `things` with `text`; `hits` of them. All become known.
  std::uint32_t Best(std::uint32_t text, const std::vector<std::uint64_t>& things,
                     std::uint32_t* hits) {
    absl::flat_hash_map<std::uint32_t, std::uint32_t> counts;
    for (const std::uint64_t thing : things) {
      const auto [owner, is_new] = owners_.try_emplace(thing, text);
      if (!is_new && owner->second != text) ++counts[owner->second];
    }
    sizes_[text] = static_cast<std::uint32_t>(things.size());
    std::uint32_t best = kNobody;
    *hits = 0;
    for (const auto& [owner, count] : counts) {
      if (count > *hits || (count == *hits && owner < best)) {
        best = owner;
        *hits = count;
      }
    }
    return best;
  }
  // Things of the smaller one of two texts.
  std::uint32_t Smaller(std::uint32_t a, std::uint32_t b) const {
    return std::min(sizes_[a], sizes_[b]);
  }

 private:
  absl::flat_hash_map<std::uint64_t, std::uint32_t> owners_;
  std::vector<std::uint32_t> sizes_;
};

// The hashes of each text that fewer than `floor` texts have.
std::vector<std::vector<std::uint64_t>> RareContent(std::span<const SiteText> texts,
                                                    std::uint32_t floor) {
  absl::flat_hash_map<std::uint32_t, std::uint32_t> frequency;
  for (const SiteText& text : texts) {
    for (const std::uint32_t hash : text.content) ++frequency[hash];
  }
  std::vector<std::vector<std::uint64_t>> rare(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    for (const std::uint32_t hash : texts[i].content)
      if (frequency[hash] < floor) rare[i].push_back(hash);
  }
  return rare;
}

// The distinct sentences between the ends.
std::vector<std::uint64_t> SentenceKeys(const SiteText& text) {
  std::vector<std::uint64_t> keys;
  for (std::size_t i = text.ends.head; i < text.ends.tail; ++i) {
    const Unit& unit = text.units[i];
    if (unit.prose && unit.width >= kProseWidth && unit.key != 0) keys.push_back(unit.key);
  }
  std::ranges::sort(keys);
  keys.erase(std::ranges::unique(keys).begin(), keys.end());
  return keys;
}

// Whether everything that `text` says stands in many others too.
bool IsNothingRare(const SiteText& text, const std::vector<std::uint64_t>& rare) {
  if (text.content.size() >= kMinContent) return rare.size() < kMinSharedContent;
  return std::ranges::find(text.frequent, Strength::kNone) == text.frequent.end();
}

}  // namespace

std::vector<std::uint32_t> GroupTexts(std::span<const SiteText> texts, std::uint32_t floor) {
  const std::vector<std::vector<std::uint64_t>> rare = RareContent(texts, floor);
  Owners contents(texts.size());
  Owners sentences(texts.size());
  std::vector<std::uint32_t> groups(texts.size());
  std::uint32_t common = kNobody;  // the group of those that have nothing rare
  std::uint32_t next = 0;
  for (std::uint32_t i = 0; i < texts.size(); ++i) {
    std::uint32_t hits = 0;
    std::uint32_t shared = 0;
    const std::uint32_t by_content = contents.Best(i, rare[i], &hits);
    const std::uint32_t by_sentences = sentences.Best(i, SentenceKeys(texts[i]), &shared);
    if (hits >= kMinSharedContent && hits * kContentShare >= contents.Smaller(i, by_content)) {
      groups[i] = groups[by_content];
    } else if (shared >= kMinSharedSentences &&
               shared * kSentenceShare >= sentences.Smaller(i, by_sentences)) {
      groups[i] = groups[by_sentences];
    } else if (IsNothingRare(texts[i], rare[i])) {
      if (common == kNobody) common = next++;
      groups[i] = common;
    } else {
      groups[i] = next++;
    }
  }
  return groups;
}

}  // namespace textkin
