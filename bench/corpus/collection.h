// A whole collection: which documents there are, who is a copy of whom, and the order they are
// written in.
//
// Nothing is kept but a few bytes a document: every text is made again from the seed whenever it is
// needed, so a million documents fit into a small memory.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "document.h"

namespace textkin::corpus {

enum class Kind : std::uint8_t {
  kFamilies,   // most documents alone, some in families of an original and its edited copies
  kIdentical,  // one document, over and over
  kAlmost,     // one document, one word changed in each copy
};

struct CollectionOptions {
  Kind kind = Kind::kFamilies;
  Language language = Language::kEnglish;
  std::uint32_t documents = 10'000;
  std::uint64_t seed = 1;
  double family_share = 0.25;  // of the documents
};

struct Slot {
  std::uint32_t family = 0;
  std::uint32_t member = 0;  // 0 is the original
};

class Collection {
 public:
  Collection(const Vocabulary& vocabulary, const CollectionOptions& options);

  // In the order of the file: shuffled, so that place says nothing about kinship.
  const std::vector<Slot>& slots() const { return slots_; }
  // Members of each family; 1 for a document alone.
  const std::vector<std::uint32_t>& family_sizes() const { return family_sizes_; }

  std::string TextOf(Slot slot) const;
  // All texts of one family, the original first.
  std::vector<std::string> TextsOf(std::uint32_t family) const;
  std::string IdOf(Slot slot) const;  // says nothing about kinship
  std::string UrlOf(Slot slot) const;

 private:
  Draft Original(std::uint32_t family) const;
  std::string CopyOf(const Draft& original, const std::vector<std::uint64_t>& shingles,
                     Slot slot) const;
  std::uint64_t Serial(Slot slot, std::uint64_t use) const;

  const Vocabulary& vocabulary_;
  CollectionOptions options_;
  std::vector<std::uint32_t> family_sizes_;
  std::vector<Slot> slots_;
};

}  // namespace textkin::corpus
