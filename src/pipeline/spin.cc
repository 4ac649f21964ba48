// Pairs are aligned for candidates, a sample of the texts is counted for rules and for their
// natural rates, and all texts are read for the traces of these.

#include "spin.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <span>
#include <tuple>

#include "textkin/hash.h"
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

bool MayBeSpun(const Match& match) {
  return match.verdict != Verdict::kIdentical && match.verdict != Verdict::kSameTemplate;
}

// Pairs inside of clusters, at most kPairsOfPart of a part, those of two sites first, drawn by
// hash.
std::vector<PairExchanges> ChoosePairs(const Collection& collection, const MatchResult& result) {
  constexpr std::uint32_t kNone = UINT32_MAX;
  std::vector<std::uint32_t> cluster_of(collection.size(), kNone);
  for (std::uint32_t i = 0; i < result.clusters.size(); ++i) {
    for (const PartId member : result.clusters[i].members) cluster_of[member] = i;
  }
  struct Drawn {
    bool is_one_site;
    std::uint64_t hash;
    PartId a, b;
  };
  std::vector<Drawn> drawn;
  for (const Match& match : result.matches) {
    const std::uint32_t cluster = cluster_of[match.a];
    if (!MayBeSpun(match) || cluster == kNone || cluster != cluster_of[match.b]) continue;
    const std::uint64_t hash = Mix64((std::uint64_t{match.a} << 32) | match.b);
    drawn.push_back({collection.site(match.a) == collection.site(match.b), hash, match.a, match.b});
  }
  std::sort(drawn.begin(), drawn.end(), [](const Drawn& x, const Drawn& y) {
    return std::tie(x.is_one_site, x.hash, x.a, x.b) < std::tie(y.is_one_site, y.hash, y.a, y.b);
  });
  std::vector<std::uint32_t> taken(collection.size(), 0);
  std::vector<PairExchanges> pairs;
  for (const Drawn& pair : drawn) {
    if (pairs.size() == kMaxPairs) break;
    if (std::min(taken[pair.a], taken[pair.b]) >= kPairsOfPart) continue;
    ++taken[pair.a];
    ++taken[pair.b];
    pairs.push_back({pair.a, pair.b, cluster_of[pair.a], {}});
  }
  std::sort(pairs.begin(), pairs.end(), [](const PairExchanges& x, const PairExchanges& y) {
    return std::tie(x.a, x.b) < std::tie(y.a, y.b);
  });
  return pairs;
}

void AlignPairs(std::vector<PairExchanges>* pairs, PartReader* parts, const ParallelFor& parallel) {
  parallel(pairs->size(), [&](std::size_t i) {
    PairExchanges& pair = (*pairs)[i];
    const auto a = parts->Ready(pair.a), b = parts->Ready(pair.b);
    const Alignment alignment = Align(a->alignable, b->alignable, parts->align_options());
    for (const Passage& passage : alignment.passages) {
      std::vector<Exchange> found = FindExchanges(a->alignable, b->alignable, passage);
      pair.exchanges.insert(pair.exchanges.end(), found.begin(), found.end());
    }
  });
  std::erase_if(*pairs,
                [](const PairExchanges& pair) { return pair.exchanges.size() < kMinExchanges; });
}

// The parts that have words: all, or a sample of some `size`.
std::vector<PartId> DrawParts(const Collection& collection, std::size_t size) {
  std::vector<PartId> drawn;
  for (PartId part = 0; part < collection.size(); ++part) {
    if (collection.sketches().shingles(part) == 0) continue;
    if (Mix64(part) % collection.size() < size) drawn.push_back(part);
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

// The parts that the rules of *findings made, those of `known` and others, and the texts of the
// words of rules.
void FindParts(const Collection& collection, std::span<const PartId> sample,
               std::span<const PartId> known, PartReader* parts, const ParallelFor& parallel,
               SpinFindings* findings) {
  const SpinRuleBook& book = findings->book;
  const std::size_t rules = book.rules().size();
  const auto look = [&](const Tokens& tokens) { return book.TracesIn(tokens); };
  const auto is_known = [&](PartId part) {
    return std::binary_search(known.begin(), known.end(), part);
  };
  std::vector<std::vector<RuleTrace>> learnt_from;
  std::vector<bool> known_of_sample;
  ReadAll(sample, parts, parallel, look, [&](PartId part, std::vector<RuleTrace> traces) {
    learnt_from.push_back(std::move(traces));
    known_of_sample.push_back(is_known(part));
  });
  const SpunParts spun(learnt_from, known_of_sample, rules);

  constexpr PartId kNone = UINT32_MAX;
  std::vector<PartId> with_from(rules, kNone), with_to(rules, kNone);  // the first part
  const auto note = [](PartId part, PartId* first) { *first = std::min(*first, part); };
  const std::vector<PartId> all = DrawParts(collection, collection.size());
  ReadAll(all, parts, parallel, look, [&](PartId part, const std::vector<RuleTrace>& traces) {
    for (const RuleTrace& trace : traces) {
      if (trace.left > 0) note(part, &with_from[trace.rule]);
      if (trace.uses > 0) note(part, &with_to[trace.rule]);
    }
    std::vector<RuleTrace> at_work = spun.AtWork(traces, is_known(part));
    if (!at_work.empty()) findings->parts.push_back({part, std::move(at_work)});
  });
  const auto text_of = [&](PartId part, std::uint32_t rule, bool of_to) -> std::string {
    if (part == kNone) return "";
    return parts->NormalizedText(part, book.FirstPlace(*parts->Words(part), rule, of_to));
  };
  for (std::uint32_t rule = 0; rule < rules; ++rule) {
    findings->from.push_back(text_of(with_from[rule], rule, false));
    findings->to.push_back(text_of(with_to[rule], rule, true));
  }
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

SpinFindings FindSpin(const Collection& collection, const MatchResult& result,
                      std::vector<SpinRule> given, PartReader* parts, const ParallelFor& parallel) {
  SpinFindings findings;
  std::vector<PairExchanges> pairs = ChoosePairs(collection, result);
  AlignPairs(&pairs, parts, parallel);
  const SpinCandidates candidates = FindSpinCandidates(pairs);
  const std::vector<PartId> sample = DrawParts(collection, kSample);
  SpinLesson lesson;
  if (!candidates.pairs.empty()) lesson = LearnRules(candidates, sample, parts, parallel);
  std::vector<SpinRule> rules = std::move(given);
  rules.insert(rules.end(), lesson.rules.begin(), lesson.rules.end());
  findings.book = SpinRuleBook(std::move(rules));
  if (!findings.book.rules().empty()) {
    FindParts(collection, sample, lesson.spun, parts, parallel, &findings);
  }
  return findings;
}

absl::Status WriteRules(const Collection& collection, const SpinFindings& findings,
                        OutputFolder* folder) {
  absl::StatusOr<OutputFile> file = folder->Open("rules.jsonl");
  if (!file.ok()) return file.status();
  std::vector<RuleRow> rows;
  const std::span<const SpinRule> rules = findings.book.rules();
  for (std::size_t i = 0; i < rules.size(); ++i) {
    rows.push_back({findings.from[i], findings.to[i], rules[i].uses, rules[i].clusters, {}});
  }
  for (const SpunPart& spun : findings.parts) {
    for (const RuleTrace& trace : spun.at_work) {
      rows[trace.rule].documents.push_back(
          {collection.id(spun.part), collection.site(spun.part), trace.uses, trace.left});
    }
  }
  // A given rule that nobody followed says nothing of the collection.
  std::erase_if(rows, [](const RuleRow& row) { return row.uses == 0 && row.documents.empty(); });
  std::sort(rows.begin(), rows.end(), [](const RuleRow& x, const RuleRow& y) {
    return std::tie(x.from, x.to) < std::tie(y.from, y.to);
  });
  std::string text;
  for (const RuleRow& row : rows) {
    text.clear();
    AppendRuleRow(row, &text);
    file->Write(text);
  }
  return file->Close();
}

}  // namespace textkin
