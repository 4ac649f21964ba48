// Rows of passages.jsonl.

#include <algorithm>
#include <vector>

#include "json_writer.h"
#include "passage_id.h"
#include "textkin/report.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

// The ranges of one side in code points of its document: all offsets are converted in one walk.
class Side {
 public:
  Side(const PassageSide& side, const Passage& passage, Span Difference::*of, Span whole)
      : side_(side), whole_(whole) {
    bytes_ = {whole.begin, whole.end};
    for (const Difference& difference : passage.differences) {
      bytes_.push_back((difference.*of).begin);
      bytes_.push_back((difference.*of).end);
    }
    std::sort(bytes_.begin(), bytes_.end());
    bytes_.erase(std::unique(bytes_.begin(), bytes_.end()), bytes_.end());
    CodePointCounter counter(side.text);
    for (const std::uint32_t byte : bytes_) {
      chars_.push_back(static_cast<std::uint32_t>(counter.At(byte)) + side.char_begin);
    }
  }

  std::uint32_t At(std::uint32_t byte) const {
    const auto place = std::lower_bound(bytes_.begin(), bytes_.end(), byte);
    return chars_[static_cast<std::size_t>(place - bytes_.begin())];
  }
  void AppendRange(Span span, std::string* out) const {
    out->push_back('[');
    AppendInteger(At(span.begin), out);
    out->push_back(',');
    AppendInteger(At(span.end), out);
    out->push_back(']');
  }
  void AppendEnd(bool quotes, std::string* out) const {
    JsonObject end(out);
    end.String("document", side_.id);
    end.Number("begin", At(whole_.begin));
    end.Number("end", At(whole_.end));
    if (quotes) end.String("text", side_.text.substr(whole_.begin, whole_.end - whole_.begin));
    end.Close();
  }
  PassageEnd End() const { return {side_.id, {At(whole_.begin), At(whole_.end)}}; }

 private:
  const PassageSide& side_;
  Span whole_;
  std::vector<std::uint32_t> bytes_;  // ascending
  std::vector<std::uint32_t> chars_;
};

}  // namespace

void AppendPassageRow(const PassageSide& a, const PassageSide& b, const Passage& passage,
                      bool quotes, std::string* out) {
  const Side side_a(a, passage, &Difference::a, passage.a);
  const Side side_b(b, passage, &Difference::b, passage.b);
  JsonObject row(out);
  row.String("id", PassageId(side_a.End(), side_b.End()));
  row.Key("a");
  side_a.AppendEnd(quotes, out);
  row.Key("b");
  side_b.AppendEnd(quotes, out);
  row.Number("tokens", passage.tokens);
  row.Decimal("identity", passage.identity);
  row.String("kind", PassageKindName(passage.kind));
  row.Key("differences");
  AppendArray(passage.differences.size(), out, [&](std::size_t i) {
    const Difference& difference = passage.differences[i];
    JsonObject object(out);
    object.String("type", DifferenceTypeName(difference.type));
    object.Key("a");
    side_a.AppendRange(difference.a, out);
    object.Key("b");
    side_b.AppendRange(difference.b, out);
    object.Close();
  });
  row.Close();
  out->push_back('\n');
}

}  // namespace textkin
