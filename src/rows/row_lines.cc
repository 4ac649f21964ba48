// Cell by cell, row by row.

#include "row_lines.h"

#include <arrow/record_batch.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <memory>
#include <system_error>

#include "json_value.h"
#include "open_table.h"

namespace textkin {
namespace {

// Of lines that are written at once.
constexpr std::size_t kLinesBytes = 256u << 10;

void WriteOut(std::string* lines) {
  for (std::size_t done = 0; done < lines->size();) {
    const ssize_t written = ::write(STDOUT_FILENO, lines->data() + done, lines->size() - done);
    if (written < 0 && errno != EINTR)
      throw std::system_error(errno, std::generic_category(), "writing rows");
    if (written > 0) done += static_cast<std::size_t>(written);
  }
  lines->clear();
}

}  // namespace

void WriteRowLines(int fd, const std::vector<std::string>& columns) {
  OpenTable table(fd, columns);
  std::vector<std::string> keys;
  for (const std::string& name : table.schema()->field_names()) {
    AppendJsonText(name, &keys.emplace_back());
    keys.back().push_back(':');
  }
  std::string lines;
  while (const std::shared_ptr<arrow::RecordBatch> batch = table.Next()) {
    const auto& cells = batch->columns();
    for (std::int64_t row = 0; row < batch->num_rows(); ++row) {
      lines.push_back('{');
      for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) lines.push_back(',');
        lines.append(keys[i]);
        AppendJsonValue(*cells[i], row, &lines);
      }
      lines.append("}\n");
      if (lines.size() >= kLinesBytes) WriteOut(&lines);
    }
  }
  WriteOut(&lines);
}

}  // namespace textkin
