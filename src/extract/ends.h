// The head and the tail of a text: what stands before and behind what its author wrote.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "textkin/document.h"
#include "units.h"

namespace textkin {

// What is known of a unit.
enum class Strength : std::uint8_t {
  kNone,
  kWeak,    // furniture if it stands among furniture: "Home", "Contact us"
  kStrong,  // furniture
};

// The units [0, head) and [tail, size) are the ends; head <= tail.
struct Ends {
  std::size_t head = 0;
  std::size_t tail = 0;

  bool Contains(std::size_t at) const { return at < head || at >= tail; }
};

// Units in a row that the walk below passes over, and whether one may be passed over: a title, a
// name, a date; never a sentence.
inline constexpr std::size_t kMaxLeftovers = 3;
bool IsLeftover(const Unit& unit);

// Walks in from both ends while units are furniture, or short leftovers between furniture, three in
// a row at most. An end stops behind its last strong unit.
Ends WalkEnds(const std::vector<Unit>& units, const std::vector<Strength>& strengths);

// Appends boilerplate over the ends, with the line breaks that join it to the rest. Leftovers stay
// in the head, where the title is one of them, and go in the tail.
void MarkEnds(std::string_view text, const std::vector<Unit>& units,
              const std::vector<Strength>& strengths, const Ends& ends, std::vector<Mark>* marks);

}  // namespace textkin
