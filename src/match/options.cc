// Checks of MatchOptions, before anything runs.

#include "options.h"

#include <string>

namespace textkin {
namespace {

// Bits of SimHash beyond which unlike texts are near: two random values are 32 apart, 4 the
// deviation.
constexpr unsigned kMaxSimHashDistance = 15;
// Costs grow with the product of a count and the number of parts, so each count has an end.
constexpr std::size_t kMaxAllPairsBucket = 4096;  // 2,000 pairs a part
constexpr std::size_t kMaxLeaders = 4096;
constexpr std::size_t kMaxCompleteGroup = 65536;  // 2^31 pairs
constexpr std::size_t kMaxBestPartners = 4096;

template <typename Number>
absl::Status CheckRange(const char* name, Number value, Number least, Number most) {
  if (value >= least && value <= most) return absl::OkStatus();
  return absl::InvalidArgumentError(std::string(name) + " is " + std::to_string(value) +
                                    ", allowed are " + std::to_string(least) + " to " +
                                    std::to_string(most));
}

}  // namespace

absl::Status CheckOptions(const MatchOptions& options) {
  if (!(options.threshold > 0 && options.threshold <= 1)) {  // also refuses NaN
    return absl::InvalidArgumentError("threshold is " + std::to_string(options.threshold) +
                                      ", allowed is above 0 up to 1");
  }
  const auto slots = static_cast<unsigned>(kMinHashSlots);
  absl::Status status = CheckRange("rows", options.rows, 1u, slots);
  if (status.ok()) status.Update(CheckRange("bands", options.bands, 1u, slots / options.rows));
  status.Update(CheckRange("simhash_distance", options.simhash_distance, 0u, kMaxSimHashDistance));
  status.Update(
      CheckRange<std::size_t>("all_pairs_bucket", options.all_pairs_bucket, 2, kMaxAllPairsBucket));
  status.Update(CheckRange<std::size_t>("max_leaders", options.max_leaders, 1, kMaxLeaders));
  status.Update(CheckRange<std::size_t>("leaders", options.leaders, 1, kMaxLeaders));
  status.Update(
      CheckRange<std::size_t>("complete_group", options.complete_group, 2, kMaxCompleteGroup));
  status.Update(
      CheckRange<std::size_t>("best_partners", options.best_partners, 0, kMaxBestPartners));
  return status;
}

}  // namespace textkin
