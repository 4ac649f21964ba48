// The files are read once more, batch by batch, beside the list of rows.

#include "kept_rows.h"

#include <arrow/array/builder_binary.h>
#include <arrow/array/concatenate.h>
#include <arrow/io/file.h>
#include <arrow/table.h>
#include <arrow/util/byte_size.h>
#include <fcntl.h>
#include <parquet/arrow/writer.h>
#include <unistd.h>

#include <cstdint>
#include <iostream>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "open_table.h"

namespace textkin {
namespace {

constexpr char kAnnotationColumn[] = "textkin";
// Of a row group, unpacked; it is in memory, packed, until it is whole.
constexpr std::int64_t kGroupBytes = std::int64_t{64} << 20;
// Of one text or path in the list of rows; larger than any text that is read.
constexpr std::uint64_t kMaxWordBytes = std::uint64_t{1} << 30;

// One entry of the list.
struct Entry {
  char kind = 'E';
  std::int64_t row = 0;
  std::string word;  // path, annotation or text
};

Entry ReadEntry(std::istream* list) {
  Entry entry;
  std::uint64_t bytes = 0;
  *list >> entry.kind;
  const bool has_row = entry.kind == 'K' || entry.kind == 'A' || entry.kind == 'T';
  const bool has_word = entry.kind == 'F' || entry.kind == 'A' || entry.kind == 'T';
  if (has_row) *list >> entry.row;
  if (has_word) *list >> bytes;
  if (!*list || list->get() != '\n' || bytes > kMaxWordBytes ||
      (!has_row && !has_word && entry.kind != 'E')) {
    throw std::runtime_error("the list of rows to keep is cut off");
  }
  entry.word.resize(bytes);
  if (!list->read(entry.word.data(), static_cast<std::streamsize>(bytes)))
    throw std::runtime_error("the list of rows to keep is cut off");
  return entry;
}

template <typename Builder, typename Cells>
std::shared_ptr<arrow::Array> WithTexts(const arrow::Array& column,
                                        const std::map<std::int64_t, std::string>& texts) {
  Builder builder;
  for (std::int64_t i = 0; i < column.length(); ++i) {
    if (const auto found = texts.find(i); found != texts.end()) {
      Check(builder.Append(found->second));
    } else if (column.IsNull(i)) {
      Check(builder.AppendNull());
    } else {
      Check(builder.Append(static_cast<const Cells&>(column).GetView(i)));
    }
  }
  return Check(builder.Finish());
}

// The kept rows of one batch.
struct KeptBatch {
  arrow::RecordBatchVector runs;  // of neighbouring rows
  std::int64_t last = -2;         // row of the last run's end
  std::int64_t first = -1;        // and of its beginning
  std::int64_t rows = 0;
  std::vector<std::optional<std::string>> annotations;  // of all rows
  std::map<std::int64_t, std::string> texts;            // by kept row
};

class RowKeeper {
 public:
  RowKeeper(std::string text_column, bool annotates)
      : text_column_(std::move(text_column)), annotates_(annotates) {}

  void Run(std::istream* list) {
    for (Entry entry = ReadEntry(list); entry.kind != 'E'; entry = ReadEntry(list)) {
      entry.kind == 'F' ? Open(entry.word) : Keep(std::move(entry));
    }
    WriteBatch();
    if (writer_ == nullptr)
      throw std::runtime_error("there is no file whose columns it could have");
    Check(writer_->Close());
    Check(sink_->Close());
  }

 private:
  void Open(const std::string& path) {
    WriteBatch();
    batch_.reset();
    next_row_ = 0;
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) throw std::runtime_error("'" + path + "' cannot be opened again");
    table_.emplace(fd, std::vector<std::string>());
    if (writer_ == nullptr) return Start();
    if (!table_->schema()->Equals(*schema_, /*check_metadata=*/false))
      throw std::runtime_error("'" + path + "' has other columns than the first file");
  }

  void Start() {
    schema_ = table_->schema();
    std::shared_ptr<arrow::Schema> written = schema_;
    if (annotates_) {
      if (schema_->GetFieldIndex(kAnnotationColumn) >= 0)
        throw std::runtime_error("there is a column 'textkin' already");
      written = Check(
          schema_->AddField(schema_->num_fields(), arrow::field(kAnnotationColumn, arrow::utf8())));
    }
    sink_ = Check(arrow::io::FileOutputStream::Open(STDOUT_FILENO));
    writer_ = Check(parquet::arrow::FileWriter::Open(
        *written, arrow::default_memory_pool(), sink_,
        parquet::WriterProperties::Builder().compression(table_->codec())->build(),
        parquet::ArrowWriterProperties::Builder().store_schema()->build()));
  }

  void Keep(Entry entry) {
    const std::int64_t row = entry.row - 1;
    while (batch_ == nullptr || row >= next_row_) {
      WriteBatch();
      batch_ = table_ ? table_->Next() : nullptr;
      if (batch_ == nullptr) throw std::runtime_error("the input changed while it was read");
      next_row_ += batch_->num_rows();
    }
    const std::int64_t in_batch = row - (next_row_ - batch_->num_rows());
    if (in_batch < 0 || in_batch <= kept_.last)
      throw std::runtime_error("the list of rows to keep is not in order");
    if (in_batch != kept_.last + 1) {
      EndRun();
      kept_.first = in_batch;
    }
    kept_.last = in_batch;
    if (annotates_) {
      kept_.annotations.emplace_back();
      if (entry.kind == 'A') kept_.annotations.back() = std::move(entry.word);
    }
    if (entry.kind == 'T') kept_.texts.emplace(kept_.rows, std::move(entry.word));
    ++kept_.rows;
  }

  void EndRun() {
    if (kept_.last >= 0) {
      kept_.runs.push_back(batch_->Slice(kept_.first, kept_.last - kept_.first + 1));
    }
  }

  void WriteBatch() {
    EndRun();
    KeptBatch kept = std::exchange(kept_, {});
    if (kept.rows == 0) return;
    if (annotates_ || !kept.texts.empty()) {
      kept.runs = {Check(arrow::ConcatenateRecordBatches(kept.runs))};
      if (!kept.texts.empty()) kept.runs = {Replace(kept)};
      if (annotates_) kept.runs = {Annotate(kept)};
    }
    for (const auto& run : kept.runs) WriteRun(*run);
  }

  std::shared_ptr<arrow::RecordBatch> Replace(const KeptBatch& kept) const {
    const auto& batch = kept.runs.front();
    const int column = batch->schema()->GetFieldIndex(text_column_);
    if (column < 0)
      throw std::runtime_error("a text can be cut only in a column of its own, not in '" +
                               text_column_ + "'");
    const arrow::Array& texts = *batch->column(column);
    const auto type = texts.type_id();
    if (type != arrow::Type::STRING && type != arrow::Type::LARGE_STRING)
      throw std::runtime_error("texts can be cut in string columns alone; '" + text_column_ +
                               "' is " + texts.type()->ToString());
    return Check(batch->SetColumn(
        column, batch->schema()->field(column),
        type == arrow::Type::STRING
            ? WithTexts<arrow::StringBuilder, arrow::StringArray>(texts, kept.texts)
            : WithTexts<arrow::LargeStringBuilder, arrow::LargeStringArray>(texts, kept.texts)));
  }

  static std::shared_ptr<arrow::RecordBatch> Annotate(const KeptBatch& kept) {
    arrow::StringBuilder builder;
    for (const std::optional<std::string>& annotation : kept.annotations)
      Check(annotation ? builder.Append(*annotation) : builder.AppendNull());
    const auto& batch = kept.runs.front();
    return Check(batch->AddColumn(batch->num_columns(),
                                  arrow::field(kAnnotationColumn, arrow::utf8()),
                                  Check(builder.Finish())));
  }

  void WriteRun(const arrow::RecordBatch& run) {
    Check(writer_->WriteRecordBatch(run));
    group_bytes_ += Check(arrow::util::ReferencedBufferSize(run));
    if (group_bytes_ < kGroupBytes) return;
    group_bytes_ = 0;
    Check(writer_->NewBufferedRowGroup());
  }

  const std::string text_column_;
  const bool annotates_;
  std::optional<OpenTable> table_;
  std::shared_ptr<arrow::RecordBatch> batch_;
  std::int64_t next_row_ = 0;  // of the file, behind the batch
  KeptBatch kept_;
  std::shared_ptr<arrow::Schema> schema_;
  std::shared_ptr<arrow::io::FileOutputStream> sink_;
  std::unique_ptr<parquet::arrow::FileWriter> writer_;
  std::int64_t group_bytes_ = 0;
};

}  // namespace

void WriteKeptRows(const std::string& text_column, bool annotates) {
  std::ios::sync_with_stdio(false);
  RowKeeper(text_column, annotates).Run(&std::cin);
}

}  // namespace textkin
