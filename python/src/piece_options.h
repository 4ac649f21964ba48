// The options of a scan in pieces, as every task of it has them.

#pragma once

#include "textkin/pipeline.h"

namespace textkin::python {

struct PieceOptions {
  ScanOptions scan;
};

}  // namespace textkin::python
