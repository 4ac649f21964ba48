// Rows of lost.jsonl: documents that are not in the collection, with the text that their copies
// show.

#pragma once

#include <string>

#include "collect.h"
#include "part_reader.h"
#include "textkin/provenance.h"

namespace textkin {

// Nothing else is called so: `#` stands in an id only before a number or `part`.
std::string LostIdOf(const Collection& collection, const LostSource& lost);

// One row. Without `quotes` the text is left out. Aligns the copy that lost least with every other
// one.
std::string LostRowOf(const Family& family, const LostSource& lost, bool quotes,
                      const Collection& collection, PartReader* parts);

}  // namespace textkin
