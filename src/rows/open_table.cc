// Batches of bounded size, and an alarm clock for files that never end.

#include "open_table.h"

#include <parquet/file_reader.h>
#include <parquet/properties.h>
#include <unistd.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace textkin {
namespace {

// For one batch, or for opening a file: a thousand times what an honest one takes.
constexpr unsigned kStepSeconds = 60;
// Of the rows of one batch, unpacked: small beside --memory, large beside the cost of a batch.
constexpr std::int64_t kTableBatchBytes = std::int64_t{8} << 20;
constexpr std::int64_t kMaxBatchRows = 4096;
// Of a column that is read page by page, the bytes read at a time.
constexpr std::int64_t kPageBufferBytes = 1 << 20;

// Wakes up, and ends the process, unless it is put away in time.
class AlarmClock {
 public:
  AlarmClock() { ::alarm(kStepSeconds); }
  AlarmClock(const AlarmClock&) = delete;
  AlarmClock& operator=(const AlarmClock&) = delete;
  ~AlarmClock() { ::alarm(0); }
};

// Rows of which kTableBatchBytes are filled, in the row group with the longest rows.
std::int64_t RowsOfBatch(const parquet::FileMetaData& metadata) {
  std::int64_t rows = kMaxBatchRows;
  for (int i = 0; i < metadata.num_row_groups(); ++i) {
    const auto group = metadata.RowGroup(i);
    const std::int64_t row_bytes =
        group->total_byte_size() / std::max<std::int64_t>(1, group->num_rows());
    rows = std::min(rows, kTableBatchBytes / std::max<std::int64_t>(1, row_bytes));
  }
  return std::max<std::int64_t>(1, rows);
}

bool IsWanted(std::string_view leaf, const std::vector<std::string>& columns) {
  return std::any_of(columns.begin(), columns.end(), [&](const std::string& column) {
    return leaf == column || (leaf.starts_with(column) && leaf[column.size()] == '.');
  });
}

}  // namespace

void Check(const arrow::Status& status) {
  if (!status.ok()) throw std::runtime_error(status.message());
}

OpenTable::OpenTable(int fd, const std::vector<std::string>& columns) {
  const AlarmClock alarm;
  parquet::ReaderProperties pages = parquet::default_reader_properties();
  pages.enable_buffered_stream();
  pages.set_buffer_size(kPageBufferBytes);
  auto file = parquet::ParquetFileReader::Open(Check(arrow::io::ReadableFile::Open(fd)), pages);
  const std::shared_ptr<parquet::FileMetaData> metadata = file->metadata();
  parquet::ArrowReaderProperties rows(/*use_threads=*/false);
  rows.set_batch_size(RowsOfBatch(*metadata));
  rows.set_pre_buffer(false);
  reader_ =
      Check(parquet::arrow::FileReader::Make(arrow::default_memory_pool(), std::move(file), rows));
  std::vector<int> groups(static_cast<std::size_t>(metadata->num_row_groups()));
  std::iota(groups.begin(), groups.end(), 0);
  std::vector<int> leaves;
  for (int i = 0; i < metadata->num_columns(); ++i) {
    const std::string leaf = metadata->schema()->Column(i)->path()->ToDotString();
    if (columns.empty() || IsWanted(leaf, columns)) leaves.push_back(i);
  }
  batches_ = Check(reader_->GetRecordBatchReader(groups, leaves));
}

std::shared_ptr<arrow::RecordBatch> OpenTable::Next() {
  const AlarmClock alarm;
  return Check(batches_->Next());
}

arrow::Compression::type OpenTable::codec() const {
  const auto metadata = reader_->parquet_reader()->metadata();
  const bool has_column = metadata->num_row_groups() > 0 && metadata->num_columns() > 0;
  return has_column ? metadata->RowGroup(0)->ColumnChunk(0)->compression()
                    : arrow::Compression::UNCOMPRESSED;
}

}  // namespace textkin
