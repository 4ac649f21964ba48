// Circles of documents, over texts of one family and of several.

#include "../../src/pipeline/circles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace textkin {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

// Documents 10, 20, ... of several texts 11, 12, ...; 5 and the like are texts by themselves.
TextEdge Between(std::uint64_t source, std::uint64_t derived) {
  const auto whole = [](std::uint64_t part) { return part < 10 ? part : part / 10 * 10; };
  return {source, derived, whole(source), whole(derived)};
}

TEST(Circles, OfThreeDocumentsAreNamedByTheFirst) {
  const std::vector<TextEdge> edges = {Between(31, 12), Between(11, 21), Between(22, 32),
                                       Between(11, 41)};
  EXPECT_THAT(FindCircles(edges),
              ElementsAre(CircleEdge{Between(11, 21), 10}, CircleEdge{Between(22, 32), 10},
                          CircleEdge{Between(31, 12), 10}));
  EXPECT_THAT(FindMutual(FindCircles(edges)), IsEmpty());
}

TEST(Circles, OfTwoDocumentsAreMutualPairs) {
  const std::vector<TextEdge> edges = {Between(21, 11), Between(12, 22), Between(13, 23)};
  EXPECT_THAT(FindMutual(FindCircles(edges)), ElementsAre(MutualPair{10, 20, 10}));
}

TEST(Circles, ThatShareADocumentAreOne) {
  const std::vector<TextEdge> edges = {Between(11, 21), Between(22, 12), Between(23, 31),
                                       Between(32, 24)};
  for (const CircleEdge& one : FindCircles(edges)) EXPECT_EQ(one.circle, 10u);
  EXPECT_THAT(FindMutual(FindCircles(edges)),
              ElementsAre(MutualPair{10, 20, 10}, MutualPair{20, 30, 10}));
}

TEST(Circles, KeepOfAFamilyWhatMayClose) {
  // 1 comes from an anthology and leads to one: other families may close it. 2 leads nowhere, 6
  // comes from nowhere, and 3, 4, 5 are a circle by themselves.
  const std::vector<TextEdge> family = {
      Between(11, 1), Between(1, 21), Between(11, 2), Between(1, 2), Between(3, 4),
      Between(4, 5),  Between(5, 3),  Between(6, 11), Between(6, 3), Between(12, 13)};
  EXPECT_THAT(EdgesForCircles(family),
              UnorderedElementsAre(Between(11, 1), Between(1, 21), Between(3, 4), Between(4, 5),
                                   Between(5, 3)));
  EXPECT_THAT(EdgesForCircles({}), IsEmpty());
}

TEST(Circles, AreThoseOfAllEdgesForAnyOrder) {
  const std::vector<TextEdge> first = {Between(11, 1), Between(1, 21), Between(2, 11)};
  const std::vector<TextEdge> second = {Between(22, 3), Between(3, 12), Between(3, 4)};
  std::vector<TextEdge> all = first, left = EdgesForCircles(second);
  all.insert(all.end(), second.begin(), second.end());
  const std::vector<TextEdge> of_first = EdgesForCircles(first);
  left.insert(left.end(), of_first.begin(), of_first.end());
  EXPECT_EQ(FindCircles(left), FindCircles(all));
  EXPECT_EQ(FindCircles(all).size(), 4u);
}

}  // namespace
}  // namespace textkin
