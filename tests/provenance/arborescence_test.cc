// Minimum arborescences against all of them tried.

#include "arborescence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <random>

namespace textkin {
namespace {

using ::testing::ElementsAre;

double CostOf(const std::vector<std::uint32_t>& parents, const std::vector<Arc>& arcs,
              const std::vector<double>& roots) {
  double sum = 0;
  for (std::uint32_t i = 0; i < parents.size(); ++i) {
    if (parents[i] == kNoParent) {
      sum += roots[i];
      continue;
    }
    double cheapest = std::numeric_limits<double>::infinity();
    for (const Arc& arc : arcs) {
      if (arc.from == parents[i] && arc.to == i) cheapest = std::min(cheapest, arc.cost);
    }
    sum += cheapest;
  }
  return sum;
}

bool HasCircle(const std::vector<std::uint32_t>& parents) {
  for (std::uint32_t i = 0; i < parents.size(); ++i) {
    std::uint32_t at = i;
    for (std::size_t step = 0; at != kNoParent; ++step) {
      if (step > parents.size()) return true;
      at = parents[at];
    }
  }
  return false;
}

double CheapestOfAll(std::uint32_t nodes, const std::vector<Arc>& arcs,
                     const std::vector<double>& roots) {
  std::vector<std::uint32_t> choice(nodes, 0);  // nodes: no parent
  double cheapest = std::numeric_limits<double>::infinity();
  for (;;) {
    std::vector<std::uint32_t> parents = choice;
    for (std::uint32_t& parent : parents) parent = parent == nodes ? kNoParent : parent;
    if (!HasCircle(parents)) cheapest = std::min(cheapest, CostOf(parents, arcs, roots));
    std::size_t place = 0;
    while (place < nodes && choice[place] == nodes) choice[place++] = 0;
    if (place == nodes) return cheapest;
    ++choice[place];
  }
}

TEST(Arborescence, TakesTheCheaperWayRound) {
  // 0 -> 1 -> 2 and back; the circle opens where that costs least.
  const std::vector<Arc> arcs = {{0, 1, 1}, {1, 2, 1}, {2, 0, 1}};
  EXPECT_THAT(MinimumArborescence(3, arcs, std::vector<double>{9, 5, 9}),
              ElementsAre(2u, kNoParent, 1u));
}

TEST(Arborescence, NodesMayStandAlone) {
  EXPECT_THAT(MinimumArborescence(2, {}, std::vector<double>{1, 1}),
              ElementsAre(kNoParent, kNoParent));
}

TEST(Arborescence, IsTheCheapestOfAll) {
  std::mt19937 engine(7);  // seed
  const auto random = [&engine](unsigned below) {
    return static_cast<std::uint32_t>(engine() % below);
  };
  for (int round = 0; round < 400; ++round) {
    const std::uint32_t nodes = 2 + random(5);
    std::vector<Arc> arcs;
    std::vector<double> roots;
    for (std::uint32_t from = 0; from < nodes; ++from) {
      roots.push_back(random(12));
      for (std::uint32_t to = 0; to < nodes; ++to) {
        if (from != to && random(3) > 0)
          arcs.push_back({from, to, static_cast<double>(random(12))});
      }
    }
    const std::vector<std::uint32_t> parents = MinimumArborescence(nodes, arcs, roots);
    ASSERT_FALSE(HasCircle(parents)) << "round " << round;
    ASSERT_DOUBLE_EQ(CostOf(parents, arcs, roots), CheapestOfAll(nodes, arcs, roots))
        << "round " << round;
  }
}

TEST(Arborescence, OfALongChainIsFast) {
  constexpr std::uint32_t kNodes = 50'000;
  std::vector<Arc> arcs;
  for (std::uint32_t i = 0; i + 1 < kNodes; ++i) {
    arcs.push_back({i, i + 1, 1});
    arcs.push_back({i + 1, i, 0.5});
  }
  const std::vector<std::uint32_t> parents =
      MinimumArborescence(kNodes, arcs, std::vector<double>(kNodes, 10));
  EXPECT_EQ(parents.back(), kNoParent);
  EXPECT_EQ(parents.front(), 1u);
}

}  // namespace
}  // namespace textkin
