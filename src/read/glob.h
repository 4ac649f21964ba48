// Globs: "*" and "?" within a folder's name, "[a-z]" and "[!a-z]", "**" for any folders, "\" to
// quote.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace textkin {

class Glob {
 public:
  explicit Glob(std::string_view pattern);

  struct Reach {
    bool matches = false;        // the pattern matches the path
    bool leads_further = false;  // the pattern may match something below the path
  };
  // Time is linear in the path for each component of the pattern; nothing is exponential.
  Reach Try(std::string_view path) const;
  bool Matches(std::string_view path) const { return Try(path).matches; }

  // Whether `text` holds a character that makes it a pattern.
  static bool IsPattern(std::string_view text);
  bool has_folders() const { return components_.size() > 1; }

 private:
  struct Item {
    enum class Kind { kCharacter, kAny, kRun, kSet } kind = Kind::kCharacter;
    char32_t character = 0;
    bool negated = false;
    std::vector<std::pair<char32_t, char32_t>> ranges;
  };
  using Component = std::vector<Item>;  // empty: "**"

  static Component ParseComponent(const std::u32string& text);
  static std::size_t ParseSet(const std::u32string& text, std::size_t at, Item* item);
  static bool ItemMatches(const Item& item, char32_t c);
  static bool ComponentMatches(const Component& component, const std::u32string& name);

  std::vector<Component> components_;
};

}  // namespace textkin
