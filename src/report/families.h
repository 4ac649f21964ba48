// The families that a report shows: clusters, and documents outside them that share passages.
//
// A family is a cluster, or a connected group of documents that are in no cluster but share
// passages or edges: one that took three paragraphs of another is no kin of it, and yet what an
// auditor looks for. Documents of elsewhere that share text with members are its guests: a mixture
// of five reports is a guest in five families, and belongs to none.

#pragma once

#include <string>
#include <vector>

#include "textkin/names.h"
#include "textkin/result.h"

namespace textkin::result {

struct Family {
  std::string id;
  std::string kind;  // of the cluster; "passages" where there is none
  Name representative = kNoName;
  std::size_t size = 0;       // members, also those that are not shown
  std::vector<Name> members;  // shown: the representative, then by id
  std::vector<Name> guests;   // shown, the most linked first
  std::size_t all_guests = 0;
  double min_resemblance = 0;
  bool complete = true;
};

struct Families {
  Names names;                // of documents that have kin or share passages
  std::vector<Family> shown;  // the largest first
  std::size_t all = 0;        // families, also those that are not shown
  std::size_t clusters = 0;   // of them
  std::size_t clustered = 0;  // documents in clusters
  std::size_t linked = 0;     // documents of the other families
  // By name: the place in `shown` of the family that it is a member of, or kNoFamily.
  std::vector<std::uint32_t> family_of;
};
inline constexpr std::uint32_t kNoFamily = ~std::uint32_t{0};

// Reads clusters.jsonl, and the ends of edges, or of passages where there are no edges.
absl::StatusOr<Families> FindFamilies(const std::string& folder, const ReportLimits& limits,
                                      const std::atomic<bool>* cancel);

}  // namespace textkin::result
