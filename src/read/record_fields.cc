// The usual names of Dolma, datatrove, passim, cc_net and FineWeb records.

#include "record_fields.h"

#include <algorithm>

namespace textkin {
namespace {

using Names = std::vector<std::string_view>;

const Names& UsualNames(FieldRole role) {
  static const std::array<Names, 6> kNames = {
      Names{"text"},
      Names{"id", "doc_id", "_id"},
      Names{"url", "metadata.url", "source_url"},
      Names{"site", "source_domain", "domain"},
      Names{"title"},
      Names{"date", "created", "added", "timestamp", "published", "date_download", "metadata.date"},
  };
  return kNames[static_cast<std::size_t>(role)];
}

}  // namespace

RecordFields::RecordFields(const ReadOptions& options) {
  const auto add = [this](FieldRole role, const std::string& chosen) {
    std::uint8_t rank = 0;
    for (const std::string_view name : chosen.empty() ? UsualNames(role) : Names{chosen}) {
      Add(name, role, rank++);
    }
  };
  add(FieldRole::kText, options.text_key);
  add(FieldRole::kId, options.id_key);
  add(FieldRole::kUrl, options.url_key);
  add(FieldRole::kSite, options.site_key);
  add(FieldRole::kTitle, {});
  add(FieldRole::kDate, options.date_key);
}

void RecordFields::Add(std::string_view path, FieldRole role, std::uint8_t rank) {
  std::vector<Entry>& entries = by_length_[std::min(path.size(), kLengths - 1)];
  const auto known = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& entry) { return entry.path == path; });
  if (known != entries.end()) {
    known->fields.push_back({role, rank});
    return;
  }
  entries.push_back({std::string(path), {{role, rank}}});
  for (std::size_t dot = path.find('.'); dot != std::string_view::npos;
       dot = path.find('.', dot + 1)) {
    prefixes_.emplace_back(path.substr(0, dot));
  }
}

const std::vector<Field>* RecordFields::Find(std::string_view path) const {
  for (const Entry& entry : by_length_[std::min(path.size(), kLengths - 1)]) {
    if (entry.path == path) return &entry.fields;
  }
  return nullptr;
}

std::vector<std::string> RecordFields::Paths() const {
  std::vector<std::string> paths;
  for (const std::vector<Entry>& entries : by_length_) {
    for (const Entry& entry : entries) paths.push_back(entry.path);
  }
  return paths;
}

bool RecordFields::LeadsTo(std::string_view path) const {
  return std::find(prefixes_.begin(), prefixes_.end(), path) != prefixes_.end();
}

}  // namespace textkin
