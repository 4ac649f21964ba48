// Reading a whole file within the limits, twice if it changes meanwhile.

#include "document_file.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "byte_stream.h"
#include "charset.h"
#include "file_type.h"
#include "metadata.h"
#include "open_file.h"
#include "textkin/limits.h"
#include "textkin/site.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

// Bytes of one read of a file whose size is unknown.
constexpr std::size_t kStepBytes = 256u << 10;
constexpr int kAttempts = 2;  // a file that changes while it is read is read once more

struct Content {
  std::string bytes;
  std::uint64_t stored_bytes = 0;  // consumed from the file
  std::optional<Fault> fault;
  std::string limit;     // that was reached
  bool refused = false;  // the bytes are not to be used
};

void Refuse(FaultCode code, std::string detail, std::string limit, Content* content) {
  content->fault = Fault{code, std::move(detail)};
  content->limit = std::move(limit);
  content->refused = true;
  std::string().swap(content->bytes);
}

bool GrowsTooMuch(std::uint64_t bytes, std::uint64_t stored_bytes) {
  return bytes > kCompressionRatioFloorBytes && bytes / kMaxCompressionRatio >= stored_bytes;
}

Content ReadContent(int fd, std::uint64_t expected_bytes, bool claims_compression) {
  Content content;
  StoredBytes stored(fd);
  const std::unique_ptr<ByteStream> stream = OpenStream(&stored, claims_compression);
  // One more than expected, so that the end of a plain file is seen in the first read.
  std::size_t step = static_cast<std::size_t>(std::min(expected_bytes, kMaxDocumentBytes)) + 1;
  std::string& bytes = content.bytes;
  while (true) {
    const std::size_t before = bytes.size();
    bytes.resize(before + step);
    const std::size_t count = stream->Read(bytes.data() + before, step);
    bytes.resize(before + count);
    content.stored_bytes = stored.offset();
    if (GrowsTooMuch(bytes.size(), stored.offset())) {
      Refuse(FaultCode::kCompressionRatio,
             "the file grows more than " + std::to_string(kMaxCompressionRatio) + " times",
             "max_compression_ratio", &content);
      return content;
    }
    if (bytes.size() > kMaxDocumentBytes) {
      Refuse(FaultCode::kTooLarge,
             "the document has more than " + std::to_string(kMaxDocumentBytes) + " bytes",
             "max_document_bytes", &content);
      return content;
    }
    if (count < step) break;
    step = kStepBytes;
  }
  content.fault = stream->fault();
  return content;
}

void AddFileFault(FaultCode code, std::string detail, Document* document) {
  document->faults.push_back({code, std::move(detail)});
}

void RefuseText(FaultCode code, std::string detail, const char* limit, Document* document) {
  AddFileFault(code, std::move(detail), document);
  if (limit != nullptr) document->limits.emplace_back(limit);
  std::string().swap(document->text);
}

// Puts content that was read into the document.
void UseContent(Content content, Document* document) {
  if (content.fault) document->faults.push_back(std::move(*content.fault));
  if (!content.limit.empty()) document->limits.push_back(std::move(content.limit));
  if (!content.refused) FillDocument(std::move(content.bytes), {}, document);
}

Format FormatOf(std::string_view path) {
  switch (TypeOfName(path)) {
    case FileType::kMarkdown:
      return Format::kMarkdown;
    case FileType::kHtml:
      return Format::kHtml;
    default:
      return Format::kText;
  }
}

Document Start(const Batch::File& file) {
  Document document;
  document.id = file.id;
  document.path = file.id;
  document.site = file.site;
  document.bytes = file.bytes;
  document.format = FormatOf(file.path);
  return document;
}

}  // namespace

bool LooksLikeHtml(std::string_view bytes) {
  const std::size_t mark = ByteOrderMarkBytes(FindByteOrderMark(bytes));
  const std::size_t first = bytes.find_first_not_of(" \t\r\n", mark);
  if (first == std::string_view::npos) return false;
  const std::string start = LowerAscii(bytes.substr(first, 9));
  return start == "<!doctype" || start.starts_with("<html");
}

void FillDocument(std::string bytes, std::string_view charset, Document* document) {
  ByteOrderMark mark = FindByteOrderMark(bytes);
  if (mark == ByteOrderMark::kNone) mark = GuessUtf16(bytes);
  if ((mark == ByteOrderMark::kNone || mark == ByteOrderMark::kUtf8) && LooksBinary(bytes)) {
    return RefuseText(FaultCode::kNotText, "the file begins like binary data", nullptr, document);
  }
  Decoded decoded = DecodeBytes(std::move(bytes), document->format == Format::kHtml, charset);
  document->text = std::move(decoded.text);
  if (document->text.size() > kMaxDocumentBytes) {
    return RefuseText(FaultCode::kTooLarge,
                      "the text has more than " + std::to_string(kMaxDocumentBytes) + " bytes",
                      "max_document_bytes", document);
  }
  if (decoded.invalid > 0) {
    const std::string count = std::to_string(decoded.invalid) +
                              " sequences of bytes are no characters of " + decoded.charset;
    const auto characters = static_cast<double>(CountCodePoints(document->text));
    if (static_cast<double>(decoded.invalid) > kMaxInvalidShare * characters) {
      return RefuseText(FaultCode::kNotText, count, "max_invalid_share", document);
    }
    AddFileFault(FaultCode::kInvalidCharacters, count + " and became U+FFFD", document);
  }
  FindMetadata(document);
  if (document->site.empty() && !document->url.empty()) {
    document->site = RegistrableHost(document->url);
  }
}

Document ReadDocument(const Batch::File& file) {
  Document document = Start(file);
  Content content;
  bool changed = false;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    OpenedFile opened;
    if (auto fault = OpenRegular(file.path, &opened)) {
      document.faults.push_back(std::move(*fault));
      return document;
    }
    document.bytes = static_cast<std::uint64_t>(opened.state.bytes);
    content = ReadContent(opened.fd.get(), document.bytes, ClaimsCompression(file.path));
    changed = StateAfterReading(file.path, opened) != opened.state;
    if (!changed) break;
  }
  UseContent(std::move(content), &document);
  if (changed) {
    AddFileFault(FaultCode::kChanged, "the file changed while it was read, twice", &document);
  }
  return document;
}

Document ReadDocumentFrom(int fd, const Batch::File& file) {
  Document document = Start(file);
  Content content = ReadContent(fd, 0, /*claims_compression=*/false);
  document.bytes = content.stored_bytes;
  if (LooksLikeHtml(content.bytes)) document.format = Format::kHtml;
  UseContent(std::move(content), &document);
  return document;
}

}  // namespace textkin
