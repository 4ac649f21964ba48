// What steps of a scan in pieces hand to one another, as bytes behind a hash of them.

#pragma once

#include <map>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "sites.h"
#include "spin.h"
#include "textkin/extract.h"
#include "textkin/joins.h"
#include "textkin/provenance.h"

namespace textkin {

// What pairs teach, with parts by their ranks.
struct EncodedTeaching {
  std::vector<SpinRule> rules;
  SpunParts::Counts counts;
  std::vector<Rank> known;
};

// Counts of habits by the names of sites.
using NamedHabits = std::map<std::string, HabitCounts>;

std::string Encode(const SiteModel& model);
std::string Encode(const PairEvents& events);  // without its parts
std::string Encode(const SiteCounts& counts);
std::string Encode(const EncodedTeaching& teaching);
std::string Encode(const NamedHabits& habits);

// DataLoss for anything that Encode has not written.
absl::Status Decode(std::string_view bytes, SiteModel* model);
absl::Status Decode(std::string_view bytes, PairEvents* events);
absl::Status Decode(std::string_view bytes, SiteCounts* counts);
absl::Status Decode(std::string_view bytes, EncodedTeaching* teaching);
absl::Status Decode(std::string_view bytes, NamedHabits* habits);

}  // namespace textkin
