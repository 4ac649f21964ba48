// A document as a record of JSON Lines, with the names that records usually have.

#include "json_writer.h"
#include "textkin/report.h"

namespace textkin {

void AppendRecordRow(const Document& document, std::string* out) {
  JsonObject row(out);
  row.String("id", document.record_id);
  row.String("url", document.url);
  if (!document.dates.empty()) row.String("date", document.dates.front().value);
  if (!document.title.empty()) row.String("title", document.title);
  row.String("text", document.text);
  row.Close();
  out->push_back('\n');
}

}  // namespace textkin
