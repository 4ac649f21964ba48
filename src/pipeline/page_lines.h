// Pages of a web archive as lines of JSON, for what passes lines on.

#pragma once

#include "textkin/read.h"

namespace textkin {

// A batch of lines with the visible texts of a batch of archived pages. What has no text is among
// its faults.
Batch LinesOfPages(Batch pages, const ReadOptions& options);

}  // namespace textkin
