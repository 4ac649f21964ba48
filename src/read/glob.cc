// Glob matching by sets of positions, component by component.

#include "glob.h"

#include <algorithm>

#include "textkin/utf8.h"

namespace textkin {
namespace {

// Beyond Unicode: where bytes that are not UTF-8 go, so that "?" matches one of them.
constexpr char32_t kRawByte = 0x110000;

std::u32string Characters(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto first = static_cast<unsigned char>(text[at]);
    const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (at + length <= text.size() && IsValidUtf8(text.substr(at, length))) {
      out.push_back(DecodeUtf8(text, &at));
    } else {
      out.push_back(kRawByte + first);
      ++at;
    }
  }
  return out;
}

std::vector<std::string_view> SplitPath(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (!part.empty() && part != ".") parts.push_back(part);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
  }
  return parts;
}

}  // namespace

bool Glob::IsPattern(std::string_view text) {
  return text.find_first_of("*?[") != std::string_view::npos;
}

Glob::Glob(std::string_view pattern) {
  for (const std::string_view part : SplitPath(pattern)) {
    if (part == "**") {
      components_.emplace_back();
    } else {
      components_.push_back(ParseComponent(Characters(part)));
    }
  }
}

// Reads a set from behind its "[" and returns the position behind its "]", or 0 when it has none:
// then the "[" stands for itself.
std::size_t Glob::ParseSet(const std::u32string& text, std::size_t at, Item* item) {
  item->kind = Item::Kind::kSet;
  if (at < text.size() && (text[at] == U'!' || text[at] == U'^')) {
    item->negated = true;
    ++at;
  }
  const std::size_t first = at;
  for (; at < text.size(); ++at) {
    if (text[at] == U']' && at > first) return at + 1;
    if (at + 2 < text.size() && text[at + 1] == U'-' && text[at + 2] != U']') {
      item->ranges.emplace_back(text[at], text[at + 2]);
      at += 2;
    } else {
      item->ranges.emplace_back(text[at], text[at]);
    }
  }
  return 0;
}

Glob::Component Glob::ParseComponent(const std::u32string& text) {
  Component component;
  for (std::size_t at = 0; at < text.size();) {
    Item item;
    std::size_t next = at + 1;
    if (text[at] == U'*') {
      item.kind = Item::Kind::kRun;
    } else if (text[at] == U'?') {
      item.kind = Item::Kind::kAny;
    } else if (text[at] == U'[' && (next = ParseSet(text, at + 1, &item)) != 0) {
    } else {
      item = Item();
      if (text[at] == U'\\' && at + 1 < text.size()) ++at;
      item.character = text[at];
      next = at + 1;
    }
    component.push_back(std::move(item));
    at = next;
  }
  return component;
}

bool Glob::ItemMatches(const Item& item, char32_t c) {
  switch (item.kind) {
    case Item::Kind::kCharacter:
      return item.character == c;
    case Item::Kind::kAny:
      return true;
    case Item::Kind::kRun:
      return false;
    case Item::Kind::kSet:
      break;
  }
  const bool inside = std::any_of(item.ranges.begin(), item.ranges.end(), [c](const auto& range) {
    return range.first <= c && c <= range.second;
  });
  return inside != item.negated;
}

// The usual two pointers: on a mismatch the last "*" takes one character more.
bool Glob::ComponentMatches(const Component& component, const std::u32string& name) {
  std::size_t item = 0;
  std::size_t at = 0;
  std::size_t run = component.size();
  std::size_t run_at = 0;
  while (at < name.size()) {
    if (item < component.size() && component[item].kind == Item::Kind::kRun) {
      run = item++;
      run_at = at;
    } else if (item < component.size() && ItemMatches(component[item], name[at])) {
      ++item;
      ++at;
    } else if (run < component.size()) {
      item = run + 1;
      at = ++run_at;
    } else {
      return false;
    }
  }
  while (item < component.size() && component[item].kind == Item::Kind::kRun) ++item;
  return item == component.size();
}

Glob::Reach Glob::Try(std::string_view path) const {
  // reached[i]: components [0, i) match the path so far.
  std::vector<bool> reached(components_.size() + 1, false);
  reached[0] = true;
  const auto pass_folder_runs = [&] {
    for (std::size_t i = 0; i < components_.size(); ++i) {
      if (reached[i] && components_[i].empty()) reached[i + 1] = true;
    }
  };
  pass_folder_runs();
  for (const std::string_view part : SplitPath(path)) {
    const std::u32string name = Characters(part);
    std::vector<bool> next(components_.size() + 1, false);
    for (std::size_t i = 0; i < components_.size(); ++i) {
      if (!reached[i]) continue;
      if (components_[i].empty()) {
        next[i] = true;
      } else if (ComponentMatches(components_[i], name)) {
        next[i + 1] = true;
      }
    }
    reached = std::move(next);
    pass_folder_runs();
  }
  Reach reach;
  reach.matches = reached.back();
  reach.leads_further = std::find(reached.begin(), reached.end() - 1, true) != reached.end() - 1;
  return reach;
}

}  // namespace textkin
