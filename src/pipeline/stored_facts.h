// What a document is beside its text, as bytes of the scratch file, so that it can be marked anew.

#pragma once

#include <string>
#include <string_view>

#include "textkin/extract.h"

namespace textkin {

// Appends everything of `extracted` but the text.
void AppendFacts(const Extracted& extracted, std::string* out);

// Replaces everything of *extracted but the text by what AppendFacts has written.
void ReadFacts(std::string_view facts, Extracted* extracted);

}  // namespace textkin
