// HTTP's encodings, undone within the limits of a document.

#include "warc_document.h"

#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "document_file.h"
#include "textkin/date.h"
#include "textkin/limits.h"
#include "textkin/site.h"
#include "textkin/utf8.h"
#include "warc_header.h"

namespace textkin {
namespace {

constexpr int kSuccess = 200;      // of HTTP, and the 99 codes behind it
constexpr int kRedirection = 300;  // the first that is none
constexpr std::size_t kInflateStep = 256u << 10;
// zlib's words for "gzip or zlib, as it begins" and "neither header", with the largest window.
constexpr int kAnyWrapper = 15 + 32;
constexpr int kNoWrapper = -15;

// A block as its headers describe it.
struct Page {
  WarcHeader header;
  HttpHead head;  // of a response; else only content_type
  std::string_view body;
};

std::optional<Page> PageOf(const Batch::ArchiveRecord& record) {
  Page page;
  std::optional<WarcHeader> header = ParseWarcHeader(record.header);
  if (!header || header->type == WarcType::kOther) return std::nullopt;
  page.header = *std::move(header);
  page.body = record.block;
  if (page.header.type != WarcType::kResponse) {
    page.head.status = kSuccess;
    page.head.content_type = page.header.content_type;
    return page;
  }
  std::optional<HttpHead> head = ParseHttpHead(record.block);
  if (!head) return std::nullopt;
  page.head = *std::move(head);
  page.body.remove_prefix(page.head.bytes);
  return page;
}

// The number of bytes that a chunk says it has, and the rest behind its line; nothing for other
// lines.
std::optional<std::uint64_t> TakeChunkLength(std::string_view* rest) {
  const std::size_t line = rest->find('\n');
  if (line == std::string_view::npos) return std::nullopt;
  std::uint64_t bytes = 0;
  const auto [end, error] = std::from_chars(rest->data(), rest->data() + line, bytes, 16);
  const bool is_length =
      error == std::errc() && std::string_view("\r\n; ").find(*end) != std::string_view::npos;
  if (!is_length) return std::nullopt;
  rest->remove_prefix(line + 1);
  return bytes;
}

// Takes chunked encoding off. False when the last chunk is cut. Bodies that crawlers have stored
// without it while the header still speaks of it begin with no length, and stay.
bool JoinChunks(std::string* body) {
  std::string joined;
  std::string_view rest = *body;
  std::optional<std::uint64_t> bytes = TakeChunkLength(&rest);
  if (!bytes) return true;
  bool is_whole = true;
  while (is_whole && bytes != 0) {
    joined.append(rest.substr(0, *bytes));
    is_whole = *bytes <= rest.size();
    rest.remove_prefix(std::min<std::uint64_t>(*bytes, rest.size()));
    if (rest.starts_with('\r')) rest.remove_prefix(1);
    if (rest.starts_with('\n')) rest.remove_prefix(1);
    bytes = TakeChunkLength(&rest);
    is_whole = is_whole && bytes.has_value();
  }
  *body = std::move(joined);
  return is_whole;
}

void RefusePage(FaultCode code, std::string detail, const char* limit, Document* document) {
  document->faults.push_back({code, std::move(detail)});
  if (limit != nullptr) document->limits.emplace_back(limit);
}

struct Inflater {
  explicit Inflater(int wrapper) { ok = inflateInit2(&zlib, wrapper) == Z_OK; }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() { inflateEnd(&zlib); }

  z_stream zlib{};
  bool ok = false;
};

enum class Inflated : std::uint8_t { kWhole, kCut, kDamaged, kTooMuch };

// Inflates what one of HTTP's two encodings has packed.
Inflated Inflate(std::string_view packed, int wrapper, std::string* out) {
  Inflater inflater(wrapper);
  if (!inflater.ok) return Inflated::kDamaged;
  z_stream& zlib = inflater.zlib;
  zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  zlib.avail_in = static_cast<uInt>(packed.size());  // at most kMaxRecordBytes
  out->clear();
  while (true) {
    const std::size_t before = out->size();
    out->resize(before + kInflateStep);
    zlib.next_out = reinterpret_cast<Bytef*>(out->data() + before);
    zlib.avail_out = static_cast<uInt>(kInflateStep);
    const int result = inflate(&zlib, Z_NO_FLUSH);
    out->resize(out->size() - zlib.avail_out);
    if (result == Z_STREAM_END) return Inflated::kWhole;
    if (result == Z_BUF_ERROR && zlib.avail_in == 0) return Inflated::kCut;
    if (result != Z_OK) return Inflated::kDamaged;
    const bool grows = out->size() > kCompressionRatioFloorBytes &&
                       out->size() / kMaxCompressionRatio >= packed.size();
    if (grows || out->size() > kMaxDocumentBytes) return Inflated::kTooMuch;
  }
}

// Undoes the content encoding. False: the document has the fault.
bool Unpack(const std::string& encoding, bool may_be_cut, std::string* body, Document* document) {
  if (encoding.empty() || encoding == "identity") return true;
  if (encoding != "gzip" && encoding != "x-gzip" && encoding != "deflate") {
    RefusePage(FaultCode::kDamagedRecord, "its content encoding is one that is not read", nullptr,
               document);
    return false;
  }
  std::string unpacked;
  Inflated result = Inflate(*body, kAnyWrapper, &unpacked);
  if (result == Inflated::kDamaged && unpacked.empty()) {
    // Stored unpacked under the header of the packed, as many crawlers do; or bare deflate.
    if (encoding != "deflate") return true;
    result = Inflate(*body, kNoWrapper, &unpacked);
    if (result == Inflated::kDamaged && unpacked.empty()) return true;
  }
  if (result == Inflated::kTooMuch) {
    RefusePage(FaultCode::kCompressionRatio, "the body grows too much", "max_compression_ratio",
               document);
    return false;
  }
  if (result == Inflated::kDamaged || (result == Inflated::kCut && !may_be_cut)) {
    RefusePage(FaultCode::kDamagedRecord, "its packed body is damaged", nullptr, document);
    return false;
  }
  *body = std::move(unpacked);
  return true;
}

// What the headers say of the page.
void FillFromHeader(WarcHeader* header, Document* document) {
  RepairUtf8(&header->record_id);
  RepairUtf8(&header->url);
  document->record_id = std::move(header->record_id);
  document->url = std::move(header->url);
  AddDate(ParseDateValue(header->date), "crawled", &document->dates);
  // The address decides before the folder that the crawl lies in.
  if (std::string host = RegistrableHost(document->url); !host.empty())
    document->site = std::move(host);
}

}  // namespace

Document StartOfRecord(std::uint64_t number, const Batch::File& file) {
  Document document;
  document.id = file.id + "#" + std::to_string(number);
  document.path = file.id;
  document.site = file.site;
  return document;
}

RecordKind KindOf(const Batch::ArchiveRecord& record) {
  const std::optional<Page> page = PageOf(record);
  if (!page) {
    const std::optional<WarcHeader> header = ParseWarcHeader(record.header);
    const bool should_be = header && header->type == WarcType::kResponse &&
                           header->content_type.starts_with("application/http");
    return should_be ? RecordKind::kDamaged : RecordKind::kOther;
  }
  const bool answered = page->head.status >= kSuccess && page->head.status < kRedirection;
  return answered && FormatOfMedia(page->head.content_type, page->body) ? RecordKind::kPage
                                                                        : RecordKind::kOther;
}

Document DocumentOfRecord(Batch::ArchiveRecord record, const Batch::File& file) {
  Document document = StartOfRecord(record.number, file);
  document.bytes = record.block.size();
  std::optional<Page> page = PageOf(record);
  FillFromHeader(&page->header, &document);
  std::string body(page->body);
  std::string().swap(record.block);
  const bool may_be_cut = page->header.is_truncated;
  if (page->head.is_chunked && !JoinChunks(&body) && !may_be_cut) {
    RefusePage(FaultCode::kDamagedRecord, "its chunked body is cut off", nullptr, &document);
    return document;
  }
  if (!Unpack(page->head.content_encoding, may_be_cut, &body, &document)) return document;
  document.format = FormatOfMedia(page->head.content_type, body).value_or(Format::kText);
  // The archive's name, which may have a date in it, is not the page's.
  std::string path = std::exchange(document.path, "");
  FillDocument(std::move(body), CharsetParameter(page->head.content_type), &document);
  document.path = std::move(path);
  return document;
}

}  // namespace textkin
