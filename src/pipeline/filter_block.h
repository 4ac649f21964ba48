// The lines of a block, parsed: which hold records, and what is wrong with the others.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "filter_record.h"
#include "record_blocks.h"
#include "textkin/fault.h"
#include "textkin/filter.h"
#include "textkin/parallel.h"

namespace textkin {

// Where a record stands in the order of a policy; smaller is earlier. Ties go by the input.
struct OrderKey {
  std::uint64_t first = 0;
  std::uint64_t second = 0;

  friend auto operator<=>(const OrderKey&, const OrderKey&) = default;
};

// What a policy looks at.
struct OrderFacts {
  std::uint64_t chars = 0;  // of the text
  const std::vector<DateClaim>& dates;
  bool has_faults = false;
  std::uint64_t masks = 0;
  std::uint64_t tokens = 0;
};
OrderKey MakeOrderKey(KeepPolicy policy, const OrderFacts& facts);

struct ParsedLine {
  static constexpr std::size_t kNoRecord = SIZE_MAX;

  bool is_blank = false;
  std::size_t record = kNoRecord;  // in ParsedBlock::records; none: the line has no usable text
  std::string id;                  // of a line with faults
  std::vector<Fault> faults;
};

struct ParsedBlock {
  std::vector<ParsedLine> lines;  // as those of the block
  std::vector<FilterRecord> records;
  std::vector<OrderKey> keys;  // of the records
};

// Whether a document with these faults has no text that could be compared.
bool HasNoText(const std::vector<Fault>& faults);

// What the lines hold. The result does not depend on the executor.
ParsedBlock ParseBlock(const RecordBlock& block, const RecordParser& parser, KeepPolicy policy,
                       const StageOptions& stages, const ParallelFor& parallel);

}  // namespace textkin
