// Watermark sentences: one sentence that a site puts into a text again and again, in mid-sentence.

#pragma once

#include <string_view>
#include <vector>

#include "textkin/document.h"

namespace textkin {

// Appends marks of kind kWatermark for sentences of 12 Chinese or 36 Latin characters or more that
// stand at least three times in the text, once by themselves, and interrupt other sentences in at
// least half of the places behind the first. Refrains and standing clauses repeat too, but they
// begin where a sentence may begin. Linear in the text, and in the number of sentences but for
// sorting them.
void FindWatermarks(std::string_view text, std::vector<Mark>* marks);

}  // namespace textkin
