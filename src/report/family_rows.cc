// Rows within their budget, quotes put together, links for the drawing.

#include "family_rows.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "json_writer.h"
#include "slice.h"
#include "textkin/union_find.h"
#include "textkin/utf8.h"

namespace textkin::result {
namespace {

// Differences of a passage that the page marks in the text; a passage with more is a rewriting, and
// its sides are shown without.
constexpr std::size_t kShownDifferences = 4000;

void AppendBound(const PassageEnd& end, std::string* out) {
  JsonObject object(out);
  object.String("document", end.document);
  object.Number("begin", end.range.begin);
  object.Number("end", end.range.end);
  object.Close();
}

// A row of passages.jsonl without its texts: they are in the texts of the documents.
std::string RowWithoutTexts(const PassageRow& passage) {
  std::string out;
  JsonObject row(&out);
  row.String("id", passage.id);
  row.Key("a");
  AppendBound(passage.a, &out);
  row.Key("b");
  AppendBound(passage.b, &out);
  row.Number("tokens", passage.tokens);
  row.Decimal("identity", passage.identity);
  row.String("kind", passage.kind);
  const bool listed = passage.differences.size() <= kShownDifferences;
  row.Number("all_differences", passage.differences.size());
  row.Key("differences");
  AppendArray(listed ? passage.differences.size() : 0, &out, [&](std::size_t i) {
    const DifferenceRow& difference = passage.differences[i];
    JsonObject object(&out);
    object.String("type", difference.type);
    object.Pair("a", difference.a.begin, difference.a.end);
    object.Pair("b", difference.b.begin, difference.b.end);
    object.Close();
  });
  row.Close();
  return out;
}

}  // namespace

void RowList::Add(std::string_view row, bool first_rank) {
  if (rows_.size() + row.size() > (first_rank ? room_ : room_ / 2)) {
    ++left_out_;
    return;
  }
  if (!rows_.empty()) rows_.push_back(',');
  rows_.append(row);
}

void TextPieces::Add(std::uint32_t begin, std::string_view text) {
  const auto end = begin + static_cast<std::uint32_t>(CountCodePoints(text));
  std::uint32_t at = begin;
  while (at < end) {
    // The first piece that ends behind `at`.
    auto next = pieces_.upper_bound(at);
    if (next != pieces_.begin()) {
      const auto before = std::prev(next);
      const auto before_end =
          before->first + static_cast<std::uint32_t>(CountCodePoints(before->second));
      if (before_end > at) {
        at = before_end;
        continue;
      }
    }
    const std::uint32_t stop = next == pieces_.end() ? end : std::min(end, next->first);
    pieces_.emplace(at, Slice(text, at - begin, stop - begin));
    at = stop;
  }
}

void TextPieces::AppendJson(std::string* out) const {
  out->push_back('[');
  std::uint32_t end = 0;
  std::string piece;
  std::uint32_t begin = 0;
  bool first = true;
  const auto flush = [&] {
    if (piece.empty()) return;
    if (!first) out->push_back(',');
    first = false;
    out->push_back('[');
    AppendInteger(begin, out);
    out->push_back(',');
    AppendJsonString(piece, out);
    out->push_back(']');
    piece.clear();
  };
  for (const auto& [at, text] : pieces_) {
    if (piece.empty() || at != end) {
      flush();
      begin = at;
    }
    piece += text;
    end = at + static_cast<std::uint32_t>(CountCodePoints(text));
  }
  flush();
  out->push_back(']');
}

FamilyRows::FamilyRows(const Family& family, const ReportLimits& limits)
    : family_(family),
      documents_(family.members),
      pairs_(limits.row_bytes * (family.members.size() + family.guests.size())),
      passages_(limits.row_bytes * (family.members.size() + family.guests.size())),
      edges_(limits.row_bytes * (family.members.size() + family.guests.size())),
      lost_(limits.row_bytes * (family.members.size() + family.guests.size())) {
  documents_.insert(documents_.end(), family.guests.begin(), family.guests.end());
  for (std::uint32_t i = 0; i < documents_.size(); ++i) numbers_.emplace_back(documents_[i], i);
  std::sort(numbers_.begin(), numbers_.end());
}

std::uint32_t FamilyRows::NumberOf(Name document) const {
  const auto found = std::lower_bound(numbers_.begin(), numbers_.end(),
                                      std::pair<Name, std::uint32_t>(document, 0));
  return found != numbers_.end() && found->first == document ? found->second : kNone;
}

void FamilyRows::AddPair(Name name_a, Name name_b, const PairRow& pair) {
  const std::uint32_t a = NumberOf(name_a), b = NumberOf(name_b);
  if (a == kNone || b == kNone) return;
  undirected_.push_back({a, b, pair.resemblance});
  std::string row = "[";
  AppendInteger(a, &row);
  row.push_back(',');
  AppendInteger(b, &row);
  for (const double value : {pair.resemblance, pair.containment_a, pair.containment_b}) {
    row.push_back(',');
    AppendDecimal(value, &row);
  }
  row.push_back(',');
  AppendJsonString(pair.verdict, &row);
  row.push_back(']');
  pairs_.Add(row, IsFirstRank(a, b));
}

void FamilyRows::AddPassage(Name name_a, Name name_b, const PassageRow& passage, bool quotes) {
  const std::uint32_t a = NumberOf(name_a), b = NumberOf(name_b);
  if (a == kNone || b == kNone) return;
  // Below every resemblance.
  undirected_.push_back({a, b, -1 / (1.0 + static_cast<double>(passage.tokens))});
  passages_.Add(RowWithoutTexts(passage), IsFirstRank(a, b));
  if (!quotes) return;
  if (passage.a.text) quotes_[a].Add(passage.a.range.begin, *passage.a.text);
  if (passage.b.text) quotes_[b].Add(passage.b.range.begin, *passage.b.text);
}

void FamilyRows::AddEdge(Name source, Name derived, const EdgeRow& edge, std::string_view line) {
  const std::uint32_t a = NumberOf(source), b = NumberOf(derived);
  if (a == kNone || b == kNone) return;
  edge.directed                ? ++counts_.directed
  : edge.relation == "related" ? ++counts_.undecided
                               : ++counts_.others;
  if (edge.directed) {
    const bool is_immediate = edge.relation != "derives_from";
    directed_.push_back({a, b, edge.confidence.value_or(0), is_immediate});
    led_.emplace(std::min(a, b), std::max(a, b));
  } else {
    // What is a finding stands above every resemblance.
    undirected_.push_back({a, b, edge.share.value_or(0) + (edge.relation == "related" ? 0 : 1)});
  }
  edges_.Add(line, edge.directed);
}

const TextPieces* FamilyRows::QuotesOf(std::uint32_t number) const {
  const auto found = quotes_.find(number);
  return found == quotes_.end() ? nullptr : &found->second;
}

bool FamilyRows::IsFirstRank(std::uint32_t a, std::uint32_t b) const {
  return a == 0 || b == 0 || led_.contains({std::min(a, b), std::max(a, b)});
}

// The transitive reduction. In a cycle, which only a foreign result has, nothing is left out.
std::vector<FamilyRows::Link> FamilyRows::WithoutImplied(std::vector<Link> links) const {
  const std::size_t size = documents_.size();
  std::vector<std::vector<std::uint32_t>> next(size);
  for (const Link& link : links) next[link.a].push_back(link.b);
  std::vector<std::vector<bool>> reaches(size, std::vector<bool>(size));
  for (std::uint32_t from = 0; from < size; ++from) {
    std::vector<std::uint32_t> todo = next[from];
    while (!todo.empty()) {
      const std::uint32_t at = todo.back();
      todo.pop_back();
      if (reaches[from][at]) continue;
      reaches[from][at] = true;
      todo.insert(todo.end(), next[at].begin(), next[at].end());
    }
  }
  std::erase_if(links, [&](const Link& link) {
    if (link.is_immediate || reaches[link.b][link.a]) return false;
    return std::any_of(next[link.a].begin(), next[link.a].end(), [&](std::uint32_t between) {
      return between != link.b && reaches[between][link.b];
    });
  });
  return links;
}

std::vector<DrawnLink> FamilyRows::DrawnLinks(const ReportLimits& limits) const {
  const auto by_value = [](const Link& x, const Link& y) { return x.value > y.value; };
  UnionFind drawn_together(documents_.size());
  std::vector<DrawnLink> drawn;
  std::vector<Link> directed = WithoutImplied(directed_);
  std::stable_sort(directed.begin(), directed.end(), by_value);
  directed.resize(std::min(directed.size(), limits.drawn_edges));
  for (const Link& link : directed) {
    drawn.push_back({link.a, link.b});
    drawn_together.Join(link.a, link.b);
  }
  // A spanning forest of the rest (Kruskal): all lines of a family of copies would be a tangle.
  std::vector<Link> undirected = undirected_;
  std::stable_sort(undirected.begin(), undirected.end(), by_value);
  for (const Link& link : undirected) {
    if (drawn_together.Connected(link.a, link.b)) continue;
    drawn_together.Join(link.a, link.b);
    drawn.push_back({std::min(link.a, link.b), std::max(link.a, link.b)});
  }
  return drawn;
}

std::string FamilyRows::DrawingJson(const ReportLimits& limits) const {
  if (documents_.size() > limits.drawn || documents_.empty()) return "null";
  const std::vector<DrawnLink> links = DrawnLinks(limits);
  const Drawing drawing = LayOut(static_cast<std::uint32_t>(documents_.size()), links);
  if (drawing.nodes.empty()) return "false";
  std::string out;
  // Tenths of a pixel.
  const auto number = [&out](double value) {
    AppendInteger(static_cast<std::int64_t>(std::llround(value * 10)), &out);
  };
  const auto point = [&](const Drawing::Point& at) {
    number(at.x);
    out.push_back(',');
    number(at.y);
  };
  out += "{\"size\":[";
  point({drawing.width, drawing.height});
  out += "],\"nodes\":";
  AppendArray(drawing.nodes.size(), &out, [&](std::size_t i) {
    out.push_back('[');
    point(drawing.nodes[i]);
    out.push_back(']');
  });
  out += ",\"links\":";
  AppendArray(links.size(), &out, [&](std::size_t i) {
    out.push_back('[');
    AppendInteger(links[i].from, &out);
    out.push_back(',');
    AppendInteger(links[i].to, &out);
    for (const Drawing::Point& at : drawing.links[i]) {
      out.push_back(',');
      point(at);
    }
    out.push_back(']');
  });
  return out + "}";
}

std::string FamilyRows::RowsJson() const {
  std::string out = "\"pairs\":" + pairs_.Json() + ",\"passages\":" + passages_.Json() +
                    ",\"edges\":" + edges_.Json() + ",\"lost\":" + lost_.Json() + ",\"left_out\":";
  JsonObject left_out(&out);
  left_out.Number("pairs", pairs_.left_out());
  left_out.Number("passages", passages_.left_out());
  left_out.Number("edges", edges_.left_out());
  left_out.Number("lost", lost_.left_out());
  left_out.Close();
  return out;
}

}  // namespace textkin::result
