// What stands before the payload of a WARC record: its own header, and that of HTTP.
//
// ISO 28500: a record is "WARC/1.1", lines "Name: value", an empty line, Content-Length bytes, two
// empty lines. The bytes of a `response` are an HTTP answer, those of `resource` and `conversion`
// the page or text itself.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "textkin/document.h"

namespace textkin {

enum class WarcType : std::uint8_t { kResponse, kResource, kConversion, kOther };

struct WarcHeader {
  WarcType type = WarcType::kOther;
  std::optional<std::uint64_t> block_bytes;  // Content-Length; none: missing, or not a number
  std::string record_id;                     // without its angle brackets
  std::string url;
  std::string date;
  std::string content_type;   // lower case, with its parameters
  bool is_truncated = false;  // the crawler says that it has cut the block
};

// `lines` end with the empty line. Nothing when they do not begin with WARC/1.0 or the like.
std::optional<WarcHeader> ParseWarcHeader(std::string_view lines);

// The end of the header's empty line in `bytes`, or npos. Lines may end in LF alone.
std::size_t EndOfHeader(std::string_view bytes);

struct HttpHead {
  int status = 0;
  std::string content_type;      // lower case, with its parameters
  std::string content_encoding;  // lower case
  bool is_chunked = false;
  std::size_t bytes = 0;  // of the block before the body
};
// Nothing when the block does not begin like an HTTP answer.
std::optional<HttpHead> ParseHttpHead(std::string_view block);

// How a page or text of this media type is read; nothing for other media. An empty type is decided
// by the content.
std::optional<Format> FormatOfMedia(std::string_view content_type, std::string_view body);

// The value of "charset=" in a content type, or empty.
std::string_view CharsetParameter(std::string_view content_type);

}  // namespace textkin
