// Clusters are read as they are; a union-find over the links of all other documents finds the rest.

#include "families.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "json_lines.h"
#include "textkin/union_find.h"

namespace textkin::result {
namespace {

// Where the members of one family lie in a list of all.
struct Group {
  std::string id;
  std::string kind;
  Name representative = kNoName;
  std::size_t begin = 0, end = 0;
  double min_resemblance = 0;
  bool complete = true;

  std::size_t size() const { return end - begin; }
};

// Whether `part` is a text of the anthology `document`: its place, and no finding.
bool IsTextOf(std::string_view part, std::string_view document) {
  return part.size() > document.size() && part.substr(0, document.size()) == document &&
         part.substr(document.size(), 5) == "#part";
}

class Finder {
 public:
  Finder(const std::string& folder, const ReportLimits& limits, const std::atomic<bool>* cancel)
      : folder_(folder), limits_(limits), cancel_(cancel) {}

  absl::StatusOr<Families> Find() {
    absl::Status status = ReadClusterFile();
    if (status.ok()) status = ReadLinks();
    if (!status.ok()) return status;
    AddLinkedGroups();
    ShowLargest();
    AddGuests();
    family_of_.resize(found_.names.size(), kNoFamily);
    for (std::uint32_t& family : family_of_) {
      if (family != kNoFamily) family = shown_at_[family];
    }
    found_.family_of = std::move(family_of_);
    return std::move(found_);
  }

 private:
  absl::Status ReadClusterFile() {
    return ReadClusters(folder_, [this](ClusterRow& row) {
      Group group;
      group.begin = members_.size();
      for (const std::string& member : row.members) Join(found_.names.Of(member));
      group.end = members_.size();
      group.id = std::move(row.id);
      group.kind = std::move(row.kind);
      group.representative = found_.names.Of(row.representative);
      group.min_resemblance = row.min_resemblance;
      group.complete = row.complete;
      groups_.push_back(std::move(group));
      return true;
    });
  }

  // Adds a member to the group that is being read.
  void Join(Name member) {
    members_.push_back(member);
    family_of_.resize(found_.names.size(), kNoFamily);
    family_of_[member] = static_cast<std::uint32_t>(groups_.size());
  }

  // Edges, of which every two documents with passages have one; passages where there are no edges.
  absl::Status ReadLinks() {
    found_.clusters = groups_.size();
    found_.clustered = members_.size();
    if (HasEdges(folder_)) {
      return ReadLinkFile("/edges.jsonl", [](const JsonRow& row) {
        return std::pair(TextAt(row, "source"), TextAt(row, "derived"));
      });
    }
    return ReadLinkFile("/passages.jsonl", [](const JsonRow& row) {
      return std::pair(TextAt(row, "a", "document"), TextAt(row, "b", "document"));
    });
  }

  template <typename Ends>
  absl::Status ReadLinkFile(const std::string& name, const Ends& ends) {
    if (!FileExists(folder_ + name)) return absl::OkStatus();
    return ReadLines(folder_ + name, cancel_,
                     [&](const JsonRow& row, std::string_view, bool* sound) {
                       const auto [a, b] = ends(row);
                       *sound = !a.empty() && !b.empty();
                       if (*sound && !IsTextOf(a, b) && !IsTextOf(b, a)) Link(a, b);
                       return *sound;
                     });
  }

  void Link(std::string_view id_a, std::string_view id_b) {
    const Name a = found_.names.Of(id_a), b = found_.names.Of(id_b);
    family_of_.resize(found_.names.size(), kNoFamily);
    if (family_of_[a] == kNoFamily && family_of_[b] == kNoFamily) {
      loose_.emplace_back(a, b);
      return;
    }
    if (family_of_[a] == family_of_[b]) return;
    if (family_of_[a] != kNoFamily) visits_.emplace_back(family_of_[a], b);
    if (family_of_[b] != kNoFamily) visits_.emplace_back(family_of_[b], a);
  }

  // Groups of two and more among the documents in no cluster.
  void AddLinkedGroups() {
    family_of_.resize(found_.names.size(), kNoFamily);
    UnionFind linked(found_.names.size());
    for (const auto& [a, b] : loose_) linked.Join(a, b);
    std::vector<std::pair<Name, Name>> by_root;
    for (Name name = 0; name < found_.names.size(); ++name) {
      if (family_of_[name] == kNoFamily) by_root.emplace_back(linked.Find(name), name);
    }
    std::sort(by_root.begin(), by_root.end());
    for (std::size_t begin = 0, end = 0; begin < by_root.size(); begin = end) {
      while (end < by_root.size() && by_root[end].first == by_root[begin].first) ++end;
      if (end - begin < 2) continue;  // a guest of clusters, and nothing else
      Group group;
      group.begin = members_.size();
      for (std::size_t i = begin; i < end; ++i) Join(by_root[i].second);
      group.end = members_.size();
      group.representative =
          *std::min_element(members_.begin() + static_cast<std::ptrdiff_t>(group.begin),
                            members_.end(), [this](Name a, Name b) { return IdLess(a, b); });
      group.id = found_.names.Text(group.representative);
      group.kind = "passages";
      found_.linked += group.size();
      groups_.push_back(std::move(group));
    }
    found_.all = groups_.size();
  }

  bool IdLess(Name a, Name b) const { return found_.names.Text(a) < found_.names.Text(b); }

  void ShowLargest() {
    std::vector<std::uint32_t> order(groups_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) {
      if (groups_[a].size() != groups_[b].size()) return groups_[a].size() > groups_[b].size();
      return groups_[a].id < groups_[b].id;
    });
    order.resize(std::min(order.size(), limits_.families));
    shown_at_.assign(groups_.size(), kNoFamily);
    for (const std::uint32_t group : order) {
      shown_at_[group] = static_cast<std::uint32_t>(found_.shown.size());
      found_.shown.push_back(Show(groups_[group]));
    }
  }

  Family Show(const Group& group) {
    Family family;
    family.id = group.id;
    family.kind = group.kind;
    family.representative = group.representative;
    family.size = group.size();
    family.min_resemblance = group.min_resemblance;
    family.complete = group.complete;
    const std::size_t room = limits_.documents - std::min(documents_, limits_.documents);
    const std::size_t wanted = std::min({group.size(), limits_.members, room});
    if (wanted == 0) return family;
    std::vector<Name> members(members_.begin() + static_cast<std::ptrdiff_t>(group.begin),
                              members_.begin() + static_cast<std::ptrdiff_t>(group.end));
    std::sort(members.begin(), members.end(), [&](Name a, Name b) {
      const bool first_a = a == group.representative, first_b = b == group.representative;
      return first_a != first_b ? first_a : IdLess(a, b);
    });
    members.resize(wanted);
    family.members = std::move(members);
    documents_ += wanted;
    return family;
  }

  void AddGuests() {
    std::sort(visits_.begin(), visits_.end());
    for (std::size_t begin = 0, end = 0; begin < visits_.size(); begin = end) {
      std::vector<std::pair<std::size_t, Name>> guests;  // with the number of their links
      const std::uint32_t group = visits_[begin].first;
      for (; end < visits_.size() && visits_[end].first == group; ++end) {
        if (guests.empty() || guests.back().second != visits_[end].second)
          guests.emplace_back(0, visits_[end].second);
        ++guests.back().first;
      }
      if (shown_at_[group] == kNoFamily) continue;
      AddGuestsTo(&found_.shown[shown_at_[group]], std::move(guests));
    }
  }

  void AddGuestsTo(Family* family, std::vector<std::pair<std::size_t, Name>> guests) const {
    if (family->members.empty()) return;
    family->all_guests = guests.size();
    std::sort(guests.begin(), guests.end(), [this](const auto& x, const auto& y) {
      return x.first != y.first ? x.first > y.first : IdLess(x.second, y.second);
    });
    guests.resize(std::min(guests.size(), limits_.guests));
    for (const auto& [links, guest] : guests) family->guests.push_back(guest);
  }

  const std::string& folder_;
  const ReportLimits& limits_;
  const std::atomic<bool>* const cancel_;
  Families found_;
  std::vector<Group> groups_;
  std::vector<Name> members_;                           // of all groups, one after the other
  std::vector<std::uint32_t> family_of_;                // by name
  std::vector<std::pair<Name, Name>> loose_;            // links between documents in no cluster
  std::vector<std::pair<std::uint32_t, Name>> visits_;  // group, a document outside it
  std::vector<std::uint32_t> shown_at_;                 // by group
  std::size_t documents_ = 0;                           // shown so far
};

}  // namespace

absl::StatusOr<Families> FindFamilies(const std::string& folder, const ReportLimits& limits,
                                      const std::atomic<bool>* cancel) {
  return Finder(folder, limits, cancel).Find();
}

}  // namespace textkin::result
