// Options out of range are refused by name.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "match/collection.h"

namespace textkin {
namespace {

using ::testing::HasSubstr;

void ExpectRefused(const MatchOptions& options, const std::string& message) {
  const Collection collection;
  const auto result = MatchParts(collection.Sketches(), collection.Loader(), options, SerialFor);
  ASSERT_FALSE(result.ok()) << message;
  EXPECT_EQ(result.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(result.status().message()), HasSubstr(message));
}

TEST(MatchOptions, RefuseThresholdsOutsideOfZeroToOne) {
  for (const double threshold : {0., -1., 1.01, std::numeric_limits<double>::quiet_NaN()}) {
    MatchOptions options;
    options.threshold = threshold;
    ExpectRefused(options, "threshold is");
  }
}

TEST(MatchOptions, RefuseMoreBandsThanSlots) {
  MatchOptions options;
  options.bands = 65;
  ExpectRefused(options, "bands is 65, allowed are 1 to 64");
  options.bands = 0;
  ExpectRefused(options, "bands is 0");
  options.bands = 1;
  options.rows = 257;
  ExpectRefused(options, "rows is 257, allowed are 1 to 256");
  options.rows = 0;
  ExpectRefused(options, "rows is 0");
}

TEST(MatchOptions, RefuseCountsOutOfRange) {
  MatchOptions options;
  options.simhash_distance = 16;
  ExpectRefused(options, "simhash_distance is 16, allowed are 0 to 15");
  options = {};
  options.all_pairs_bucket = 1;
  ExpectRefused(options, "all_pairs_bucket is 1");
  options = {};
  options.leaders = 0;
  ExpectRefused(options, "leaders is 0");
  options = {};
  options.max_leaders = 0;
  ExpectRefused(options, "max_leaders is 0");
  options = {};
  options.complete_group = 1;
  ExpectRefused(options, "complete_group is 1");
  options = {};
  options.best_partners = 5000;
  ExpectRefused(options, "best_partners is 5000");
}

TEST(MatchOptions, AllowTheEndsOfTheRanges) {
  MatchOptions options;
  options.threshold = 1;
  options.bands = 1;
  options.rows = 256;
  options.simhash_distance = 15;
  options.best_partners = 0;
  const Collection collection;
  EXPECT_TRUE(MatchParts(collection.Sketches(), collection.Loader(), options, SerialFor).ok());
}

}  // namespace
}  // namespace textkin
