// Sections of lines, each from one pass over one file of the result.

#include "show_view.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "styled_rows.h"
#include "terminal.h"
#include "textkin/result.h"

namespace textkin::cli {
namespace {

using result::ClusterRow;
using result::DocumentRow;
using result::EdgeRow;
using result::EvidenceRow;
using result::PairRow;
using result::PassageRow;
using result::ReadClusters;
using result::ReadDocuments;
using result::ReadEdges;
using result::ReadPairs;
using result::ReadPassages;

constexpr std::size_t kIndent = 2;  // columns
constexpr std::size_t kListedFamilies = 20;
constexpr std::size_t kListedCircles = 20;
constexpr std::size_t kListedMembers = 40;
constexpr std::size_t kListedPassages = 20;

std::string Fixed(double value, int decimals) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}

// Lines of labels and wrapped texts, safe to print.
class Page {
 public:
  explicit Page(const ShowOptions& options) : options_(options) {}

  void Heading(const std::string& words) {
    if (!out_.empty()) out_ += "\n";
    Wrapped("", 0, {{words, Style(kBold)}});
  }
  void Labelled(const std::string& label, const std::string& words) {
    if (!words.empty()) Wrapped(label, kIndent + kLabelWidth, {{words}});
  }
  void Item(const std::string& words, const std::string& more = "") {
    std::vector<StyledText> texts = {{words}};
    if (!more.empty()) texts.push_back({" · " + more, Style(kFaint)});
    Wrapped("", kIndent, texts, 2 * kIndent);
  }
  void Evidence(const EvidenceRow& row) {
    Wrapped(Fixed(row.nats, 1), 3 * kIndent + 5,
            {{row.sentence.empty() ? row.type : row.sentence}});
  }
  void Quote(const std::string& label, const std::string& words) {
    Wrapped(label, 2 * kIndent + 3, {{words}});
  }
  std::string Take() { return std::move(out_); }

 private:
  std::string Style(std::string_view style) const {
    return options_.colour ? std::string(style) : "";
  }
  // `label` stands left of the column `indent`, on the first row; further rows hang by `hang` more.
  void Wrapped(const std::string& label, std::size_t indent, const std::vector<StyledText>& texts,
               std::size_t hang = 0) {
    std::string margin(indent, ' ');
    if (!label.empty())
      margin = Padded({std::string(kIndent, ' ') + label, kIndent + DisplayWidth(label)}, indent);
    for (const Row& row : WrapRows(texts, options_.width - indent - hang)) {
      out_ += margin + row.text + "\n";
      margin.assign(indent + hang, ' ');
    }
  }

  const ShowOptions& options_;
  std::string out_;
};

std::string Joined(const std::vector<std::string>& words) {
  std::string joined;
  for (const std::string& word : words) joined += (joined.empty() ? "" : ", ") + word;
  return joined;
}

std::string MarksOf(const DocumentRow& document) {
  std::map<std::string, std::uint64_t> kinds;
  for (const result::MarkRow& mark : document.marks) ++kinds[mark.kind];
  std::vector<std::string> words;
  for (const auto& [kind, count] : kinds) words.push_back(kind + " " + WithCommas(count));
  return Joined(words);
}

void AddDocument(const DocumentRow& document, Page* page) {
  page->Heading(document.id);
  page->Labelled("title", document.title);
  page->Labelled("site", document.site);
  page->Labelled("address", document.url);
  page->Labelled("part of", document.part_of);
  std::vector<std::string> dates;
  for (const result::DateRow& date : document.dates)
    dates.push_back(date.value + " (" + date.kind + ")");
  page->Labelled("dates", Joined(dates));
  page->Labelled("text", Count(document.chars, "character") + ", " +
                             Count(document.tokens, "token") + " kept, " +
                             Count(document.masks, "mask"));
  page->Labelled("not its own", MarksOf(document));
  page->Labelled("flags", Joined(document.flags));
  page->Labelled("limits", Joined(document.limits));
  for (const result::FaultRow& fault : document.faults)
    page->Labelled("fault", fault.code + " " + fault.detail);
}

// Confidence, share and reason of an edge, as far as it has them.
std::string NumbersOf(const EdgeRow& edge) {
  std::vector<std::string> words = {edge.relation};
  if (edge.confidence) words.push_back("confidence " + Fixed(*edge.confidence, 2));
  if (edge.confidence_direct) words.push_back("direct " + Fixed(*edge.confidence_direct, 2));
  if (edge.share) words.push_back(Percent(*edge.share) + " of the text");
  if (!edge.reason.empty()) words.push_back(edge.reason);
  if (!edge.circle.empty()) words.push_back("in the circle " + edge.circle);
  return Joined(words);
}

void AddEvidence(const EdgeRow& edge, Page* page) {
  for (const EvidenceRow& row : edge.evidence) page->Evidence(row);
  if (edge.against.empty()) return;
  page->Item("  against it:");
  for (const EvidenceRow& row : edge.against) page->Evidence(row);
}

struct Kin {
  double resemblance = 0;
  std::string verdict;
  std::uint64_t passages = 0;
  std::uint64_t tokens = 0;
};

// Who shares what with `id`: by the id of the other.
absl::StatusOr<std::map<std::string, Kin>> KinOf(const std::string& folder, const std::string& id) {
  std::map<std::string, Kin> kin;
  absl::Status status = ReadPairs(folder, [&](PairRow& pair) {
    if (pair.a != id && pair.b != id) return true;
    Kin& one = kin[pair.a == id ? pair.b : pair.a];
    one.resemblance = pair.resemblance;
    one.verdict = pair.verdict;
    return true;
  });
  if (!status.ok()) return status;
  status = ReadPassages(folder, [&](PassageRow& passage) {
    if (passage.a.document != id && passage.b.document != id) return true;
    Kin& one = kin[passage.a.document == id ? passage.b.document : passage.a.document];
    ++one.passages;
    one.tokens += passage.tokens;
    return true;
  });
  if (!status.ok()) return status;
  return kin;
}

std::string KinWords(const Kin& kin) {
  std::vector<std::string> words;
  if (!kin.verdict.empty())
    words.push_back(kin.verdict + ", resemblance " + Fixed(kin.resemblance, 2));
  if (kin.passages > 0)
    words.push_back(Count(kin.passages, "passage") + " of " + Count(kin.tokens, "token"));
  return Joined(words);
}

absl::Status AddFamily(const std::string& folder, const std::string& id,
                       const std::map<std::string, Kin>& kin, std::set<std::string>* family,
                       Page* page) {
  return ReadClusters(folder, [&](ClusterRow& cluster) {
    if (!std::binary_search(cluster.members.begin(), cluster.members.end(), id)) return true;
    family->insert(cluster.members.begin(), cluster.members.end());
    page->Heading("Family " + cluster.id + ": " + cluster.kind + ", " +
                  Count(cluster.members.size(), "document") + " on " +
                  Count(cluster.sites.size(), "site"));
    std::size_t listed = 0;
    for (const std::string& member : cluster.members) {
      if (++listed > kListedMembers) {
        page->Item("... and " + WithCommas(cluster.members.size() - kListedMembers) + " more");
        break;
      }
      const auto found = kin.find(member);
      std::string words = found == kin.end() ? "" : KinWords(found->second);
      if (member == id) words = "this document";
      if (member == cluster.representative)
        words += words.empty() ? "the fullest version" : "; the fullest version";
      page->Item(member, words);
    }
    return false;  // a document has one family
  });
}

void AddOtherKin(const std::map<std::string, Kin>& kin, const std::set<std::string>& family,
                 Page* page) {
  bool headed = false;
  for (const auto& [other, one] : kin) {
    if (family.contains(other)) continue;
    if (!headed) page->Heading(family.empty() ? "Shares text with" : "Outside the family");
    headed = true;
    page->Item(other, KinWords(one));
  }
}

// The edges of a document, in the order of reading: where it comes from, where it went, the rest.
absl::Status AddEdges(const std::string& folder, const std::string& id, Page* page) {
  if (!result::HasEdges(folder)) {
    page->Heading("Who copied whom was not worked out in this scan");
    return absl::OkStatus();
  }
  std::vector<EdgeRow> from, to, undirected;
  const absl::Status status = ReadEdges(folder, [&](EdgeRow& edge) {
    if (edge.source != id && edge.derived != id) return true;
    std::vector<EdgeRow>& list = !edge.directed ? undirected : edge.derived == id ? from : to;
    list.push_back(std::move(edge));
    return true;
  });
  if (!status.ok()) return status;
  const auto add = [&](const std::string& heading, std::vector<EdgeRow>& edges) {
    std::stable_sort(edges.begin(), edges.end(), [](const EdgeRow& x, const EdgeRow& y) {
      return x.confidence.value_or(0) > y.confidence.value_or(0);
    });
    if (!edges.empty()) page->Heading(heading);
    for (const EdgeRow& edge : edges) {
      page->Item(edge.source == id ? edge.derived : edge.source, NumbersOf(edge));
      AddEvidence(edge, page);
    }
  };
  add("Taken from", from);
  add("Taken by", to);
  add("Without a direction", undirected);
  if (from.empty() && to.empty() && undirected.empty()) page->Heading("No edges");
  return absl::OkStatus();
}

absl::StatusOr<DocumentRow> FindDocument(const std::string& folder, const std::string& id) {
  DocumentRow document;
  const absl::Status status = ReadDocuments(folder, [&](DocumentRow& row) {
    if (row.id != id) return true;
    document = std::move(row);
    return false;
  });
  if (!status.ok()) return status;
  if (document.id.empty())
    return absl::NotFoundError("'" + folder + "' has no document '" + id + "'");
  return document;
}

void AddPassage(const PassageRow& passage, std::size_t number, Page* page) {
  std::map<std::string, std::uint64_t> types;
  for (const result::DifferenceRow& difference : passage.differences) ++types[difference.type];
  std::vector<std::string> words;
  for (const auto& [type, count] : types) words.push_back(type + " " + WithCommas(count));
  page->Item("passage " + std::to_string(number) + ": " + passage.kind + ", " +
                 Count(passage.tokens, "token") + ", identity " + Fixed(passage.identity, 2),
             Joined(words));
  const auto side = [&](const std::string& label, const result::PassageEnd& end) {
    page->Quote(label, end.text ? *end.text
                                : "characters " + WithCommas(end.range.begin) + " to " +
                                      WithCommas(end.range.end));
  };
  side("A", passage.a);
  side("B", passage.b);
}

}  // namespace

absl::StatusOr<std::string> ShowResult(const std::string& folder, const ShowOptions& options) {
  Page page(options);
  std::uint64_t documents = 0, parts = 0;
  std::map<std::string, std::string> titles;  // of representatives
  std::vector<ClusterRow> clusters;
  std::uint64_t clustered = 0;
  absl::Status status = ReadClusters(folder, [&](ClusterRow& cluster) {
    clustered += cluster.members.size();
    titles.emplace(cluster.representative, "");
    clusters.push_back(std::move(cluster));
    return true;
  });
  if (!status.ok()) return status;
  status = ReadDocuments(folder, [&](DocumentRow& row) {
    ++(row.part_of.empty() ? documents : parts);
    if (const auto found = titles.find(row.id); found != titles.end())
      found->second = std::move(row.title);
    return true;
  });
  if (!status.ok()) return status;
  page.Heading(Count(documents, "document") + (parts > 0 ? ", " + Count(parts, "part") : "") +
               "; " + WithCommas(clustered) + " in " + std::to_string(clusters.size()) +
               (clusters.size() == 1 ? " family" : " families"));
  std::stable_sort(clusters.begin(), clusters.end(), [](const auto& x, const auto& y) {
    return x.members.size() > y.members.size();
  });
  for (std::size_t i = 0; i < std::min(clusters.size(), kListedFamilies); ++i) {
    const std::string& title = titles[clusters[i].representative];
    page.Item(clusters[i].id, Count(clusters[i].members.size(), "document") + ", " +
                                  clusters[i].kind + (title.empty() ? "" : ": " + title));
  }
  if (clusters.size() > kListedFamilies)
    page.Item("... and " + WithCommas(clusters.size() - kListedFamilies) + " more");
  if (result::HasEdges(folder)) {
    std::map<std::string, std::uint64_t> relations, reasons, circles;
    status = ReadEdges(folder, [&](EdgeRow& edge) {
      ++relations[edge.relation];
      if (edge.directed && !edge.circle.empty()) ++circles[edge.circle];
      if (edge.relation == "related") ++reasons[edge.reason];
      return true;
    });
    if (!status.ok()) return status;
    page.Heading("Edges");
    for (const auto& [relation, count] : relations) page.Labelled(relation, WithCommas(count));
    if (!circles.empty()) page.Heading("Circles");
    std::size_t listed = 0;
    for (const auto& [first, count] : circles) {
      if (++listed > kListedCircles) break;
      page.Item(first, Count(count, "edge"));
    }
    if (circles.size() > kListedCircles)
      page.Item("... and " + WithCommas(circles.size() - kListedCircles) + " more");
    if (!reasons.empty()) page.Heading("Not decided");
    for (const auto& [reason, count] : reasons) page.Item(WithCommas(count) + "  " + reason);
  }
  return page.Take();
}

absl::StatusOr<std::string> ShowDocument(const std::string& folder, const std::string& id,
                                         const ShowOptions& options) {
  const absl::StatusOr<DocumentRow> document = FindDocument(folder, id);
  if (!document.ok()) return document.status();
  const absl::StatusOr<std::map<std::string, Kin>> kin = KinOf(folder, id);
  if (!kin.ok()) return kin.status();
  Page page(options);
  AddDocument(*document, &page);
  std::set<std::string> family;
  if (absl::Status status = AddFamily(folder, id, *kin, &family, &page); !status.ok())
    return status;
  AddOtherKin(*kin, family, &page);
  if (family.empty() && kin->empty()) page.Heading("It shares text with no other document");
  if (absl::Status status = AddEdges(folder, id, &page); !status.ok()) return status;
  return page.Take();
}

absl::StatusOr<std::string> ShowTwo(const std::string& folder, const std::string& a,
                                    const std::string& b, const ShowOptions& options) {
  // The files have the smaller id first.
  const std::string& first = std::min(a, b);
  const std::string& second = std::max(a, b);
  Page page(options);
  for (const auto& [label, id] : {std::pair("A", first), std::pair("B", second)}) {
    const absl::StatusOr<DocumentRow> document = FindDocument(folder, id);
    if (!document.ok()) return document.status();
    page.Quote(label, id + (document->title.empty() ? "" : "  " + document->title));
  }
  bool found = false;
  absl::Status status = ReadPairs(folder, [&](PairRow& pair) {
    if (pair.a != first || pair.b != second) return true;
    page.Heading(pair.verdict + ": resemblance " + Fixed(pair.resemblance, 2) + ", " +
                 Percent(pair.containment_a) + " of A in B, " + Percent(pair.containment_b) +
                 " of B in A");
    found = true;
    return false;
  });
  if (!status.ok()) return status;
  status = ReadEdges(folder, [&](EdgeRow& edge) {
    if (std::minmax(edge.source, edge.derived) != std::minmax(first, second)) return true;
    const std::string source = edge.source == first ? "A" : "B";
    page.Heading(edge.directed ? source + " was copied by " + (source == "A" ? "B" : "A")
                               : "No direction");
    page.Item(NumbersOf(edge));
    AddEvidence(edge, &page);
    found = true;
    return true;
  });
  if (!status.ok()) return status;
  std::size_t passages = 0;
  status = ReadPassages(folder, [&](PassageRow& passage) {
    if (passage.a.document != first || passage.b.document != second) return true;
    if (++passages == 1) page.Heading("Passages");
    if (passages <= kListedPassages) AddPassage(passage, passages, &page);
    found = true;
    return true;
  });
  if (!status.ok()) return status;
  if (passages > kListedPassages)
    page.Item("... and " + WithCommas(passages - kListedPassages) + " more");
  if (!found) page.Heading("This result says nothing of the two: they are no kin");
  return page.Take();
}

}  // namespace textkin::cli
