// Lines of names and values, taken as they come from real crawlers.

#include "warc_header.h"

#include <algorithm>
#include <charconv>

#include "document_file.h"
#include "lines.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

std::string_view TrimField(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

// Calls use(name in lower case, value) for every field; a line that begins with a blank continues
// the one before.
template <typename Use>
void ForEachField(std::string_view lines, const Use& use) {
  std::string name, value;
  while (!lines.empty()) {
    const std::string_view line = NextLine(&lines);
    if (line.starts_with(' ') || line.starts_with('\t')) {
      value.append(" ").append(TrimField(line));
      continue;
    }
    if (!name.empty()) use(name, std::string_view(value));
    const std::size_t colon = line.find(':');
    name = colon == std::string_view::npos ? std::string()
                                           : LowerAscii(TrimField(line.substr(0, colon)));
    value = colon == std::string_view::npos ? std::string() : TrimField(line.substr(colon + 1));
  }
  if (!name.empty()) use(name, std::string_view(value));
}

WarcType TypeOf(std::string_view value) {
  const std::string name = LowerAscii(value);
  if (name == "response") return WarcType::kResponse;
  if (name == "resource") return WarcType::kResource;
  if (name == "conversion") return WarcType::kConversion;
  return WarcType::kOther;
}

std::optional<std::uint64_t> ParseLength(std::string_view value) {
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
  if (error != std::errc() || end != value.data() + value.size()) return std::nullopt;
  return length;
}

std::string_view WithoutBrackets(std::string_view value) {
  if (value.starts_with('<') && value.ends_with('>')) value = value.substr(1, value.size() - 2);
  return value;
}

}  // namespace

std::optional<WarcHeader> ParseWarcHeader(std::string_view lines) {
  const std::string_view version = NextLine(&lines);
  if (!version.starts_with("WARC/")) return std::nullopt;
  WarcHeader header;
  ForEachField(lines, [&](const std::string& name, std::string_view value) {
    if (name == "warc-type") header.type = TypeOf(value);
    if (name == "content-length") header.block_bytes = ParseLength(value);
    if (name == "warc-record-id") header.record_id = WithoutBrackets(value);
    if (name == "warc-target-uri") header.url = WithoutBrackets(value);
    if (name == "warc-date") header.date = value;
    if (name == "content-type") header.content_type = LowerAscii(value);
    if (name == "warc-truncated") header.is_truncated = true;
  });
  return header;
}

std::size_t EndOfHeader(std::string_view bytes) {
  for (std::size_t at = bytes.find('\n'); at != std::string_view::npos;
       at = bytes.find('\n', at + 1)) {
    const std::string_view rest = bytes.substr(at + 1);
    if (rest.starts_with('\n')) return at + 2;
    if (rest.starts_with("\r\n")) return at + 3;
  }
  return std::string_view::npos;
}

std::optional<HttpHead> ParseHttpHead(std::string_view block) {
  if (!block.starts_with("HTTP/")) return std::nullopt;
  const std::size_t end = EndOfHeader(block);
  if (end == std::string_view::npos) return std::nullopt;
  std::string_view lines = block.substr(0, end);
  std::string_view answer = NextLine(&lines);
  HttpHead head;
  head.bytes = end;
  answer = TrimField(answer.substr(std::min(answer.find(' '), answer.size())));
  std::from_chars(answer.data(), answer.data() + answer.size(), head.status);
  ForEachField(lines, [&](const std::string& name, std::string_view value) {
    if (name == "content-type") head.content_type = LowerAscii(value);
    if (name == "content-encoding") head.content_encoding = LowerAscii(value);
    if (name == "transfer-encoding")
      head.is_chunked = LowerAscii(value).find("chunked") != std::string::npos;
  });
  return head;
}

std::optional<Format> FormatOfMedia(std::string_view content_type, std::string_view body) {
  const std::string_view media = TrimField(content_type.substr(0, content_type.find(';')));
  if (media == "text/html" || media == "application/xhtml+xml") return Format::kHtml;
  if (media == "text/markdown") return Format::kMarkdown;
  // Many servers say text/plain of all that they do not know.
  if (media == "text/plain" || media.empty())
    return LooksLikeHtml(body) ? Format::kHtml : Format::kText;
  return std::nullopt;
}

std::string_view CharsetParameter(std::string_view content_type) {
  constexpr std::string_view kName = "charset=";
  const std::size_t at = content_type.find(kName);
  if (at == std::string_view::npos) return {};
  std::string_view value = content_type.substr(at + kName.size());
  value = TrimField(value.substr(0, value.find(';')));
  if (value.size() >= 2 && value.starts_with('"') && value.ends_with('"'))
    value = value.substr(1, value.size() - 2);
  return value;
}

}  // namespace textkin
