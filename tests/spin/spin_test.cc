// Rules from hand-made exchanges, one thing at a time.

#include "textkin/spin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "../../src/spin/readings.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

Exchange Cjk(SpinWord a, SpinWord b, char32_t before = 0, char32_t after = 0) {
  return {std::move(a), std::move(b), before, after, true};
}

std::vector<std::string> Rules(const std::vector<SpinRule>& rules) {
  std::vector<std::string> texts;
  for (const SpinRule& rule : rules) {
    std::string text;
    const SpinWord both = rule.from + U">" + rule.to;
    for (const char32_t c : both) AppendUtf8(c, &text);
    texts.push_back(text);
  }
  return texts;
}

// A collection of parts that are no more than counts of words.
struct World {
  std::vector<PairExchanges> pairs;
  std::map<std::pair<PartId, SpinWord>, std::uint32_t> left;  // `from` words in spun parts
  std::map<SpinWord, std::uint32_t> parts_with;

  void Add(PartId source, PartId spun, std::uint32_t cluster, std::vector<Exchange> exchanges) {
    pairs.push_back({source, spun, cluster, std::move(exchanges)});
  }
  std::vector<SpinRule> Learn() const { return Lesson().rules; }
  SpinLesson Lesson() const {
    const SpinCandidates candidates = FindSpinCandidates(pairs);
    std::vector<std::uint32_t> counts;
    for (const SpinWord& word : candidates.words) {
      const auto found = parts_with.find(word);
      counts.push_back(found == parts_with.end() ? 1 : found->second);
    }
    return LearnSpinRules(candidates, counts, [&](PartId part, std::uint32_t word) {
      const auto found = left.find({part, candidates.words[word]});
      return found == left.end() ? 0 : found->second;
    });
  }
};

// Two families, each with a source and a spun part, which exchange three words three times.
World Spun() {
  World world;
  for (std::uint32_t family = 0; family < 2; ++family) {
    std::vector<Exchange> exchanges;
    for (int i = 0; i < 3; ++i) {
      exchanges.push_back(Cjk(U"教育", U"训练"));
      exchanges.push_back(Cjk(U"加", U"增", 0, U'强'));
      exchanges.push_back(Cjk(U"学生", U"同学"));
    }
    world.Add(10 * family, 10 * family + 1, family, exchanges);
  }
  world.parts_with = {{U"教育", 20}, {U"训练", 4}, {U"加强", 20}, {U"增强", 3}, {U"学生", 9}};
  return world;
}

TEST(SpinReadings, ReachOverTheEqualCharacterOnEitherSide) {
  EXPECT_THAT(ReadingsOf(Cjk(U"加", U"增", U'要', U'强')),
              ElementsAre(ElementsAre(SpinWordPair(U"加强", U"增强")),
                          ElementsAre(SpinWordPair(U"要加", U"要增"))));
}

TEST(SpinReadings, NoWordReachesOverAParticle) {
  EXPECT_THAT(ReadingsOf(Cjk(U"门", U"分", U'部', U'的')),
              ElementsAre(ElementsAre(SpinWordPair(U"部门", U"部分"))));
}

TEST(SpinReadings, CutWordsThatStandSideBySide) {
  EXPECT_THAT(
      ReadingsOf(Cjk(U"教育工作", U"训练事务")),
      Contains(ElementsAre(SpinWordPair(U"教育", U"训练"), SpinWordPair(U"工作", U"事务"))));
}

TEST(SpinReadings, ALoneCharacterIsNoWord) {
  EXPECT_THAT(ReadingsOf(Cjk(U"加", U"增")), IsEmpty());
}

TEST(SpinReadings, AnEnglishWordMayStandForTwo) {
  const Exchange exchange = {{1, 2}, {3, 4, 5}, 0, 0, false};
  EXPECT_THAT(ReadingsOf(exchange),
              Contains(ElementsAre(SpinWordPair({1}, {3}), SpinWordPair({2}, {4, 5}))));
}

TEST(SpinRules, AreLearntFromTwoFamilies) {
  const std::vector<SpinRule> rules = Spun().Learn();
  EXPECT_THAT(Rules(rules), ElementsAre("加强>增强", "学生>同学", "教育>训练"));
  EXPECT_EQ(rules[0].uses, 6u);
  EXPECT_EQ(rules[0].clusters, 2u);
}

TEST(SpinRules, NameThePartsThatTheyMade) { EXPECT_THAT(Spun().Lesson().spun, ElementsAre(1, 11)); }

// Two rules at four places are enough beside an editor's changes, and not where the same rules go
// the other way too.
TEST(SpinRules, NameThePartsThatTheyMadeBesideAnEditor) {
  World world = Spun();
  world.Add(10, 12, 1,
            {Cjk(U"教育", U"训练"), Cjk(U"教育", U"训练"), Cjk(U"学生", U"同学"),
             Cjk(U"学生", U"同学"), Cjk(U"渡口", U"码头"), Cjk(U"河岸", U"江边")});
  EXPECT_THAT(world.Lesson().spun, ElementsAre(1, 11, 12));
  world.pairs.back().exchanges.erase(world.pairs.back().exchanges.begin());
  EXPECT_THAT(world.Lesson().spun, ElementsAre(1, 11));
  world.pairs.back().exchanges.push_back(Cjk(U"训练", U"教育"));
  world.pairs.back().exchanges.push_back(Cjk(U"教育", U"训练"));
  EXPECT_THAT(world.Lesson().spun, ElementsAre(1, 11));
}

// A site whose table touches one word of a text: in three families, at four places of each.
World SpunByOneRule() {
  World world;
  for (std::uint32_t family = 0; family < 3; ++family) {
    world.Add(10 * family, 10 * family + 1, family,
              std::vector<Exchange>(4, Cjk(U"国家", U"邦国")));
  }
  world.parts_with = {{U"国家", 40}, {U"邦国", 3}};
  return world;
}

TEST(SpinRules, OneSpeaksAloneInThreeFamilies) {
  EXPECT_THAT(SpunByOneRule().Lesson().spun, ElementsAre(1, 11, 21));
}

// A law's new term is common by itself; an editor leaves places; a name stays in its family.
TEST(SpinRules, OneDoesNotSpeakAloneForATermAnEditorOrAName) {
  World term = SpunByOneRule();
  term.parts_with[U"邦国"] = 20;
  EXPECT_THAT(term.Lesson().spun, IsEmpty());
  World editor = SpunByOneRule();
  editor.left = {{{1, U"国家"}, 2}, {{11, U"国家"}, 2}, {{21, U"国家"}, 2}};
  EXPECT_THAT(editor.Lesson().spun, IsEmpty());
  World name = SpunByOneRule();
  name.pairs.pop_back();
  EXPECT_THAT(name.Lesson().spun, IsEmpty());
}

// An edit that was made once stands in all copies of its text.
TEST(SpinRules, AnEditThatCopiesInheritIsNone) {
  World world;
  for (PartId copy = 1; copy <= 9; ++copy) {
    world.Add(0, copy, 0, {Cjk(U"本省", U"南原"), Cjk(U"本市", U"东关"), Cjk(U"本县", U"银江")});
  }
  for (const SpinWord word : {U"本省", U"本市", U"本县"}) world.parts_with[word] = 20;
  EXPECT_THAT(world.Learn(), IsEmpty());
}

TEST(SpinRules, AnotherReportOnTheSameFormTeachesNothing) {
  World world = Spun();
  for (PairExchanges& pair : world.pairs) {
    for (char32_t c = 0; c < 8; ++c) pair.exchanges.push_back(Cjk({U'东', c}, {U'西', c}));
  }
  EXPECT_THAT(world.Learn(), IsEmpty());
}

TEST(SpinRules, DoNotDependOnTheOrderOfPairsOrSides) {
  World world = Spun();
  std::reverse(world.pairs.begin(), world.pairs.end());
  for (PairExchanges& pair : world.pairs) {
    std::swap(pair.a, pair.b);
    for (Exchange& exchange : pair.exchanges) std::swap(exchange.a, exchange.b);
    std::reverse(pair.exchanges.begin(), pair.exchanges.end());
  }
  EXPECT_EQ(Rules(world.Learn()), Rules(Spun().Learn()));
}

TEST(SpinRules, OneFamilyAloneMakesNone) {
  World world = Spun();
  world.pairs.pop_back();
  EXPECT_THAT(world.Learn(), IsEmpty());
}

TEST(SpinRules, WordsAsCommonAsEachOtherGoTheWayOfTheRest) {
  World world = Spun();
  world.parts_with[U"学生"] = world.parts_with[U"同学"] = 9;
  EXPECT_THAT(Rules(world.Learn()), Contains("学生>同学"));
}

TEST(SpinRules, AWordThatStaysInMostPlacesIsNotReplacedByRule) {
  World world = Spun();
  world.left[{1, U"教育"}] = world.left[{11, U"教育"}] = 6;
  EXPECT_THAT(Rules(world.Learn()), Not(Contains("教育>训练")));
}

TEST(SpinRules, NamesThatReplaceEachOtherInTurnAreNone) {
  World world = Spun();
  const std::vector<SpinWord> others = {U"白石", U"石山", U"东河"};
  for (std::size_t i = 0; i < world.pairs.size(); ++i) {
    for (std::size_t k = 0; k < others.size(); ++k) {
      for (int times = 0; times < 3; ++times) {
        world.pairs[i].exchanges.push_back(Cjk(others[k], U"青山"));
      }
    }
  }
  for (const SpinWord& name : others) world.parts_with[name] = 9;
  EXPECT_THAT(Rules(world.Learn()), ElementsAre("加强>增强", "学生>同学", "教育>训练"));
}

TEST(SpinRules, AnEditorsSingleChangesAreNone) {
  World world;
  for (std::uint32_t family = 0; family < 4; ++family) {
    world.Add(10 * family, 10 * family + 1, family, {Cjk(U"教育", U"训练")});
  }
  EXPECT_THAT(world.Learn(), IsEmpty());
}

// A sample of parts that use `rules` words by themselves: one in `rarity` has the new word of a
// rule, and not the old.
std::vector<std::vector<RuleTrace>> NobodySpun(std::uint32_t rules, std::uint32_t rarity) {
  std::vector<std::vector<RuleTrace>> sample(200);
  for (std::uint32_t part = 0; part < sample.size(); ++part) {
    for (std::uint32_t rule = 0; rule < rules; ++rule) {
      const bool has_new = (part + 7 * rule) % rarity == 0;
      sample[part].push_back({rule, has_new ? 2u : 0u, has_new ? 0u : 2u});
    }
  }
  return sample;
}

std::vector<bool> Nobody() { return std::vector<bool>(200, false); }

TEST(SpunParts, AreFoundWithoutASource) {
  const SpunParts spun(NobodySpun(10, 50), Nobody(), 10);
  const std::vector<RuleTrace> traces = {{0, 3, 0}, {1, 2, 0}, {2, 0, 4}, {3, 4, 1}, {4, 2, 0}};
  std::vector<std::uint32_t> rules;
  for (const RuleTrace& trace : spun.AtWork(traces, false)) rules.push_back(trace.rule);
  EXPECT_THAT(rules, ElementsAre(0, 1, 3, 4));
}

TEST(SpunParts, AreFoundWhereOnlySomeParagraphsWereSpun) {
  const SpunParts spun(NobodySpun(10, 50), Nobody(), 10);
  const std::vector<RuleTrace> traces = {{0, 3, 4}, {1, 2, 1}, {2, 0, 4}, {3, 4, 2}, {4, 2, 3}};
  EXPECT_THAT(spun.AtWork(traces, false), SizeIs(4));
}

TEST(SpunParts, AWordInEveryLineIsOneWitness) {
  const SpunParts spun(NobodySpun(10, 50), Nobody(), 10);
  EXPECT_THAT(spun.AtWork(std::vector<RuleTrace>{{0, 500, 0}, {1, 400, 0}}, false), IsEmpty());
}

TEST(SpunParts, WordsThatAreCommonByThemselvesAreNone) {
  const SpunParts spun(NobodySpun(40, 2), Nobody(), 40);
  std::vector<RuleTrace> traces;
  for (std::uint32_t rule = 0; rule < 40; ++rule) {
    const bool has_new = rule % 2 == 0;
    traces.push_back({rule, has_new ? 9u : 0u, has_new ? 0u : 9u});
  }
  EXPECT_THAT(spun.AtWork(traces, false), IsEmpty());
}

TEST(SpunParts, AreNotTakenForTheNaturalRate) {
  std::vector<std::vector<RuleTrace>> sample = NobodySpun(10, 50);
  for (std::uint32_t part = 0; part < 40; ++part) {
    for (RuleTrace& trace : sample[part]) trace = {trace.rule, 3, 0};
  }
  const SpunParts spun(sample, Nobody(), 10);
  EXPECT_THAT(spun.AtWork(sample[0], false), SizeIs(10));
  EXPECT_THAT(spun.AtWork(sample[100], false), IsEmpty());
}

TEST(SpinWordCounter, CountsWordsButNotOverSigns) {
  const std::string text = "教育，教，育。教育";
  const Span whole = {0, static_cast<std::uint32_t>(text.size())};
  Tokens tokens;
  Normalize(text, {&whole, 1}, Folding::kFull, &tokens);
  const std::vector<SpinWord> words = {U"学生", U"教育"};
  const auto counts = SpinWordCounter(words).CountIn(tokens);
  ASSERT_THAT(counts, SizeIs(1));
  EXPECT_EQ(counts[0].word, 1u);
  EXPECT_EQ(counts[0].count, 2u);
}

class SpinRuleBookTest : public ::testing::Test {
 protected:
  // The rules that explain differences of the first passage of two texts.
  std::vector<RuleUse> Uses(std::string_view a, std::string_view b) {
    const AlignableText text_a = Ready(a), text_b = Ready(b);
    const Alignment alignment = Align(text_a, text_b, {});
    if (alignment.passages.size() != 1) return {};
    passage_ = alignment.passages[0];
    return book_.FindUses(text_a, text_b, passage_);
  }

  const SpinRuleBook book_{Spun().Learn()};  // 加强>增强, 学生>同学, 教育>训练
  Passage passage_;

 private:
  static AlignableText Ready(std::string_view text) {
    const Span whole = {0, static_cast<std::uint32_t>(text.size())};
    Tokens tokens;
    Normalize(text, {&whole, 1}, Folding::kFull, &tokens);
    return AlignableText(std::move(tokens), {&whole, 1}, {});
  }
};

TEST_F(SpinRuleBookTest, NamesRuleDirectionAndPlaceOfEachUse) {
  const std::vector<RuleUse> uses = Uses(
      "全市要加强经费管理，推动教育资源向山区倾斜，让每个孩子都有书读，下一步将改善条件，方便群众"
      "。",
      "全市要增强经费管理，推动训练资源向山区倾斜，让每个孩子都有书读，下一步将改善条件，方便群众"
      "。");
  ASSERT_THAT(uses, SizeIs(2));
  EXPECT_EQ(uses[0].rule, 0u);
  EXPECT_EQ(uses[1].rule, 2u);
  EXPECT_TRUE(uses[0].a_has_from && uses[1].a_has_from);
  EXPECT_EQ(passage_.differences[uses[1].difference].type, DifferenceType::kReworded);
  EXPECT_TRUE(IsSpun(passage_, uses));
}

TEST_F(SpinRuleBookTest, AnExchangeIsExplainedAsAWholeOrNotAtAll) {
  const std::vector<RuleUse> uses =
      Uses("全市推动训练院所资源向山区倾斜，让每个孩子都有书读，下一步将改善条件。",
           "全市推动教育机构资源向山区倾斜，让每个孩子都有书读，下一步将改善条件。");
  EXPECT_THAT(uses, IsEmpty());
  EXPECT_FALSE(IsSpun(passage_, uses));
}

TEST_F(SpinRuleBookTest, WordsSideBySideAreOneDifference) {
  const std::vector<RuleUse> uses =
      Uses("全市推动训练同学资源向山区倾斜，让每个孩子都有书读，下一步将改善条件。",
           "全市推动教育学生资源向山区倾斜，让每个孩子都有书读，下一步将改善条件。");
  ASSERT_THAT(uses, SizeIs(2));
  EXPECT_EQ(uses[0].difference, uses[1].difference);
  EXPECT_FALSE(uses[0].a_has_from || uses[1].a_has_from);
  EXPECT_FALSE(IsSpun(passage_, uses));
}

TEST(Synonyms, AreTwoWordsALine) {
  const auto rules = ParseSynonyms("# from\tto\n教育 训练\r\n\n information\tdata points");
  ASSERT_TRUE(rules.ok());
  ASSERT_THAT(*rules, SizeIs(2));
  EXPECT_EQ((*rules)[0].from, U"教育");
  EXPECT_EQ((*rules)[0].to, U"训练");
  EXPECT_EQ((*rules)[1].from.size(), 1u);
  EXPECT_EQ((*rules)[1].to.size(), 2u);
}

TEST(Synonyms, ABadLineIsNamed) {
  for (const char* line :
       {"教育", "教育 训练 培训", "教 训练", "教育 教育", "12 训练", "\xff 训练"}) {
    const auto rules = ParseSynonyms(std::string("学生 同学\n") + line);
    EXPECT_EQ(rules.status().code(), absl::StatusCode::kInvalidArgument) << line;
    EXPECT_THAT(std::string(rules.status().message()), ::testing::StartsWith("line 2: "));
  }
}

}  // namespace
}  // namespace textkin
