// One file of many records, as batches.

#pragma once

#include <cstddef>
#include <memory>

#include "textkin/read.h"

namespace textkin {

class BatchStream {
 public:
  virtual ~BatchStream() = default;

  // Records of about `target_bytes` together, or nothing at the end.
  virtual std::unique_ptr<Batch> Next(std::size_t target_bytes) = 0;
  // Whether batches have a source, which holds the file open.
  virtual bool holds() const { return false; }
};

}  // namespace textkin
