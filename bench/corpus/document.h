// Invented documents: a sequence of words with the breaks between them, and how it is written as
// text.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "vocabulary.h"

namespace textkin::corpus {

// What follows a word.
enum class Break : std::uint8_t { kNone, kClause, kSentence, kParagraph };

struct Unit {
  WordId word = 0;
  Break after = Break::kNone;
};

using Draft = std::vector<Unit>;

// What a copyist's software changes and no shingle sees.
struct Style {
  bool lower_case = false;
  bool one_line = false;           // paragraph breaks became spaces
  bool plain_punctuation = false;  // half-width commas and stops, in Chinese too
};

// Bytes of text of an original: lognormal, median 2.2 kB, mean 2.6 kB, never outside 800 to 8,000.
// Web pages after extraction look so; the limits keep one document from deciding a measurement.
std::size_t DrawBytes(Random& random);

// Sentences and paragraphs until the written text has about `bytes` bytes.
Draft Write(const Vocabulary& vocabulary, std::size_t bytes, Random& random);

std::string Text(const Vocabulary& vocabulary, const Draft& draft, const Style& style);

}  // namespace textkin::corpus
