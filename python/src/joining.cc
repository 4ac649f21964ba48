// The joins of matching over packed runs: rows of a few kilobytes travel better through an engine
// than millions of numbers in rows of their own.

#include <nanobind/stl/string_view.h>
#include <nanobind/stl/vector.h>

#include <algorithm>
#include <cstring>

#include "bindings.h"
#include "numbers.h"
#include "piece_options.h"
#include "textkin/joins.h"
#include "textkin/piece.h"

namespace textkin::python {
namespace {

namespace nb = nanobind;
using nb::literals::operator""_a;

// What pairs are compared by: the signature, the SimHash, the number of shingles.
constexpr std::size_t kSketchBytes =
    sizeof(MinHash) + sizeof(std::uint64_t) + sizeof(std::uint32_t);

Sketch SketchOf(std::string_view bytes) {
  if (bytes.size() != kSketchBytes) Raise(absl::InvalidArgumentError("no sketch"));
  Sketch sketch;
  std::memcpy(sketch.minhash.data(), bytes.data(), sizeof(MinHash));
  std::memcpy(&sketch.simhash, bytes.data() + sizeof(MinHash), sizeof sketch.simhash);
  std::memcpy(&sketch.shingles, bytes.data() + sizeof(MinHash) + sizeof sketch.simhash,
              sizeof sketch.shingles);
  return sketch;
}

MatchOptions BandsFor(bool one_text, const ScanOptions& options) {
  return one_text ? OneTextOptions() : MatchOptionsOf(options);
}

// Entries in one run for each of `runs` ranges of a 32-bit number; (range, bytes) of those that are
// not empty.
template <typename Entry, typename NumberOf>
nb::list InRuns(const std::vector<Entry>& entries, std::size_t runs, const NumberOf& number_of) {
  std::vector<std::vector<Entry>> by_range(runs);
  for (const Entry& entry : entries) {
    by_range[(std::uint64_t{number_of(entry)} * runs) >> 32].push_back(entry);
  }
  nb::list result;
  for (std::size_t range = 0; range < runs; ++range) {
    if (!by_range[range].empty()) result.append(nb::make_tuple(range, BytesOf(by_range[range])));
  }
  return result;
}

template <typename Entry>
std::vector<Entry> EntriesOf(const nb::list& runs) {
  std::vector<Entry> entries;
  for (const std::string_view run : ViewsOf(runs)) {
    if (run.size() % sizeof(Entry) != 0) Raise(absl::DataLossError("a run is cut"));
    const std::size_t before = entries.size();
    entries.resize(before + run.size() / sizeof(Entry));
    if (!run.empty()) std::memcpy(entries.data() + before, run.data(), run.size());
  }
  return entries;
}

template <typename Item, typename Get>
auto Column(const std::vector<Item>& items, const Get& get) {
  std::vector<std::decay_t<decltype(get(items.front()))>> column;
  column.reserve(items.size());
  for (const Item& item : items) column.push_back(get(item));
  return BytesOf(column);
}

template <typename Item>
nb::tuple EndsOf(const std::vector<Item>& items) {
  return nb::make_tuple(Column(items, [](const Item& item) { return item.a; }),
                        Column(items, [](const Item& item) { return item.b; }));
}

nb::list BandRuns(const PieceOptions& options, const nb::bytes& ranks, const nb::list& sketches,
                  bool one_text, std::size_t runs) {
  const std::vector<Rank> parts = NumbersOf<Rank>(ranks);
  const std::vector<std::string_view> views = ViewsOf(sketches);
  const MatchOptions match = BandsFor(one_text, options.scan);
  std::vector<BandEntry> entries;
  std::vector<std::uint32_t> keys;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    keys.clear();
    AppendBandKeys(SketchOf(views[i]).minhash, match, &keys);
    for (std::uint32_t band = 0; band < keys.size(); ++band) {
      entries.push_back({band, keys[band], parts[i]});
    }
  }
  // Bands that are alike in their keys are cut apart by the band.
  return InRuns(entries, runs, [](const BandEntry& entry) {
    return static_cast<std::uint32_t>(Mix64(std::uint64_t{entry.band} << 32 | entry.key));
  });
}

// (a, b) of small buckets, (bucket, part) of large ones; a bucket is a number of its own.
nb::tuple PairBucketsOf(const PieceOptions& options, const nb::list& runs, bool one_text) {
  std::vector<BandEntry> entries = EntriesOf<BandEntry>(runs);
  BucketPairs found;
  {
    const nb::gil_scoped_release released;
    found = PairBuckets(std::move(entries), BandsFor(one_text, options.scan));
  }
  return nb::make_tuple(
      EndsOf(found.pairs),
      nb::make_tuple(Column(found.large,
                            [](const BandEntry& entry) {
                              return static_cast<std::int64_t>(std::uint64_t{entry.band} << 32 |
                                                               entry.key);
                            }),
                     Column(found.large, [](const BandEntry& entry) { return entry.part; })));
}

SketchTable TableOf(const std::vector<std::string_view>& sketches) {
  SketchTable table;
  for (const std::string_view sketch : sketches) table.Append(SketchOf(sketch));
  return table;
}

// Of one large bucket, in any order.
nb::tuple LeaderPairs(const PieceOptions& options, const nb::bytes& ranks, const nb::list& sketches,
                      bool one_text) {
  const std::vector<Rank> parts = NumbersOf<Rank>(ranks);
  const std::vector<std::string_view> views = ViewsOf(sketches);
  std::vector<RankPair> pairs;
  {
    const nb::gil_scoped_release released;
    std::vector<std::size_t> order(parts.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::sort(order, {}, [&](std::size_t i) { return parts[i]; });
    std::vector<std::string_view> sorted;
    for (const std::size_t i : order) sorted.push_back(views[i]);
    const MatchOptions match = BandsFor(one_text, options.scan);
    const SketchTable table = TableOf(sorted);
    for (const auto& [a, b] : PairByLeaders(table, match)) {
      if (one_text && !AreOneText(table, a, b)) continue;
      pairs.push_back({parts[order[a]], parts[order[b]]});
    }
  }
  return EndsOf(pairs);
}

// One byte for each pair: whether it is a candidate, or one text.
nb::bytes FilterPairs(const PieceOptions& options, const nb::list& a, const nb::list& b,
                      bool one_text) {
  const std::vector<std::string_view> first = ViewsOf(a), second = ViewsOf(b);
  std::vector<std::uint8_t> passes(first.size());
  {
    const nb::gil_scoped_release released;
    const MatchOptions match = BandsFor(one_text, options.scan);
    std::vector<std::string_view> all = first;
    all.insert(all.end(), second.begin(), second.end());
    const SketchTable table = TableOf(all);
    for (PartId i = 0; i < first.size(); ++i) {
      const auto j = static_cast<PartId>(first.size() + i);
      passes[i] = MayBeKin(table, i, j, match) && (!one_text || AreOneText(table, i, j));
    }
  }
  return BytesOf(passes);
}

nb::list ValueRuns(const nb::bytes& ranks, const nb::list& values, std::size_t runs) {
  const std::vector<Rank> parts = NumbersOf<Rank>(ranks);
  std::vector<ValueEntry> entries;
  std::size_t i = 0;
  for (const nb::handle item : values) {
    const auto of_part = NumbersOf<std::uint32_t>(nb::cast<nb::bytes>(item));
    const auto size = static_cast<std::uint32_t>(of_part.size());
    if (size >= kMinSharedValues) {
      for (const std::uint32_t value : of_part) entries.push_back({value, size, parts[i]});
    }
    ++i;
  }
  // FracMinHash keeps small values alone.
  return InRuns(entries, runs, [](const ValueEntry& entry) {
    return static_cast<std::uint32_t>(Mix64(entry.value));
  });
}

// (smaller, larger, shared) and (part, long lists).
nb::tuple CountValuesOf(const PieceOptions& options, const nb::list& runs) {
  std::vector<ValueEntry> entries = EntriesOf<ValueEntry>(runs);
  CountedValues counted;
  {
    const nb::gil_scoped_release released;
    counted = CountValues(std::move(entries), MatchOptionsOf(options.scan));
  }
  const auto shared = [](const SharedValues& pair) { return std::int64_t{pair.shared}; };
  using Lists = std::pair<Rank, std::uint32_t>;
  return nb::make_tuple(
      nb::make_tuple(Column(counted.pairs, [](const SharedValues& pair) { return pair.smaller; }),
                     Column(counted.pairs, [](const SharedValues& pair) { return pair.larger; }),
                     Column(counted.pairs, shared)),
      nb::make_tuple(Column(counted.long_lists, [](const Lists& lists) { return lists.first; }),
                     Column(counted.long_lists,
                            [](const Lists& lists) { return std::int64_t{lists.second}; })));
}

nb::bytes FilterByValues(const nb::bytes& shared, const nb::bytes& long_smaller,
                         const nb::bytes& long_larger, const nb::list& smaller,
                         const nb::list& larger) {
  const auto counts = NumbersOf<std::int64_t>(shared);
  const auto few = NumbersOf<std::int64_t>(long_smaller),
             many = NumbersOf<std::int64_t>(long_larger);
  std::vector<std::uint8_t> passes(counts.size());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    passes[i] = AreCandidatesByValues(static_cast<std::uint32_t>(counts[i]),
                                      static_cast<std::uint32_t>(few[i]),
                                      static_cast<std::uint32_t>(many[i]),
                                      NumbersOf<std::uint32_t>(nb::cast<nb::bytes>(smaller[i])),
                                      NumbersOf<std::uint32_t>(nb::cast<nb::bytes>(larger[i])));
  }
  return BytesOf(passes);
}

nb::list FingerprintRuns(const nb::bytes& ranks, const nb::bytes& groups,
                         const nb::list& fingerprints, std::size_t runs) {
  const std::vector<Rank> parts = NumbersOf<Rank>(ranks), of_group = NumbersOf<Rank>(groups);
  std::vector<FingerprintEntry> entries;
  std::size_t i = 0;
  for (const nb::handle item : fingerprints) {
    for (const std::uint32_t hash : NumbersOf<std::uint32_t>(nb::cast<nb::bytes>(item))) {
      entries.push_back({hash, parts[i], of_group[i]});
    }
    ++i;
  }
  return InRuns(entries, runs, [](const FingerprintEntry& entry) {
    return static_cast<std::uint32_t>(Mix64(entry.hash));
  });
}

nb::bytes CountGroupsOf(const nb::list& runs) {
  std::vector<FingerprintEntry> entries = EntriesOf<FingerprintEntry>(runs);
  std::vector<Rarity::Entry> common;
  {
    const nb::gil_scoped_release released;
    common = CountGroups(std::move(entries));
  }
  return BytesOf(common);
}

Rarity RarityOf(const nb::list& entries, std::uint64_t all_groups) {
  std::vector<Rarity::Entry> common = EntriesOf<Rarity::Entry>(entries);
  std::ranges::sort(common, {}, &Rarity::Entry::hash);
  return Rarity::Of(std::move(common), all_groups);
}

// (a, b, units), and formulas.
nb::tuple CountSharedTextOf(const nb::list& runs, const Rarity& rarity) {
  std::vector<FingerprintEntry> entries = EntriesOf<FingerprintEntry>(runs);
  CountedText counted;
  {
    const nb::gil_scoped_release released;
    counted = CountSharedText(std::move(entries), rarity, SharedTextOptions());
  }
  const std::vector<SharedUnits>& pairs = counted.pairs;
  return nb::make_tuple(
      Column(pairs, [](const SharedUnits& one) { return one.pair.a; }),
      Column(pairs, [](const SharedUnits& one) { return one.pair.b; }),
      Column(pairs, [](const SharedUnits& one) { return static_cast<std::int64_t>(one.units); }),
      counted.formulas);
}

nb::bytes ShareTextOf(const nb::bytes& units) {
  std::vector<std::uint8_t> share;
  for (const std::int64_t sum : NumbersOf<std::int64_t>(units)) {
    share.push_back(ShareText(static_cast<std::uint64_t>(sum), SharedTextOptions()));
  }
  return BytesOf(share);
}

}  // namespace

void AddJoining(nb::module_& module) {
  nb::class_<Rarity>(module, "Rarity");
  module.def("rarity", &RarityOf, "entries"_a, "all_groups"_a);
  module.def("band_runs", &BandRuns, "options"_a, "ranks"_a, "sketches"_a, "one_text"_a, "runs"_a);
  module.def("pair_buckets", &PairBucketsOf, "options"_a, "runs"_a, "one_text"_a);
  module.def("leader_pairs", &LeaderPairs, "options"_a, "ranks"_a, "sketches"_a, "one_text"_a);
  module.def("filter_pairs", &FilterPairs, "options"_a, "a"_a, "b"_a, "one_text"_a);
  module.def("value_runs", &ValueRuns, "ranks"_a, "values"_a, "runs"_a);
  module.def("count_values", &CountValuesOf, "options"_a, "runs"_a);
  module.def("filter_by_values", &FilterByValues, "shared"_a, "long_smaller"_a, "long_larger"_a,
             "smaller"_a, "larger"_a);
  module.def("fingerprint_runs", &FingerprintRuns, "ranks"_a, "groups"_a, "fingerprints"_a,
             "runs"_a);
  module.def("count_groups", &CountGroupsOf, "runs"_a);
  module.def("count_shared_text", &CountSharedTextOf, "runs"_a, "rarity"_a);
  module.def("share_text", &ShareTextOf, "units"_a);
}

}  // namespace textkin::python
