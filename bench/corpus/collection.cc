// See collection.h.

#include "collection.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "copy.h"
#include "jaccard.h"

namespace textkin::corpus {
namespace {

// Uses of the seed.
enum Use : std::uint64_t { kShape = 1, kOrder, kOriginal, kCopy, kId, kSite };

constexpr std::uint64_t kMinFamily = 2, kMaxFamily = 6;
// Resemblance of a copy to its original, uniform.
constexpr double kMinResemblance = 0.3, kMaxResemblance = 1.0;
// Bytes of the one document of the other kinds: the mean of all documents.
constexpr std::size_t kUsualBytes = 2'600;
constexpr std::uint64_t kSites = 400;

}  // namespace

Collection::Collection(const Vocabulary& vocabulary, const CollectionOptions& options)
    : vocabulary_(vocabulary), options_(options) {
  // The languages must not tell the same stories: their documents would rise and fall together.
  options_.seed = Derive(options.seed, static_cast<std::uint64_t>(options.language));
  if (options.kind == Kind::kFamilies) {
    Random random(Derive(options_.seed, kShape));
    const double wanted = options.family_share * options.documents;
    std::uint32_t made = 0;
    while (made + kMinFamily <= static_cast<std::uint64_t>(wanted)) {
      const std::uint64_t left = static_cast<std::uint64_t>(wanted) - made;
      const std::uint64_t size = std::min(random.Between(kMinFamily, kMaxFamily), left);
      family_sizes_.push_back(static_cast<std::uint32_t>(size));
      made += family_sizes_.back();
    }
    family_sizes_.resize(family_sizes_.size() + options.documents - made, 1);
  } else {
    family_sizes_.push_back(options.documents);
  }
  for (std::uint32_t family = 0; family < family_sizes_.size(); ++family) {
    for (std::uint32_t member = 0; member < family_sizes_[family]; ++member) {
      slots_.push_back({family, member});
    }
  }
  Random random(Derive(options_.seed, kOrder));
  for (std::size_t i = slots_.size(); i > 1; --i) std::swap(slots_[i - 1], slots_[random.Below(i)]);
}

std::uint64_t Collection::Serial(Slot slot, std::uint64_t use) const {
  return Derive(Derive(options_.seed, use), std::uint64_t{slot.family} << 32 | slot.member);
}

Draft Collection::Original(std::uint32_t family) const {
  Random random(Serial({family, 0}, kOriginal));
  const std::size_t bytes = options_.kind == Kind::kFamilies ? DrawBytes(random) : kUsualBytes;
  return Write(vocabulary_, bytes, random);
}

std::string Collection::CopyOf(const Draft& original, const std::vector<std::uint64_t>& shingles,
                               Slot slot) const {
  Random random(Serial(slot, kCopy));
  const double resemblance = kMinResemblance + (kMaxResemblance - kMinResemblance) * random.Real();
  return CopyText(vocabulary_, original, shingles, resemblance, random.Next());
}

std::string Collection::TextOf(Slot slot) const {
  const Draft original = Original(slot.family);
  if (options_.kind == Kind::kAlmost) {
    return OneWordChanged(vocabulary_, original, Serial(slot, kCopy));
  }
  std::string text = Text(vocabulary_, original, {});
  if (slot.member == 0 || options_.kind == Kind::kIdentical) return text;
  return CopyOf(original, Shingles(text), slot);
}

std::vector<std::string> Collection::TextsOf(std::uint32_t family) const {
  const Draft original = Original(family);
  std::vector<std::string> texts = {Text(vocabulary_, original, {})};
  const ShingleSet shingles = Shingles(texts[0]);
  for (std::uint32_t member = 1; member < family_sizes_[family]; ++member) {
    texts.push_back(CopyOf(original, shingles, {family, member}));
  }
  return texts;
}

std::string Collection::IdOf(Slot slot) const {
  std::array<char, 24> id = {};
  std::snprintf(id.data(), id.size(), "d%016llx",
                static_cast<unsigned long long>(Serial(slot, kId)));
  return id.data();
}

std::string Collection::UrlOf(Slot slot) const {
  const std::uint64_t number = Serial(slot, kSite);
  return "https://site" + std::to_string(number % kSites) + ".example/" +
         std::to_string(number >> 40) + ".html";
}

}  // namespace textkin::corpus
