// Every page is read and extracted as a scan does it, so that its text is the scan's.

#include "page_lines.h"

#include <utility>

#include "filter_block.h"
#include "textkin/extract.h"
#include "textkin/report.h"

namespace textkin {

Batch LinesOfPages(Batch pages, const ReadOptions& options) {
  Batch batch;
  batch.files = pages.files;
  batch.stored_bytes = pages.stored_bytes;
  batch.is_lines = true;
  std::vector<std::uint64_t> numbers;
  for (const Batch::ArchiveRecord& record : pages.archived) numbers.push_back(record.number);
  std::size_t page = 0;
  ReadBatch(std::move(pages), options, [&](Document&& read) {
    const bool is_page = page < numbers.size();
    Document document = Extract(std::move(read), {.marks = false}).document;
    if (!is_page || HasNoText(document.faults)) {
      batch.faults.push_back(std::move(document));
    } else {
      AppendRecordRow(document, &batch.lines);
      batch.numbers.push_back(numbers[page]);
      if (!document.faults.empty()) batch.line_faults[numbers[page]] = std::move(document.faults);
    }
    ++page;
  });
  batch.lines.reserve(batch.lines.size() + kLinePadding);
  return batch;
}

}  // namespace textkin
