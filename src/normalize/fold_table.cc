// The generated fold tables under their names.

#include "fold_table.h"

namespace textkin {
namespace {
#include "fold_table.inc"
}  // namespace

const FoldTable kFullFoldTable = {kFullPages, kFullEntries, kFullExpansions};
const FoldTable kStrictFoldTable = {kStrictPages, kStrictEntries, kStrictExpansions};

}  // namespace textkin
