// Readings of exchanges.
//
// Chinese words mostly have two characters, and an aligner shows only those that differ, so a word
// may reach over the neighbouring equal character. A run of n unlike characters on both sides can
// be cut into words of two in two ways at most. In English a token is a word, and one may stand for
// two.

#include "readings.h"

#include <algorithm>

namespace textkin {
namespace {

constexpr std::size_t kWord = 2;      // characters of most Chinese words
constexpr std::size_t kMaxWord = 4;   // characters of the longest that are learnt: 成语
constexpr std::size_t kMaxWords = 4;  // English words of a side: beyond, a sentence was rewritten

// Characters that no word which an exchange shows a part of reaches over: 部门的 is 部门, not 门的.
bool IsParticle(char32_t c) { return c == U'的' || c == U'了' || c == U'是'; }

// Words of two characters side by side over a and b, which are as long.
SpinReading InTwos(const SpinWord& a, const SpinWord& b) {
  SpinReading reading;
  for (std::size_t at = 0; at + kWord <= a.size(); at += kWord) {
    SpinWordPair words = {a.substr(at, kWord), b.substr(at, kWord)};
    if (words.first != words.second) reading.push_back(std::move(words));
  }
  return reading;
}

SpinWord Widened(const SpinWord& word, char32_t before, char32_t after) {
  SpinWord widened;
  if (before != 0) widened.push_back(before);
  widened += word;
  if (after != 0) widened.push_back(after);
  return widened;
}

void AddWhole(const SpinWord& a, const SpinWord& b, std::vector<SpinReading>* readings) {
  if (std::min(a.size(), b.size()) < kWord || std::max(a.size(), b.size()) > kMaxWord) return;
  readings->push_back({{a, b}});
}

std::vector<SpinReading> ReadCjk(Exchange e) {
  if (IsParticle(e.before)) e.before = 0;
  if (IsParticle(e.after)) e.after = 0;
  std::vector<SpinReading> readings;
  const bool is_odd = e.a.size() % kWord == 1;
  const auto add_twos = [&](char32_t before, char32_t after) {
    readings.push_back(InTwos(Widened(e.a, before, after), Widened(e.b, before, after)));
  };
  if (e.a.size() != e.b.size()) {
    AddWhole(e.a, e.b, &readings);
    if (std::min(e.a.size(), e.b.size()) >= kWord) return readings;
    if (e.after != 0) AddWhole(Widened(e.a, 0, e.after), Widened(e.b, 0, e.after), &readings);
    if (e.before != 0) AddWhole(Widened(e.a, e.before, 0), Widened(e.b, e.before, 0), &readings);
    return readings;
  }
  if (is_odd) {
    if (e.after != 0) add_twos(0, e.after);
    if (e.before != 0) add_twos(e.before, 0);
  } else {
    add_twos(0, 0);
    if (e.before != 0 && e.after != 0) add_twos(e.before, e.after);
  }
  if (e.a.size() > kWord) AddWhole(e.a, e.b, &readings);
  return readings;
}

// All ways to cut the rest into words for words, one for one, one for two and two for one.
void ReadWords(const Exchange& e, std::size_t a, std::size_t b, SpinReading* so_far,
               std::vector<SpinReading>* readings) {
  if (a == e.a.size() && b == e.b.size()) {
    readings->push_back(*so_far);
    return;
  }
  static constexpr std::pair<std::size_t, std::size_t> kShapes[] = {{1, 1}, {1, 2}, {2, 1}};
  for (const auto& [in_a, in_b] : kShapes) {
    if (a + in_a > e.a.size() || b + in_b > e.b.size()) continue;
    SpinWordPair words = {e.a.substr(a, in_a), e.b.substr(b, in_b)};
    const bool are_equal = words.first == words.second;
    if (!are_equal) so_far->push_back(std::move(words));
    ReadWords(e, a + in_a, b + in_b, so_far, readings);
    if (!are_equal) so_far->pop_back();
  }
}

}  // namespace

std::vector<SpinReading> ReadingsOf(const Exchange& exchange) {
  if (exchange.a.empty() || exchange.b.empty()) return {};
  if (exchange.is_cjk) return ReadCjk(exchange);
  std::vector<SpinReading> readings;
  if (std::max(exchange.a.size(), exchange.b.size()) > kMaxWords) return readings;
  SpinReading so_far;
  ReadWords(exchange, 0, 0, &so_far, &readings);
  return readings;
}

}  // namespace textkin
