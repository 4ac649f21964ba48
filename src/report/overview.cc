// Counting while the files stream by, and writing the counts.

#include "overview.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "json_writer.h"

namespace textkin::result {
namespace {

constexpr std::uint32_t kNoSite = ~std::uint32_t{0};
// Documents with faults or limits that the page lists; it says how many more there are.
constexpr std::size_t kListedFaulty = 500;
// Sites of a family that its row in the table names.
constexpr std::size_t kNamedSites = 4;
// Sites of the page, those with the most documents in families first: a table of more is
// unreadable.
constexpr std::size_t kListedSites = 400;
// Bytes of a title in the tables. Ten times what a screen shows.
constexpr std::size_t kTitleBytes = 600;
// Different titles of a family that are counted.
constexpr std::size_t kCountedTitles = 64;
// A member's vote, so that the representative's can be a little more.
constexpr std::uint64_t kVotes = 2;
// Bytes of titles and ids of one family that the page searches: some hundred documents.
constexpr std::size_t kSearchedBytes = 20000;

// Without making a string of a name that has been counted before.
void Count(std::string_view name, Tally* tally) {
  const auto found = tally->find(name);
  found == tally->end() ? ++(*tally)[std::string(name)] : ++found->second;
}

void AppendCounts(const Tally& counts, std::string* out) {
  out->push_back('{');
  bool first = true;
  for (const auto& [name, count] : counts) {
    if (!first) out->push_back(',');
    first = false;
    AppendJsonString(name, out);
    out->push_back(':');
    AppendInteger(count, out);
  }
  out->push_back('}');
}

std::string_view CutAtCharacter(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

}  // namespace

std::uint32_t Overview::SiteNumber(std::string_view site) {
  if (const auto found = site_numbers_.find(site); found != site_numbers_.end())
    return found->second;
  const auto number = static_cast<std::uint32_t>(sites_.size());
  sites_.emplace_back(site);
  site_counts_.emplace_back();
  site_numbers_.emplace(site, number);
  return number;
}

std::uint32_t Overview::SiteOf(Name document) const {
  return document < site_of_.size() ? site_of_[document] : kNoSite;
}

void Overview::AddDocument(const JsonRow& row, std::string_view id) {
  const bool is_part = !TextAt(row, "part_of").empty();
  ++(is_part ? parts_ : documents_);
  if (!is_part) Count(TextAt(row, "language"), &languages_);
  for (const std::string_view flag : TextsAt(row, "flags")) Count(flag, &flags_);
  if (HasElements(row, "faults") || HasElements(row, "limits")) {
    ++all_faulty_;
    if (faulty_.size() < kListedFaulty) {
      std::string line;
      JsonObject object(&line);
      object.String("id", id);
      object.Key("faults");
      line += ListAt(row, "faults");
      object.Key("limits");
      line += ListAt(row, "limits");
      object.Close();
      faulty_.push_back(std::move(line));
    }
  }

  const std::string_view site = TextAt(row, "site");
  const std::uint32_t number = site.empty() ? kNoSite : SiteNumber(site);
  const Name name = families_.names.Find(id);
  const std::uint32_t family =
      name != kNoName && name < families_.family_of.size() ? families_.family_of[name] : kNoFamily;
  if (number != kNoSite && !is_part) ++site_counts_[number].documents;
  if (name == kNoName) return;
  site_of_.resize(families_.names.size(), kNoSite);
  site_of_[name] = number;
  if (family == kNoFamily) return;
  ++in_families_;
  if (number != kNoSite) ++site_counts_[number].in_families;
  FamilyFacts& facts = of_[family];
  if (number != kNoSite) ++facts.sites[number];
  Count(TextAt(row, "language"), &facts.languages);
  const std::string_view title = CutAtCharacter(TextAt(row, "title"), kTitleBytes);
  // The title that most members have; of equals the representative's.
  const bool is_first = families_.shown[family].representative == name;
  if (is_first || facts.titles.size() < kCountedTitles || facts.titles.contains(title))
    facts.titles[std::string(title)] += is_first ? kVotes + 1 : kVotes;
  if (facts.words.size() < kSearchedBytes) {
    if (facts.words.find(title) == std::string::npos) facts.words.append(title).push_back('\n');
    facts.words.append(CutAtCharacter(id, kTitleBytes)).push_back('\n');
  }
}

void Overview::AddEdge(const EdgeRow& edge, Name source, Name derived) {
  Count(edge.relation, &relations_);
  if (edge.relation == "related") Count(edge.reason, &reasons_);
  const auto family_of = [this](Name name) {
    return name < families_.family_of.size() ? families_.family_of[name] : kNoFamily;
  };
  const std::uint32_t family = family_of(source);
  if (family != kNoFamily && family == family_of(derived)) {
    LinkCounts& links = of_[family].links;
    edge.directed                ? ++links.directed
    : edge.relation == "related" ? ++links.undecided
                                 : ++links.others;
  }
  if (!edge.directed) return;
  const std::uint32_t from = SiteOf(source), to = SiteOf(derived);
  if (from == kNoSite || to == kNoSite) return;
  ++flows_[{from, to}];
  if (from == to) return;
  ++site_counts_[from].given;
  ++site_counts_[to].taken;
}

std::string_view Overview::TitleOf(const FamilyFacts& facts) {
  std::string_view best;
  std::uint64_t most = 0;
  for (const auto& [title, votes] : facts.titles) {
    if (title.empty() || votes <= most) continue;
    best = title;
    most = votes;
  }
  return best;
}

void Overview::AppendFamily(std::size_t number, std::string* out) const {
  const Family& family = families_.shown[number];
  const FamilyFacts& facts = of_[number];
  JsonObject row(out);
  row.String("id", CutAtCharacter(family.id, kTitleBytes));
  row.OptionalString("title", TitleOf(facts));
  row.String("kind", family.kind);
  row.Number("size", family.size);
  row.Number("shown", family.members.size());
  row.Number("guests", family.all_guests);
  row.Decimal("min_resemblance", family.min_resemblance);
  row.Bool("complete", family.complete);
  row.Number("site_count", facts.sites.size());
  row.Key("sites");
  std::vector<std::pair<std::uint64_t, std::uint32_t>> sites;
  for (const auto& [site, count] : facts.sites) sites.emplace_back(count, site);
  std::stable_sort(sites.begin(), sites.end(),
                   [](const auto& x, const auto& y) { return x.first > y.first; });
  AppendArray(std::min(sites.size(), kNamedSites), out,
              [&](std::size_t i) { AppendJsonString(sites_[sites[i].second], out); });
  row.String("words", facts.words);
  row.Key("languages");
  AppendCounts(facts.languages, out);
  row.Number("directed", facts.links.directed);
  row.Number("undecided", facts.links.undecided);
  row.Number("other_links", facts.links.others);
  row.Close();
}

// Those with the most documents in families first.
std::vector<std::uint32_t> Overview::ListedSites() const {
  std::vector<std::uint32_t> listed(sites_.size());
  for (std::uint32_t i = 0; i < listed.size(); ++i) listed[i] = i;
  std::sort(listed.begin(), listed.end(), [this](std::uint32_t a, std::uint32_t b) {
    if (site_counts_[a].in_families != site_counts_[b].in_families)
      return site_counts_[a].in_families > site_counts_[b].in_families;
    return sites_[a] < sites_[b];
  });
  listed.resize(std::min(listed.size(), kListedSites));
  return listed;
}

void Overview::AppendSites(const std::vector<std::uint32_t>& listed, std::string* out) const {
  AppendArray(listed.size(), out, [&](std::size_t i) {
    const SiteCounts& counts = site_counts_[listed[i]];
    JsonObject site(out);
    site.String("site", CutAtCharacter(sites_[listed[i]], kTitleBytes));
    site.Number("documents", counts.documents);
    site.Number("in_families", counts.in_families);
    site.Number("given", counts.given);
    site.Number("taken", counts.taken);
    site.Close();
  });
}

// [from, to, edges], the sites as their places in the list.
void Overview::AppendFlows(const std::vector<std::uint32_t>& listed, std::string* out) const {
  std::vector<std::size_t> place(sites_.size(), listed.size());
  for (std::size_t i = 0; i < listed.size(); ++i) place[listed[i]] = i;
  std::vector<std::array<std::uint64_t, 3>> flows;
  for (const auto& [ends, count] : flows_) {
    const std::size_t from = place[ends.first], to = place[ends.second];
    if (from < listed.size() && to < listed.size()) flows.push_back({from, to, count});
  }
  AppendArray(flows.size(), out, [&](std::size_t i) {
    AppendArray(3, out, [&](std::size_t j) { AppendInteger(flows[i][j], out); });
  });
}

absl::StatusOr<std::string> Overview::Json(const std::string& run,
                                           const ReportLimits& limits) const {
  using Object = nlohmann::ordered_json;
  Object parsed = Object::parse(run, nullptr, /*allow_exceptions=*/false);
  if (!parsed.is_object()) return absl::DataLossError("run.json is no JSON object");
  // Times vary between equal runs; inputs and the file of synonyms are paths of the machine that
  // scanned, which a report that is passed on should not tell.
  parsed.erase("resources");
  parsed.erase("inputs");
  if (parsed.contains("settings") && parsed["settings"].is_object())
    parsed["settings"].erase("synonyms");

  std::string out;
  JsonObject object(&out);
  object.Key("run");
  out += parsed.dump(-1, ' ', false, Object::error_handler_t::replace);
  object.Key("counts");
  JsonObject counts(&out);
  counts.Number("documents", documents_);
  counts.Number("parts", parts_);
  counts.Number("families", families_.all);
  counts.Number("shown_families", families_.shown.size());
  counts.Number("clusters", families_.clusters);
  counts.Number("clustered", families_.clustered);
  counts.Number("linked", families_.linked);
  counts.Number("sites", sites_.size());
  counts.Number("faulty", all_faulty_);
  counts.Close();
  object.Key("limits");
  JsonObject caps(&out);
  caps.Number("families", limits.families);
  caps.Number("documents", limits.documents);
  caps.Number("members", limits.members);
  caps.Number("guests", limits.guests);
  caps.Number("drawn", limits.drawn);
  caps.Number("text_chars", limits.text_chars);
  caps.Close();
  object.Key("languages");
  AppendCounts(languages_, &out);
  object.Key("flags");
  AppendCounts(flags_, &out);
  object.Key("relations");
  AppendCounts(relations_, &out);
  object.Key("reasons");
  AppendCounts(reasons_, &out);
  object.Key("sites");
  const std::vector<std::uint32_t> listed = ListedSites();
  AppendSites(listed, &out);
  object.Key("flows");
  AppendFlows(listed, &out);
  object.Key("faulty");
  AppendArray(faulty_.size(), &out, [&](std::size_t i) { out += faulty_[i]; });
  object.Key("families");
  AppendArray(families_.shown.size(), &out, [&](std::size_t i) { AppendFamily(i, &out); });
  object.Close();
  return out;
}

}  // namespace textkin::result
