// What sites take from one another, and what each does to texts: learnt from the edges.

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "collect.h"
#include "textkin/provenance.h"
#include "textkin/report.h"

namespace textkin {

// What directed edges tell of sites, as numbers that can be added up.
class SiteCounts {
 public:
  struct Work {
    std::uint32_t documents = 0;
    std::uint64_t loci = 0;
    std::map<std::string, std::uint32_t> words;  // left out; documents
  };
  struct Site {
    std::uint32_t copies = 0;  // parts of which a parent is known
    std::uint32_t taken = 0;   // parts
    std::uint32_t given = 0;
    std::map<EvidenceType, Work> works;
  };
  struct Flow {
    std::uint32_t documents = 0;
    std::uint64_t passages = 0;
    std::uint64_t characters = 0;
  };

  // Of other parts.
  void Add(const SiteCounts& other);
  // Ascending by name; sites without an edge are left out, and so is what has no site. The rows
  // point into the counts.
  std::vector<SiteRow> Sites() const;
  std::vector<SiteCopyRow> Copies() const;
  // Whether a site does so to most of what it copies.
  bool IsHabit(const std::string& site, EvidenceType type) const;

  std::map<std::string, Site> sites;
  std::map<std::pair<std::string, std::string>, Flow> flows;
};

// The edges of a collection. Counts are integers and may come from several threads in any order.
class SiteLedger {
 public:
  explicit SiteLedger(const Collection& collection) : collection_(collection) {}

  // A directed edge; `derived_kept` are the ranges of its text that no mark covers.
  void Add(const Edge& edge, std::string_view source_text, std::string_view derived_text,
           const std::vector<Span>& derived_kept);

  SiteCounts Counts() const;
  // Parts, and what was taken from them that filters take.
  const std::vector<std::pair<PartId, EvidenceType>>& left_out() const { return left_out_; }
  // Parts from which their site left out what, by `counts`, it leaves out of all its texts,
  // ascending.
  std::vector<PartId> Filtered(const SiteCounts& counts) const;

 private:
  struct Site {
    std::uint32_t copies = 0;
    std::set<PartId> taken;
    std::set<PartId> given;
    std::map<EvidenceType, SiteCounts::Work> works;
  };
  struct Flow {
    std::set<PartId> documents;
    std::uint64_t passages = 0;
    std::uint64_t characters = 0;
  };

  const Collection& collection_;
  std::mutex mutex_;
  std::map<std::string_view, Site> sites_;
  std::map<std::pair<std::string_view, std::string_view>, Flow> flows_;
  std::vector<std::pair<PartId, EvidenceType>> left_out_;  // by parts, of a kind that filters are
};

}  // namespace textkin
