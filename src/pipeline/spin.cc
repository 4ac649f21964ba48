// Pairs are aligned for candidates, a sample of the texts is counted for rules and for their
// natural rates, and all texts are read for the traces of these.

#include "spin.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <span>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "textkin/hash.h"
#include "textkin/piece.h"
#include "textkin/report.h"

namespace textkin {
namespace {

// Pairs of a part that are aligned for its exchanges: a spun part shows its rules in any of them.
constexpr std::uint32_t kPairsOfPart = 4;
// Exchanges of a pair that teaches: fewer are an editor's.
constexpr std::size_t kMinExchanges = 3;
// Parts counted at once.
constexpr std::size_t kPartsPerPass = 4096;
// Pairs that teach a collection, drawn by hash: some seconds of alignment, 100 MB of words.
constexpr std::size_t kMaxPairs = std::size_t{1} << 15;
// Parts whose words are counted to learn how common they are: a share of one in a hundred is seen
// 164 ± 13 times.
constexpr std::size_t kSample = std::size_t{1} << 14;

using Counts = std::vector<SpinWordCounter::Count>;

std::uint32_t CountOf(const Counts& counts, std::uint32_t word) {
  const auto found = std::lower_bound(
      counts.begin(), counts.end(), word,
      [](const SpinWordCounter::Count& count, std::uint32_t w) { return count.word < w; });
  return found != counts.end() && found->word == word ? found->count : 0;
}

// Pairs inside of clusters that DrawPairs takes.
std::vector<PairExchanges> ChoosePairs(const Collection& collection, const MatchResult& result) {
  constexpr std::uint32_t kNone = UINT32_MAX;
  std::vector<std::uint32_t> cluster_of(collection.size(), kNone);
  for (std::uint32_t i = 0; i < result.clusters.size(); ++i) {
    for (const PartId member : result.clusters[i].members) cluster_of[member] = i;
  }
  std::vector<TeachingPair> may_teach;
  std::vector<PairExchanges> pairs;
  for (const Match& match : result.matches) {
    const std::uint32_t cluster = cluster_of[match.a];
    if (!MayTeach(match.verdict) || cluster == kNone || cluster != cluster_of[match.b]) continue;
    may_teach.push_back({static_cast<Rank>(collection.rank(match.a)),
                         static_cast<Rank>(collection.rank(match.b)),
                         collection.site(match.a) == collection.site(match.b)});
    pairs.push_back({match.a, match.b, cluster, {}});
  }
  std::vector<PairExchanges> drawn;
  for (const std::size_t i : DrawTeachingPairs(may_teach)) drawn.push_back(std::move(pairs[i]));
  std::sort(drawn.begin(), drawn.end(), [](const PairExchanges& x, const PairExchanges& y) {
    return std::tie(x.a, x.b) < std::tie(y.a, y.b);
  });
  return drawn;
}

void AlignPairs(std::vector<PairExchanges>* pairs, PartReader* parts, const ParallelFor& parallel) {
  parallel(pairs->size(), [&](std::size_t i) {
    PairExchanges& pair = (*pairs)[i];
    const Alignment alignment = parts->Aligned(pair.a, pair.b);
    const auto a = parts->WithTokens(pair.a), b = parts->WithTokens(pair.b);
    for (const Passage& passage : alignment.passages) {
      std::vector<Exchange> found = FindExchanges(a->alignable, b->alignable, passage);
      pair.exchanges.insert(pair.exchanges.end(), found.begin(), found.end());
    }
  });
  std::erase_if(*pairs,
                [](const PairExchanges& pair) { return pair.exchanges.size() < kMinExchanges; });
}

// The parts that have words, those of the sample alone or all.
std::vector<PartId> DrawParts(const Collection& collection, bool sample) {
  std::vector<PartId> drawn;
  for (PartId part = 0; part < collection.size(); ++part) {
    if (collection.sketches().shingles(part) == 0) continue;
    const auto rank = static_cast<Rank>(collection.rank(part));
    if (!sample || IsSampled(rank, static_cast<Rank>(collection.all()))) drawn.push_back(part);
  }
  return drawn;
}

// Calls visit(part, look(tokens)) in the order of `ids`, `look` on all threads.
template <typename Look, typename Visit>
void ReadAll(std::span<const PartId> ids, PartReader* parts, const ParallelFor& parallel,
             const Look& look, const Visit& visit) {
  for (std::size_t begin = 0; begin < ids.size(); begin += kPartsPerPass) {
    std::vector<decltype(look(Tokens()))> block(std::min(kPartsPerPass, ids.size() - begin));
    parallel(block.size(), [&](std::size_t i) { block[i] = look(*parts->Words(ids[begin + i])); });
    for (std::size_t i = 0; i < block.size(); ++i) visit(ids[begin + i], std::move(block[i]));
  }
}

SpinLesson LearnRules(const SpinCandidates& candidates, std::span<const PartId> sample,
                      PartReader* parts, const ParallelFor& parallel) {
  std::map<PartId, Counts> of_used;
  for (const SpinCandidates::Pair& pair : candidates.pairs) {
    of_used[pair.a];
    of_used[pair.b];
  }
  std::vector<PartId> read(sample.begin(), sample.end());
  for (const auto& [part, counts] : of_used) read.push_back(part);
  std::sort(read.begin(), read.end());
  read.erase(std::unique(read.begin(), read.end()), read.end());

  const SpinWordCounter counter(candidates.words);
  std::vector<std::uint32_t> parts_with(candidates.words.size(), 0);
  const auto look = [&](const Tokens& tokens) { return counter.CountIn(tokens); };
  ReadAll(read, parts, parallel, look, [&](PartId part, Counts counts) {
    if (std::binary_search(sample.begin(), sample.end(), part)) {
      for (const SpinWordCounter::Count& count : counts) ++parts_with[count.word];
    }
    if (const auto used = of_used.find(part); used != of_used.end()) {
      used->second = std::move(counts);
    }
  });
  return LearnSpinRules(candidates, parts_with, [&](PartId part, std::uint32_t word) {
    return CountOf(of_used.at(part), word);
  });
}

// What a sample of the parts tells of rules, of which pairs show that parts in `known` are spun.
SpunParts LearnRates(const SpinRuleBook& book, std::span<const PartId> sample,
                     std::span<const PartId> known, PartReader* parts,
                     const ParallelFor& parallel) {
  const auto look = [&](const Tokens& tokens) { return book.TracesIn(tokens); };
  std::vector<std::vector<RuleTrace>> learnt_from;
  std::vector<bool> known_of_sample;
  ReadAll(sample, parts, parallel, look, [&](PartId part, std::vector<RuleTrace> traces) {
    learnt_from.push_back(std::move(traces));
    known_of_sample.push_back(std::binary_search(known.begin(), known.end(), part));
  });
  return SpunParts(learnt_from, known_of_sample, book.rules().size());
}

}  // namespace

absl::StatusOr<std::vector<SpinRule>> ReadSynonyms(const std::string& path) {
  if (path.empty()) return std::vector<SpinRule>();
  std::ifstream file(path, std::ios::binary);
  if (file.peek() == std::ifstream::traits_type::eof()) {
    return absl::InvalidArgumentError("--synonyms " + path + ": cannot be read, or is empty");
  }
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  absl::StatusOr<std::vector<SpinRule>> rules = ParseSynonyms(text);
  if (rules.ok()) return rules;
  return absl::InvalidArgumentError("--synonyms " + path + ": " +
                                    std::string(rules.status().message()));
}

bool MayTeach(Verdict verdict) {
  return verdict != Verdict::kIdentical && verdict != Verdict::kSameTemplate;
}

// At most kPairsOfPart of a part, those of two sites first, drawn by hash.
std::vector<std::size_t> DrawTeachingPairs(std::span<const TeachingPair> pairs) {
  struct Drawn {
    bool is_one_site;
    std::uint64_t hash;
    Rank a, b;
    std::size_t index;
  };
  std::vector<Drawn> drawn;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const TeachingPair& pair = pairs[i];
    const std::uint64_t both =
        (static_cast<std::uint64_t>(pair.a) << 32) | static_cast<std::uint32_t>(pair.b);
    drawn.push_back({pair.is_one_site, Mix64(both), pair.a, pair.b, i});
  }
  std::sort(drawn.begin(), drawn.end(), [](const Drawn& x, const Drawn& y) {
    return std::tie(x.is_one_site, x.hash, x.a, x.b) < std::tie(y.is_one_site, y.hash, y.a, y.b);
  });
  absl::flat_hash_map<Rank, std::uint32_t> taken;
  std::vector<std::size_t> chosen;
  for (const Drawn& pair : drawn) {
    if (chosen.size() == kMaxPairs) break;
    const std::uint32_t of_a = taken[pair.a], of_b = taken[pair.b];
    if (std::min(of_a, of_b) >= kPairsOfPart) continue;
    ++taken[pair.a];
    ++taken[pair.b];
    chosen.push_back(pair.index);
  }
  return chosen;
}

bool IsSampled(Rank part, Rank all) {
  return Mix64(static_cast<std::uint64_t>(part)) % static_cast<std::uint64_t>(all) < kSample;
}

SpinTeaching LearnSpin(const Collection& collection, const MatchResult& result,
                       std::vector<SpinRule> given, PartReader* parts,
                       const ParallelFor& parallel) {
  SpinTeaching teaching;
  std::vector<PairExchanges> pairs = ChoosePairs(collection, result);
  AlignPairs(&pairs, parts, parallel);
  const SpinCandidates candidates = FindSpinCandidates(pairs);
  const std::vector<PartId> sample = DrawParts(collection, /*sample=*/true);
  SpinLesson lesson;
  if (!candidates.pairs.empty()) lesson = LearnRules(candidates, sample, parts, parallel);
  std::vector<SpinRule> rules = std::move(given);
  rules.insert(rules.end(), lesson.rules.begin(), lesson.rules.end());
  teaching.book = SpinRuleBook(std::move(rules));
  teaching.known = std::move(lesson.spun);
  if (!teaching.book.rules().empty()) {
    teaching.spun = LearnRates(teaching.book, sample, teaching.known, parts, parallel);
  }
  return teaching;
}

SpinTraces TraceSpin(const Collection& collection, const SpinTeaching& teaching, PartReader* parts,
                     const ParallelFor& parallel) {
  const SpinRuleBook& book = teaching.book;
  SpinTraces traces;
  traces.first.assign(2 * book.rules().size(), SpinTraces::kNone);
  if (book.rules().empty()) return traces;
  const auto look = [&](const Tokens& tokens) { return book.TracesIn(tokens); };
  const auto note = [&](PartId part, const RuleTrace& trace, bool of_to) {
    PartId& first = traces.first[2 * trace.rule + (of_to ? 1 : 0)];
    first = std::min(first, part);
  };
  const std::vector<PartId> all = DrawParts(collection, /*sample=*/false);
  ReadAll(all, parts, parallel, look, [&](PartId part, const std::vector<RuleTrace>& found) {
    for (const RuleTrace& trace : found) {
      if (trace.left > 0) note(part, trace, false);
      if (trace.uses > 0) note(part, trace, true);
    }
    const bool is_known = std::binary_search(teaching.known.begin(), teaching.known.end(), part);
    std::vector<RuleTrace> at_work = teaching.spun.AtWork(found, is_known);
    if (!at_work.empty()) traces.parts.push_back({part, std::move(at_work)});
  });
  return traces;
}

std::string WordsOf(const SpinTeaching& teaching, std::uint32_t rule, bool of_to, PartId part,
                    PartReader* parts) {
  const Span place = teaching.book.FirstPlace(*parts->Words(part), rule, of_to);
  return parts->NormalizedText(part, place);
}

SpinFindings FindSpin(const Collection& collection, const MatchResult& result,
                      std::vector<SpinRule> given, PartReader* parts, const ParallelFor& parallel) {
  SpinTeaching teaching = LearnSpin(collection, result, std::move(given), parts, parallel);
  SpinTraces traces = TraceSpin(collection, teaching, parts, parallel);
  SpinFindings findings;
  for (std::size_t i = 0; i < traces.first.size(); ++i) {
    const bool of_to = i % 2 == 1;
    std::string words;
    if (traces.first[i] != SpinTraces::kNone) {
      words = WordsOf(teaching, static_cast<std::uint32_t>(i / 2), of_to, traces.first[i], parts);
    }
    (of_to ? findings.to : findings.from).push_back(std::move(words));
  }
  findings.parts = std::move(traces.parts);
  findings.book = std::move(teaching.book);
  return findings;
}

std::string RuleRowsOf(const SpinRuleBook& book, std::span<const std::string> from,
                       std::span<const std::string> to, std::span<const SpunText> spun) {
  std::vector<RuleRow> rows;
  const std::span<const SpinRule> rules = book.rules();
  for (std::size_t i = 0; i < rules.size(); ++i) {
    rows.push_back({from[i], to[i], rules[i].uses, rules[i].clusters, {}});
  }
  for (const SpunText& text : spun) {
    for (const RuleTrace& trace : text.at_work) {
      rows[trace.rule].documents.push_back({text.id, text.site, trace.uses, trace.left});
    }
  }
  // A given rule that nobody followed says nothing of the collection.
  std::erase_if(rows, [](const RuleRow& row) { return row.uses == 0 && row.documents.empty(); });
  std::sort(rows.begin(), rows.end(), [](const RuleRow& x, const RuleRow& y) {
    return std::tie(x.from, x.to) < std::tie(y.from, y.to);
  });
  std::string text;
  for (const RuleRow& row : rows) AppendRuleRow(row, &text);
  return text;
}

absl::Status WriteRules(const Collection& collection, const SpinFindings& findings,
                        OutputFolder* folder) {
  absl::StatusOr<OutputFile> file = folder->Open("rules.jsonl");
  if (!file.ok()) return file.status();
  std::vector<SpunText> spun;
  for (const SpunPart& part : findings.parts) {
    spun.push_back({collection.id(part.part), collection.site(part.part), part.at_work});
  }
  file->Write(RuleRowsOf(findings.book, findings.from, findings.to, spun));
  return file->Close();
}

}  // namespace textkin
