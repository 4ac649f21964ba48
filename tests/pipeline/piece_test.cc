// A scan in pieces: what travels is told from damage, and what meets decides as the whole would.

#include "textkin/piece.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace textkin {
namespace {

ScanOptions Options() {
  ScanOptions options;
  options.preset = Preset::kReport;
  return options;
}

std::string Text(int seed, int words) {
  std::string text;
  for (int i = 0; i < words; ++i) {
    text += "w" + std::to_string((seed * 7919 + i * i * 31) % 9973) + (i % 12 == 11 ? ".\n" : " ");
  }
  return text;
}

PackedDocument Pack(const std::string& id, const std::string& text) {
  PackedDocument packed;
  std::string line = "{\"text\":\"";
  for (const char c : text) line += c == '\n' ? std::string("\\n") : std::string(1, c);
  PackRecord(id, line + "\"}", Options(), [&](PackedDocument&& one) { packed = std::move(one); });
  return packed;
}

TEST(Piece, TellsDamage) {
  const PackedDocument packed = Pack("a", Text(1, 100));
  EXPECT_EQ(packed.id, "a");
  EXPECT_TRUE(SketchesOf(packed.bytes, Options(), true).ok());
  for (const std::size_t at : {std::size_t{0}, packed.bytes.size() / 2, packed.bytes.size() - 1}) {
    std::string damaged = packed.bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    EXPECT_TRUE(absl::IsDataLoss(SketchesOf(damaged, Options(), true).status())) << at;
  }
  const std::string_view cut = std::string_view(packed.bytes).substr(0, packed.bytes.size() / 2);
  EXPECT_TRUE(absl::IsDataLoss(SketchesOf(cut, Options(), true).status()));
  EXPECT_TRUE(absl::IsDataLoss(SketchesOf("", Options(), true).status()));
}

TEST(Piece, KnowsPartsByTheirRanks) {
  auto piece = Piece::Create(Options(), testing::TempDir());
  ASSERT_TRUE(piece.ok()) << piece.status();
  const std::string text = Text(2, 200);
  const std::vector<Rank> first = {5'000'000'000}, second = {7'000'000'000},
                          third = {9'000'000'000};
  ASSERT_TRUE((*piece)->Add(Pack("a", text).bytes, first, {}).ok());
  ASSERT_TRUE((*piece)->Add(Pack("b", text + "One sentence more of it.").bytes, second, {}).ok());
  // An equal text that is not meant: it is of another piece.
  const std::vector<std::uint8_t> none = {0};
  ASSERT_TRUE((*piece)->Add(Pack("c", text).bytes, third, none).ok());
  ASSERT_TRUE((*piece)->Close().ok());
  const std::vector<RankPair> candidates = {{first[0], second[0]}};
  const absl::StatusOr<PieceMatches> matches = (*piece)->Decide(candidates);
  ASSERT_TRUE(matches.ok()) << matches.status();
  ASSERT_EQ(matches->clusters.size(), 1u);
  EXPECT_EQ(matches->clusters[0].members, (std::vector<Rank>{first[0], second[0]}));
  ASSERT_EQ(matches->pairs.size(), 1u);
  EXPECT_EQ(matches->pairs[0].a, first[0]);
  EXPECT_EQ(matches->pairs[0].b, second[0]);
  EXPECT_NE(matches->pairs[0].row.find("\"a\":\"a\",\"b\":\"b\""), std::string::npos);
}

TEST(Piece, RefusesSketchesThatCannotBeJoined) {
  ScanOptions options = Options();
  options.sketch = CandidateSketch::kSimHash;
  EXPECT_TRUE(absl::IsInvalidArgument(Piece::Create(options, testing::TempDir()).status()));
}

}  // namespace
}  // namespace textkin
