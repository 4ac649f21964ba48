// Where a text comes from: candidates by sketches, each compared as `textkin compare` does.

#include <algorithm>
#include <new>
#include <tuple>
#include <utility>

#include "compare.h"
#include "index_documents.h"
#include "textkin/indexing.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

double ShareIn(std::uint32_t covered, const ComparedText& text) {
  const std::size_t tokens = text.alignable.tokens().size();
  return tokens == 0 ? 0 : static_cast<double>(covered) / static_cast<double>(tokens);
}

std::vector<QuerySource::Quote> QuotesOf(const Comparison& comparison) {
  std::vector<QuerySource::Quote> quotes;
  CodePointCounter query(comparison.a.text());
  for (const Passage& passage : comparison.alignment.passages) {
    QuerySource::Quote quote;
    quote.kind = passage.kind;
    // Passages come in the order of a, but may overlap there.
    quote.query_begin =
        comparison.a.char_begin + static_cast<std::uint32_t>(query.At(passage.a.begin));
    quote.source_begin =
        comparison.b.char_begin +
        static_cast<std::uint32_t>(CountCodePoints(comparison.b.text().substr(0, passage.b.begin)));
    quote.text = comparison.a.text().substr(passage.a.begin, passage.a.end - passage.a.begin);
    quotes.push_back(std::move(quote));
  }
  return quotes;
}

// The less, the better: what covers the most, then what differs the least.
auto RankOf(const QuerySource& source) {
  const Judgement& judgement = source.judgement;
  const bool identical = judgement.has_verdict && judgement.match.verdict == Verdict::kIdentical;
  return std::tuple(-source.share_of_query, !identical, -judgement.match.resemblance,
                    -source.candidate.resemblance, std::string_view(source.id));
}

class Query {
 public:
  Query(const IndexReader& index, const StageOptions& stages, const QueryOptions& options)
      : index_(index), stages_(stages), options_(options) {}

  absl::StatusOr<QueryAnswer> Answer(const std::string& name, const IndexedDocument& document,
                                     std::size_t part) const {
    CandidateOptions wanted;
    wanted.max_candidates = options_.candidates;
    const absl::StatusOr<IndexCandidates> candidates =
        index_.FindCandidates(document.sketches[part], wanted);
    if (!candidates.ok()) return candidates.status();
    QueryAnswer answer;
    answer.name = name;
    answer.candidates = candidates->found.size();
    answer.is_capped = candidates->is_capped;
    for (const IndexCandidate& candidate : candidates->found) {
      absl::StatusOr<QuerySource> source = Look(name, document, part, candidate);
      if (!source.ok()) return source.status();
      if (IsSource(*source)) answer.sources.push_back(*std::move(source));
    }
    std::sort(answer.sources.begin(), answer.sources.end(),
              [](const QuerySource& a, const QuerySource& b) { return RankOf(a) < RankOf(b); });
    return answer;
  }

 private:
  static bool IsSource(const QuerySource& source) {
    return !source.verified || source.judgement.has_verdict || !source.quotes.empty();
  }

  absl::StatusOr<QuerySource> Look(const std::string& name, const IndexedDocument& query,
                                   std::size_t part, const IndexCandidate& candidate) const {
    const bool texts = index_.settings().texts;
    absl::StatusOr<IndexedDocument> found = index_.Load(candidate.document, texts);
    if (!found.ok()) return found.status();
    const Document& document = found->extracted.document;
    QuerySource source;
    source.id = IdOfPart(document.id, candidate.part);
    source.site = document.site;
    source.url = document.url;
    source.title = document.title;
    source.dates = document.dates;
    source.candidate = candidate;
    source.verified = texts;
    SourceRow row;
    row.site = source.site;
    row.url = source.url;
    row.title = source.title;
    row.dates = source.dates;
    if (!texts) {
      row.query = {name, "", 0};
      row.source = {source.id, "", 0};
      row.resemblance = candidate.resemblance;
      AppendSourceRow(row, &source.json);
      return source;
    }
    absl::StatusOr<Comparison> comparison = CompareTexts(
        MakeComparedText(name, query.extracted, part, stages_),
        MakeComparedText(source.id, std::move(found->extracted), candidate.part, stages_), stages_,
        options_.threshold);
    if (!comparison.ok()) return comparison.status();
    source.judgement = comparison->judgement;
    source.share_of_query = ShareIn(comparison->alignment.covered_a, comparison->a);
    source.share_of_source = ShareIn(comparison->alignment.covered_b, comparison->b);
    source.quotes = QuotesOf(*comparison);
    row.query = comparison->a.side();
    row.source = comparison->b.side();
    row.judgement = &source.judgement;
    row.resemblance = source.judgement.match.resemblance;
    row.share_of_query = source.share_of_query;
    row.share_of_source = source.share_of_source;
    row.passages = comparison->alignment.passages;
    source.edge = comparison->edge;
    const std::optional<ComparedEdge> edge = EdgeToWrite(*comparison);
    row.edge = edge ? &*edge : nullptr;
    AppendSourceRow(row, &source.json);
    return source;
  }

  const IndexReader& index_;
  const StageOptions& stages_;
  const QueryOptions& options_;
};

absl::StatusOr<std::vector<QueryAnswer>> AnswerAll(const IndexReader& index,
                                                   const std::string& path,
                                                   const QueryOptions& options) {
  const absl::StatusOr<StageOptions> stages = StagesOf(index.settings());
  if (!stages.ok()) return stages.status();
  QueryOptions resolved = options;
  if (resolved.threshold == 0) resolved.threshold = stages->threshold;
  absl::StatusOr<Document> document = ReadFile(path, options.read);
  if (!document.ok()) return document.status();
  PartWork work;
  const IndexedDocument indexed = MakeIndexed(*std::move(document), *stages, &work);
  std::string name = path;
  RepairUtf8(&name);
  const Query query(index, *stages, resolved);
  std::vector<QueryAnswer> answers;
  for (std::size_t part = 0; part < indexed.sketches.size(); ++part) {
    if (part == 0 && indexed.extracted.IsSplit()) continue;
    absl::StatusOr<QueryAnswer> answer = query.Answer(IdOfPart(name, part), indexed, part);
    if (!answer.ok()) return answer.status();
    answers.push_back(*std::move(answer));
  }
  return answers;
}

}  // namespace

absl::StatusOr<std::vector<QueryAnswer>> QueryIndex(const IndexReader& index,
                                                    const std::string& path,
                                                    const QueryOptions& options) {
  try {
    return AnswerAll(index, path, options);
  } catch (const std::bad_alloc&) {
    return absl::ResourceExhaustedError("out of memory");
  }
}

}  // namespace textkin
