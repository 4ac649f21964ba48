// What the first page of the report says of the whole collection: one JSON object.

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "families.h"
#include "family_rows.h"

namespace textkin::result {

// Numbers by name.
using Tally = std::map<std::string, std::uint64_t, std::less<>>;

class Overview {
 public:
  explicit Overview(const Families& families) : families_(families), of_(families.shown.size()) {}

  void AddDocument(const JsonRow& row, std::string_view id);
  // Of any edge, also of one that is not shown.
  void AddEdge(const EdgeRow& edge, Name source, Name derived);

  // `run`: the text of run.json.
  absl::StatusOr<std::string> Json(const std::string& run, const ReportLimits& limits) const;

 private:
  struct SiteCounts {
    std::uint64_t documents = 0;
    std::uint64_t in_families = 0;
    std::uint64_t given = 0;  // directed edges to documents of other sites
    std::uint64_t taken = 0;  // from other sites
  };
  struct FamilyFacts {
    Tally titles;       // votes
    std::string words;  // titles and ids of the shown members: what the page searches
    std::map<std::uint32_t, std::uint64_t> sites;  // documents by site
    Tally languages;
    LinkCounts links;
  };

  static std::string_view TitleOf(const FamilyFacts& facts);
  std::uint32_t SiteNumber(std::string_view site);
  std::uint32_t SiteOf(Name document) const;
  void AppendFamily(std::size_t number, std::string* out) const;
  std::vector<std::uint32_t> ListedSites() const;
  void AppendSites(const std::vector<std::uint32_t>& listed, std::string* out) const;
  void AppendFlows(const std::vector<std::uint32_t>& listed, std::string* out) const;

  const Families& families_;
  std::vector<FamilyFacts> of_;  // by family
  std::uint64_t documents_ = 0, parts_ = 0, in_families_ = 0;
  std::vector<std::string> sites_;
  std::map<std::string, std::uint32_t, std::less<>> site_numbers_;
  std::vector<SiteCounts> site_counts_;
  std::vector<std::uint32_t> site_of_;  // by name of a document
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> flows_;
  Tally languages_, flags_, relations_, reasons_;
  std::vector<std::string> faulty_;  // rows
  std::uint64_t all_faulty_ = 0;
};

}  // namespace textkin::result
