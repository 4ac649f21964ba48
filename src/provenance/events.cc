// One walk over the passages of a pair.

#include <map>

#include "home_events.h"
#include "hunk_events.h"
#include "hunks.h"
#include "mark_events.h"
#include "sign_events.h"
#include "tally.h"
#include "teasers.h"
#include "textkin/provenance.h"

namespace textkin {

PairEvents FindEvents(const PairSide& a, const PairSide& b, const Alignment& alignment,
                      std::span<const SpunPlace> spun, std::size_t most_quotes) {
  const Tokens& tokens_a = a.alignable->tokens();
  const Tokens& tokens_b = b.alignable->tokens();
  PairEvents pair;
  pair.a = a.part;
  pair.b = b.part;
  pair.tokens_a = static_cast<std::uint32_t>(tokens_a.size());
  pair.tokens_b = static_cast<std::uint32_t>(tokens_b.size());
  pair.covered_a = alignment.covered_a;
  pair.covered_b = alignment.covered_b;
  Tally tally(most_quotes);
  std::map<const Difference*, bool> places;
  for (const SpunPlace& one : spun) {
    places[&alignment.passages[one.passage].differences[one.difference]] = one.in_b;
  }
  HunkReader hunks(a, b, places, &tally, &pair.edits);
  SignReader signs(a, b, &tally, &pair.edits);
  for (const Passage& passage : alignment.passages) {
    pair.passages.push_back({passage.a, passage.b});
    const Walk walk = WalkPassage(tokens_a, tokens_b, passage);
    for (const Hunk& hunk : walk.hunks) hunks.Read(hunk);
    for (const Run& run : walk.runs) {
      for (std::uint32_t i = 0; i < run.count; ++i) {
        if (tokens_a.kind[run.a + i] == TokenKind::kNumber)
          hunks.ReadEqualNumber(tokens_a.symbol[run.a + i]);
      }
      signs.Read(run);
    }
    ReadDebris(a, b, passage, &tally, &pair.shared_debris);
  }
  hunks.Finish();
  signs.Finish();
  ReadEnds(a, b, alignment, &tally);
  ReadHome(a, b, alignment, &tally);
  pair.teaser_a = IsTeaser(a, b, alignment, false);
  pair.teaser_b = IsTeaser(a, b, alignment, true);
  pair.events = tally.Take();
  return pair;
}

}  // namespace textkin
