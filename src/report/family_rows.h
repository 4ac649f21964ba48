// The rows of one family that its block of the report holds, collected while files stream by.

#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "drawing.h"
#include "families.h"
#include "json_lines.h"

namespace textkin::result {

// Rows as a JSON list, while there is room: half of it is kept for those of the first rank.
class RowList {
 public:
  explicit RowList(std::size_t room) : room_(room) {}
  void Add(std::string_view row, bool first_rank);
  std::string Json() const { return "[" + rows_ + "]"; }
  std::size_t left_out() const { return left_out_; }

 private:
  std::size_t room_;  // bytes
  std::string rows_;
  std::size_t left_out_ = 0;
};

// What is known of one document's text: all of it, or what passages quote.
class TextPieces {
 public:
  // `begin` in code points. What is known already is not taken again.
  void Add(std::uint32_t begin, std::string_view text);
  // [[begin,"text"],...], in order; what touches is one piece.
  void AppendJson(std::string* out) const;

 private:
  std::map<std::uint32_t, std::string> pieces_;  // by begin, disjoint
};

struct LinkCounts {
  std::size_t directed = 0;
  std::size_t undecided = 0;  // related: the evidence does not carry a verdict
  std::size_t others = 0;     // findings without a direction: identical, common source, teaser
};

class FamilyRows {
 public:
  FamilyRows(const Family& family, const ReportLimits& limits);

  // Numbers of documents in the block; kNone for one that is not shown.
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};
  std::uint32_t NumberOf(Name document) const;

  void AddPair(Name a, Name b, const PairRow& pair);
  // After the edges. Where `quotes` is set, the texts of the passage are kept aside.
  void AddPassage(Name a, Name b, const PassageRow& passage, bool quotes);
  void AddEdge(Name source, Name derived, const EdgeRow& edge, std::string_view line);
  // A row of lost.jsonl of which two copies are shown.
  void AddLost(std::string_view line) { lost_.Add(line, true); }

  const Family& family() const { return family_; }
  const std::vector<Name>& documents() const { return documents_; }  // members, then guests
  const LinkCounts& counts() const { return counts_; }

  // The drawing of the documents; null where there are too many, false where Graphviz cannot lay
  // them out (its plugins are not installed). Its lines: directed edges, the surest first, less
  // those that others imply (a copy of a copy is joined to its source alone), and of the other
  // edges and likenesses those that join what is not joined yet.
  std::string DrawingJson(const ReportLimits& limits) const;
  std::string RowsJson() const;  // "pairs":[...],"passages":[...],"edges":[...],"lost":[...],...
  const TextPieces* QuotesOf(std::uint32_t number) const;

 private:
  struct Link {
    std::uint32_t a = 0, b = 0;
    double value = 0;           // links of higher value are drawn first
    bool is_immediate = false;  // drawn even where other links imply it
  };

  // Of pairs and passages: those with the fullest version, and those that a directed edge rests on.
  bool IsFirstRank(std::uint32_t a, std::uint32_t b) const;
  std::vector<Link> WithoutImplied(std::vector<Link> links) const;
  std::vector<DrawnLink> DrawnLinks(const ReportLimits& limits) const;

  const Family& family_;
  std::vector<Name> documents_;
  std::vector<std::pair<Name, std::uint32_t>> numbers_;  // sorted by name
  RowList pairs_, passages_, edges_, lost_;
  std::vector<Link> directed_;                             // by confidence
  std::set<std::pair<std::uint32_t, std::uint32_t>> led_;  // ends of these, the smaller first
  std::vector<Link> undirected_;                           // edges, then pairs, then passages
  std::map<std::uint32_t, TextPieces> quotes_;
  LinkCounts counts_;
};

}  // namespace textkin::result
