// Opening a Parquet file within bounds of memory and time.

#pragma once

#include <arrow/io/file.h>
#include <arrow/record_batch.h>
#include <parquet/arrow/reader.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace textkin {

// A Parquet file, read from its first row to its last.
class OpenTable {
 public:
  // Takes `fd` over. `columns` are dotted paths; empty: all columns. Throws parquet's exceptions,
  // and std::runtime_error with what Arrow says.
  OpenTable(int fd, const std::vector<std::string>& columns);

  // Null at the end. A call that takes kStepSeconds ends the process.
  std::shared_ptr<arrow::RecordBatch> Next();
  std::shared_ptr<arrow::Schema> schema() const { return batches_->schema(); }
  // That its first column is packed by.
  arrow::Compression::type codec() const;

 private:
  std::unique_ptr<parquet::arrow::FileReader> reader_;
  std::unique_ptr<arrow::RecordBatchReader> batches_;
};

// What Arrow gives, or its words as std::runtime_error.
void Check(const arrow::Status& status);
template <typename Value>
Value Check(arrow::Result<Value> result) {
  Check(result.status());
  return std::move(result).ValueUnsafe();
}

}  // namespace textkin
