// Which keys of a JSONL record mean what.

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "textkin/read.h"

namespace textkin {

enum class FieldRole : std::uint8_t { kText, kId, kUrl, kSite, kTitle, kDate };

struct Field {
  FieldRole role;
  std::uint8_t rank;  // among the names of its role; the smallest that a record has is taken
};

// The keys of one set of options. Keys are dotted paths: "metadata.url" is found as a member "url"
// of an object "metadata" and as a literal key "metadata.url".
class RecordFields {
 public:
  explicit RecordFields(const ReadOptions& options);

  // The fields with this path (one key may be asked for twice, say as id and as url), or null.
  const std::vector<Field>* Find(std::string_view path) const;
  // Whether a field may lie inside the object at this path.
  bool LeadsTo(std::string_view path) const;
  // Of all fields.
  std::vector<std::string> Paths() const;

 private:
  struct Entry {
    std::string path;
    std::vector<Field> fields;
  };
  void Add(std::string_view path, FieldRole role, std::uint8_t rank);

  // By length, which tells most keys of a record apart; the last list holds all longer ones.
  static constexpr std::size_t kLengths = 32;
  std::array<std::vector<Entry>, kLengths> by_length_;
  std::vector<std::string> prefixes_;
};

}  // namespace textkin
