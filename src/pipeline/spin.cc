// Learning in three readings: pairs are aligned for candidates, all texts are counted for rules,
// and once more for the traces of these.

#include "spin.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <span>
#include <tuple>
#include <unordered_map>

#include "textkin/hash.h"
#include "textkin/report.h"

namespace textkin {
namespace {

// Pairs of a part that are aligned for its exchanges: a spun part shows its rules in any of them.
constexpr std::uint32_t kPairsOfPart = 6;
// Exchanges of a pair that teaches: fewer are an editor's.
constexpr std::size_t kMinExchanges = 3;
// Parts counted at once.
constexpr std::size_t kPartsPerBlock = 4096;
// Uses of a word that a part counts for in the rate of the collection, as for traces.
constexpr std::uint32_t kMaxOfPart = 3;

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

// At most kPairsOfPart of a part, those of two sites first, drawn by hash. With the numbers of
// their clusters; what is in none is one by itself.
std::vector<PairExchanges> ChoosePairs(const Collection& collection, const MatchResult& result) {
  std::vector<std::uint32_t> cluster_of(collection.size());
  for (std::uint32_t part = 0; part < cluster_of.size(); ++part) {
    cluster_of[part] = static_cast<std::uint32_t>(result.clusters.size()) + part;
  }
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
    if (!MayBeSpun(match)) continue;
    const std::uint64_t hash = Mix64((std::uint64_t{match.a} << 32) | match.b);
    drawn.push_back({collection.site(match.a) == collection.site(match.b), hash, match.a, match.b});
  }
  std::sort(drawn.begin(), drawn.end(), [](const Drawn& x, const Drawn& y) {
    return std::tie(x.is_one_site, x.hash, x.a, x.b) < std::tie(y.is_one_site, y.hash, y.a, y.b);
  });
  std::vector<std::uint32_t> taken(collection.size(), 0);
  std::vector<PairExchanges> pairs;
  for (const Drawn& pair : drawn) {
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

// Counts words in all parts, in blocks: visit(part, counts) is called in the order of parts.
void CountInAll(const Collection& collection, const SpinWordCounter& counter, PartReader* parts,
                const ParallelFor& parallel,
                const std::function<void(PartId, const Counts&)>& visit) {
  std::vector<Counts> block;
  for (std::size_t begin = 0; begin < collection.size(); begin += kPartsPerBlock) {
    block.assign(std::min(kPartsPerBlock, collection.size() - begin), {});
    parallel(block.size(), [&](std::size_t i) {
      const auto part = static_cast<PartId>(begin + i);
      if (collection.sketches().shingles(part) > 0) block[i] = counter.CountIn(*parts->Words(part));
    });
    for (std::size_t i = 0; i < block.size(); ++i) visit(static_cast<PartId>(begin + i), block[i]);
  }
}

std::vector<SpinRule> LearnRules(const Collection& collection, const SpinCandidates& candidates,
                                 PartReader* parts, const ParallelFor& parallel) {
  std::unordered_map<PartId, Counts> of_used;
  for (const SpinUse& use : candidates.uses) {
    of_used[use.with_first];
    of_used[use.with_second];
  }
  std::vector<std::uint32_t> parts_with(candidates.words.size(), 0);
  const SpinWordCounter counter(candidates.words);
  CountInAll(collection, counter, parts, parallel, [&](PartId part, const Counts& counts) {
    for (const SpinWordCounter::Count& count : counts) ++parts_with[count.word];
    if (const auto used = of_used.find(part); used != of_used.end()) used->second = counts;
  });
  return LearnSpinRules(candidates, parts_with, [&](PartId part, std::uint32_t word) {
    return CountOf(of_used.at(part), word);
  });
}

// The traces of rules in all parts, and the texts of their words.
class Tracer {
 public:
  Tracer(const Collection& collection, PartReader* parts, SpinFindings* findings)
      : collection_(collection), parts_(*parts), findings_(*findings) {}

  void Run(const ParallelFor& parallel) {
    const std::size_t rules = findings_.rules.size();
    std::vector<SpinWord> words;  // from and to of rule 0, of rule 1, ...
    for (const SpinRule& rule : findings_.rules) {
      words.push_back(rule.from);
      words.push_back(rule.to);
    }
    const SpinWordCounter counter(words);
    std::vector<std::uint64_t> from_elsewhere(rules, 0);
    std::vector<PartId> first_with(words.size(), 0);
    std::vector<bool> is_found(words.size(), false);
    std::vector<RuleTrace> traces;
    CountInAll(collection_, counter, &parts_, parallel, [&](PartId part, const Counts& counts) {
      for (const SpinWordCounter::Count& count : counts) {
        if (!is_found[count.word]) first_with[count.word] = part;
        is_found[count.word] = true;
        const std::uint32_t rule = count.word / 2, to = 2 * rule + 1;
        if (count.word == to) {
          traces.push_back({rule, part, count.count, CountOf(counts, 2 * rule)});
        } else if (CountOf(counts, to) == 0) {
          from_elsewhere[rule] += std::min(count.count, kMaxOfPart);
        }
      }
    });
    for (std::uint32_t word = 0; word < words.size(); ++word) {
      (word % 2 == 0 ? findings_.from : findings_.to)
          .push_back(is_found[word] ? parts_.TextOf(first_with[word], counter, word) : "");
    }
    const std::vector<bool> is_spun = FindSpunTraces(traces, from_elsewhere);
    for (std::size_t i = 0; i < traces.size(); ++i) {
      if (!is_spun[i]) continue;
      findings_.traces.push_back(traces[i]);
      findings_.is_spun[traces[i].part] = true;
    }
    std::sort(findings_.traces.begin(), findings_.traces.end(),
              [](const RuleTrace& x, const RuleTrace& y) {
                return std::tie(x.rule, x.part) < std::tie(y.rule, y.part);
              });
  }

 private:
  const Collection& collection_;
  PartReader& parts_;
  SpinFindings& findings_;
};

}  // namespace

SpinFindings FindSpin(const Collection& collection, const MatchResult& result, PartReader* parts,
                      const ParallelFor& parallel) {
  SpinFindings findings;
  findings.is_spun.assign(collection.size(), false);
  std::vector<PairExchanges> pairs = ChoosePairs(collection, result);
  AlignPairs(&pairs, parts, parallel);
  const SpinCandidates candidates = FindSpinCandidates(pairs);
  if (candidates.pairs.empty()) return findings;
  findings.rules = LearnRules(collection, candidates, parts, parallel);
  if (!findings.rules.empty()) Tracer(collection, parts, &findings).Run(parallel);
  return findings;
}

absl::Status WriteRules(const Collection& collection, const SpinFindings& findings,
                        OutputFolder* folder) {
  absl::StatusOr<OutputFile> file = folder->Open("rules.jsonl");
  if (!file.ok()) return file.status();
  std::vector<std::uint32_t> order(findings.rules.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t x, std::uint32_t y) {
    return std::tie(findings.from[x], findings.to[x]) < std::tie(findings.from[y], findings.to[y]);
  });
  std::string text;
  for (const std::uint32_t i : order) {
    const SpinRule& rule = findings.rules[i];
    RuleRow row = {findings.from[i], findings.to[i], rule.uses, rule.clusters, {}};
    auto trace = std::lower_bound(findings.traces.begin(), findings.traces.end(), i,
                                  [](const RuleTrace& t, std::uint32_t r) { return t.rule < r; });
    for (; trace != findings.traces.end() && trace->rule == i; ++trace) {
      row.documents.push_back(
          {collection.id(trace->part), collection.site(trace->part), trace->uses, trace->left});
    }
    text.clear();
    AppendRuleRow(row, &text);
    file->Write(text);
  }
  return file->Close();
}

}  // namespace textkin
