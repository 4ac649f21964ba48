// Finding claims. A name's context that stands in several places with different names tells
// nothing, and is left out; the numbers of one are compared as a set.

#include "claims.h"

#include <algorithm>
#include <utility>

#include "textkin/hash.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

// Shingle-stream tokens on each side of a number that make its context: enough to tell the places
// of one report apart, few enough to survive edits nearby.
constexpr std::size_t kContextBefore = 3;
constexpr std::size_t kContextAfter = 2;
// Tokens behind a name that make its context; nothing before it: names stand at the head of titles
// and sentences. A place word belongs to the name: a county's report has a city's for a sibling.
constexpr std::size_t kContextOfPlace = 3;
constexpr std::size_t kContextOfWord = 2;
// Tokens behind a name that tell two mentions of it apart: the title and the first sentence have
// the name of the office in common, a doubled line has all.
constexpr std::size_t kContextOfMention = 8;
// Characters of a Chinese place name before its place word.
constexpr std::size_t kPlaceName = 2;
// City, county, district, town, township, village, province, prefecture.
constexpr std::u32string_view kPlaceWords = U"市县区镇乡村省州";
// What stands before a place word and makes no name of it: our, whole, each, this, urban, rural,
// local, housing, community, disaster, neighbouring; and other place words.
constexpr std::u32string_view kNoNames =
    U"我全本各该此城都农地小社园灾郊新老旧两邻市县区镇乡村省州";

bool IsValue(TokenKind kind) { return kind == TokenKind::kNumber || kind == TokenKind::kMask; }

// Sorted. The same value at the same place twice is a doubled text, and counts once.
std::vector<ValueClaim> Distinct(std::vector<ValueClaim> claims) {
  std::sort(claims.begin(), claims.end());
  claims.erase(std::unique(claims.begin(), claims.end()), claims.end());
  return claims;
}

std::vector<ValueClaim> WithoutDoubt(std::vector<ValueClaim> claims) {
  claims = Distinct(std::move(claims));
  std::vector<ValueClaim> certain;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const bool repeats = (i > 0 && claims[i - 1].context == claims[i].context) ||
                         (i + 1 < claims.size() && claims[i + 1].context == claims[i].context);
    if (!repeats) certain.push_back(claims[i]);
  }
  return certain;
}

template <typename Symbols>
std::uint64_t HashOf(const Symbols& symbols, std::size_t begin, std::size_t end) {
  std::uint64_t hash = end - begin;
  for (std::size_t at = begin; at < end; ++at) hash = Mix64(hash * 31 + symbols[at]);
  return hash;
}

class NameFinder {
 public:
  NameFinder(std::string_view text, const Tokens& tokens) : text_(text), tokens_(tokens) {}

  std::vector<ValueClaim> Run() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_.kind[i] == TokenKind::kCjk) {
        AddPlace(i);
      } else if (tokens_.kind[i] == TokenKind::kWord && !IsCapitalised(i - 1, i)) {
        AddWord(i);
      }
    }
    std::vector<ValueClaim> claims = OfRepeatedNames(WithoutDoubt(std::move(claims_)));
    const std::vector<ValueClaim> runs = WithoutDoubt(std::move(runs_));
    claims.insert(claims.end(), runs.begin(), runs.end());
    std::sort(claims.begin(), claims.end());
    return claims;
  }

 private:
  // A text is about what it names several times; what stands in it once may be any two characters
  // before a place word.
  std::vector<ValueClaim> OfRepeatedNames(std::vector<ValueClaim> claims) {
    std::vector<std::uint32_t> names;
    for (const ValueClaim& mention : Distinct(std::move(mentions_))) names.push_back(mention.value);
    std::sort(names.begin(), names.end());
    std::erase_if(claims, [&](const ValueClaim& claim) {
      const auto [first, last] = std::equal_range(names.begin(), names.end(), claim.value);
      return last - first < 2;
    });
    return claims;
  }

  bool IsPlaceWord(std::size_t i) const {
    return kPlaceWords.find(static_cast<char32_t>(tokens_.symbol[i])) != kPlaceWords.npos;
  }

  // Token i is a place word behind a name. Two in a row are places in general: 周边县市.
  void AddPlace(std::size_t i) {
    if (!IsPlaceWord(i) || i < kPlaceName || !AreWhole(i - kPlaceName, i)) return;
    if (i + 1 < tokens_.size() && IsPlaceWord(i + 1) && AreWhole(i, i + 1)) return;
    const auto before = static_cast<char32_t>(tokens_.symbol[i - 1]);
    if (kNoNames.find(before) != kNoNames.npos) return;
    AddClaim(i - kPlaceName, i + 1, kContextOfPlace, &claims_);
  }

  // Token i begins a run of capitalised words; one alone at the head of a sentence may be any word.
  void AddWord(std::size_t i) {
    if (!IsCapital(i) || (BeginsSentence(i) && !IsCapitalised(i + 1, i))) return;
    AddClaim(i, i + 1, kContextOfWord, &claims_);
    std::size_t end = i + 1;
    while (IsCapitalised(end, end - 1)) ++end;
    if (end > i + 1 && !FollowsMask(i)) AddClaim(i, end, kContextOfWord, &runs_);
  }

  void AddClaim(std::size_t begin, std::size_t end, std::size_t context,
                std::vector<ValueClaim>* claims) {
    const std::vector<std::uint32_t> behind = WordsBehind(end, context);
    if (behind.size() < context) return;
    const std::uint64_t hash = HashOf(tokens_.symbol, begin, end);
    const auto name = static_cast<std::uint32_t>(hash >> 32);
    claims->push_back({HashOf(behind, 0, behind.size()), name});
    if (claims != &claims_) return;
    const std::vector<std::uint32_t> mention = WordsBehind(end, kContextOfMention);
    mentions_.push_back({HashOf(mention, 0, mention.size()), name});
  }

  // The first `count` tokens from `at` on, numbers and masks left out; fewer at the end of the
  // text.
  std::vector<std::uint32_t> WordsBehind(std::size_t at, std::size_t count) const {
    std::vector<std::uint32_t> words;
    for (; at < tokens_.size() && words.size() < count; ++at) {
      if (!IsValue(tokens_.kind[at])) words.push_back(tokens_.symbol[at]);
    }
    return words;
  }

  // Tokens [begin, end] are CJK characters side by side.
  bool AreWhole(std::size_t begin, std::size_t end) const {
    for (std::size_t at = begin; at < end; ++at) {
      if (tokens_.kind[at] != TokenKind::kCjk) return false;
      if (tokens_.begin[at] + tokens_.length[at] != tokens_.begin[at + 1]) return false;
    }
    return true;
  }

  bool IsCapital(std::size_t i) const {
    const char c = text_[tokens_.begin[i]];
    return c >= 'A' && c <= 'Z' && tokens_.length[i] > 1;
  }

  // Whether token `other` is a capitalised word parted from token i by one space.
  bool IsCapitalised(std::size_t other, std::size_t i) const {
    if (other >= tokens_.size() || tokens_.kind[other] != TokenKind::kWord) return false;
    const std::size_t first = std::min(other, i), second = std::max(other, i);
    const bool is_beside =
        tokens_.begin[first] + tokens_.length[first] + 1 == tokens_.begin[second];
    return is_beside && text_[tokens_.begin[second] - 1] == ' ' && IsCapital(other);
  }

  // Whether what is masked before token i was the beginning of the same name: XXXX County Board.
  bool FollowsMask(std::size_t i) const {
    return i > 0 && tokens_.kind[i - 1] == TokenKind::kMask &&
           tokens_.begin[i - 1] + tokens_.length[i - 1] + 1 >= tokens_.begin[i];
  }

  bool BeginsSentence(std::size_t i) const {
    std::size_t at = tokens_.begin[i];
    while (at > 0 && (text_[at - 1] == ' ' || text_[at - 1] == '"')) --at;
    return at == 0 || text_.find_first_of(".!?:\n\r", at - 1) == at - 1;
  }

  std::string_view text_;
  const Tokens& tokens_;
  std::vector<ValueClaim> claims_;
  std::vector<ValueClaim> mentions_;  // of the names of claims_
  // Runs of two words or more, each as one name: "Albion Works" and "York Street Works" stand
  // before the same words.
  std::vector<ValueClaim> runs_;
};

}  // namespace

std::vector<ValueClaim> FindValues(const Tokens& tokens) {
  std::vector<std::uint32_t> words;  // the shingle stream
  std::vector<std::size_t> places;   // of each number in it
  std::vector<std::uint32_t> values;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!IsValue(tokens.kind[i])) {
      words.push_back(tokens.symbol[i]);
    } else if (tokens.kind[i] == TokenKind::kNumber) {
      places.push_back(words.size());
      values.push_back(tokens.symbol[i]);
    }
  }
  std::vector<ValueClaim> claims;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const std::size_t begin = places[i] < kContextBefore ? 0 : places[i] - kContextBefore;
    const std::size_t end = std::min(words.size(), places[i] + kContextAfter);
    claims.push_back({HashOf(words, begin, end), values[i]});
  }
  return Distinct(std::move(claims));
}

std::vector<ValueClaim> FindNames(std::string_view text, const Tokens& tokens) {
  return NameFinder(text, tokens).Run();
}

}  // namespace textkin
