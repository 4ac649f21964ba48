// One entry for every directed edge.

#include "sites.h"

#include <algorithm>
#include <iterator>

#include "textkin/spans.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

// Copies on a site that show one change, and the share of its copies that these are, from which it
// is the site's doing and not a hand's.
constexpr std::uint32_t kLeastDocuments = 3;
constexpr double kLeastShare = 0.5;
// Words named of those that a site leaves out.
constexpr std::size_t kNamedWords = 8;
// Bytes of such a word: a longer one is no word.
constexpr std::size_t kLongestWord = 48;

// Confidence from which an edge counts between sites: below, it is as likely no copy.
constexpr double kLeastConfidence = 0.5;

// What happens to a text, of what a pair of texts shows.
bool IsDoing(EvidenceType type) {
  return static_cast<std::size_t>(type) < kEventTypes && type != EvidenceType::kAtHome;
}

// What takes away for good, wherever it stands.
bool IsFilter(EvidenceType type) {
  return type == EvidenceType::kNumberDropped || type == EvidenceType::kWordDropped ||
         type == EvidenceType::kNameMasked;
}

std::vector<Span> Common(const std::vector<Span>& x, const std::vector<Span>& y) {
  return Without(x, Without(x, y));
}

std::uint64_t CharactersIn(std::string_view text, const std::vector<Span>& spans) {
  std::uint64_t count = 0;
  for (const Span& span : spans)
    count += CountCodePoints(text.substr(span.begin, span.end - span.begin));
  return count;
}

// Passages of which some text is given to this source alone.
std::uint64_t PassagesIn(const Edge& edge) {
  return static_cast<std::uint64_t>(
      std::count_if(edge.passages.begin(), edge.passages.end(), [&](const Quote& passage) {
        return std::any_of(edge.exclusive.begin(), edge.exclusive.end(), [&](const Span& span) {
          return span.begin < passage.b.end && passage.b.begin < span.end;
        });
      }));
}

}  // namespace

void SiteLedger::Add(const Edge& edge, std::string_view source_text, std::string_view derived_text,
                     const std::vector<Span>& derived_kept) {
  if (edge.confidence < kLeastConfidence) return;
  const std::string_view from = collection_.site(edge.source);
  const std::string_view to = collection_.site(edge.derived);
  const std::uint64_t characters = CharactersIn(derived_text, Common(edge.exclusive, derived_kept));
  const std::lock_guard lock(mutex_);
  if (characters > 0) {
    if (!from.empty()) sites_[from].given.insert(edge.source);
    if (!to.empty()) sites_[to].taken.insert(edge.derived);
    if (!from.empty() && !to.empty()) {
      Flow& flow = flows_[{from, to}];
      flow.documents.insert(edge.derived);
      flow.passages += PassagesIn(edge);
      flow.characters += characters;
    }
  }
  if (to.empty() || edge.relation != Relation::kCopies) return;
  Site& site = sites_[to];
  ++site.copies;
  for (const Evidence& evidence : edge.evidence) {
    if (!IsDoing(evidence.type)) continue;
    SiteCounts::Work& work = site.works[evidence.type];
    ++work.documents;
    work.loci += evidence.loci;
    if (IsFilter(evidence.type)) left_out_.emplace_back(edge.derived, evidence.type);
    if (evidence.type != EvidenceType::kWordDropped) continue;
    std::set<std::string> words;
    for (const Quote& quote : evidence.quotes) {
      const std::size_t size = quote.a.end - quote.a.begin;
      if (size <= kLongestWord) words.emplace(source_text.substr(quote.a.begin, size));
    }
    for (const std::string& word : words) ++work.words[word];
  }
}

SiteCounts SiteLedger::Counts() const {
  SiteCounts counts;
  for (const auto& [name, site] : sites_) {
    counts.sites.emplace(
        name, SiteCounts::Site{site.copies, static_cast<std::uint32_t>(site.taken.size()),
                               static_cast<std::uint32_t>(site.given.size()), site.works});
  }
  for (const auto& [ends, flow] : flows_) {
    counts.flows.emplace(std::pair(std::string(ends.first), std::string(ends.second)),
                         SiteCounts::Flow{static_cast<std::uint32_t>(flow.documents.size()),
                                          flow.passages, flow.characters});
  }
  return counts;
}

std::vector<PartId> SiteLedger::Filtered(const SiteCounts& counts) const {
  std::vector<PartId> parts;
  for (const auto& [part, type] : left_out_) {
    if (counts.IsHabit(std::string(collection_.site(part)), type)) parts.push_back(part);
  }
  std::sort(parts.begin(), parts.end());
  parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
  return parts;
}

void SiteCounts::Add(const SiteCounts& other) {
  for (const auto& [name, from] : other.sites) {
    Site& site = sites[name];
    site.copies += from.copies;
    site.taken += from.taken;
    site.given += from.given;
    for (const auto& [type, more] : from.works) {
      Work& work = site.works[type];
      work.documents += more.documents;
      work.loci += more.loci;
      for (const auto& [word, documents] : more.words) work.words[word] += documents;
    }
  }
  for (const auto& [ends, from] : other.flows) {
    Flow& flow = flows[ends];
    flow.documents += from.documents;
    flow.passages += from.passages;
    flow.characters += from.characters;
  }
}

bool SiteCounts::IsHabit(const std::string& name, EvidenceType type) const {
  const auto site = sites.find(name);
  if (site == sites.end()) return false;
  const auto found = site->second.works.find(type);
  return found != site->second.works.end() && found->second.documents >= kLeastDocuments &&
         found->second.documents >= kLeastShare * site->second.copies;
}

std::vector<SiteRow> SiteCounts::Sites() const {
  std::vector<SiteRow> rows;
  for (const auto& [name, site] : sites) {
    SiteRow row;
    row.site = name;
    row.copies = site.copies;
    row.taken = site.taken;
    row.given = site.given;
    for (const auto& [type, work] : site.works) {
      SiteOperatorRow made{type, work.documents, work.loci, IsHabit(name, type), {}};
      std::vector<std::pair<std::uint32_t, std::string>> words;
      for (const auto& [word, documents] : work.words) words.emplace_back(documents, word);
      std::stable_sort(words.begin(), words.end(),
                       [](const auto& x, const auto& y) { return x.first > y.first; });
      words.resize(std::min(words.size(), kNamedWords));
      for (auto& [documents, word] : words) made.words.push_back(std::move(word));
      row.operators.push_back(std::move(made));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<SiteCopyRow> SiteCounts::Copies() const {
  std::vector<SiteCopyRow> rows;
  for (const auto& [ends, flow] : flows) {
    rows.push_back({ends.first, ends.second, flow.documents, flow.passages, flow.characters});
  }
  return rows;
}

}  // namespace textkin
