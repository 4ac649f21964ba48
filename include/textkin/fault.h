// Document faults: what went wrong with one document, as data in the results.
//
// A fault never stops a scan and never costs another document anything. Codes are numbered by stage
// and never change their meaning; docs/formats/results.md lists them.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace textkin {

enum class FaultCode : std::uint16_t {
  // 01xx: the file tree
  kLinkLoop = 101,    // a link that leads back to where the walk has been
  kNotRegular = 102,  // a FIFO, socket or device
  kUnreadable = 103,  // open or read failed
  kChanged = 104,     // the file changed while it was read, twice
  kTooLarge = 105,    // more bytes than kMaxDocumentBytes
  // 02xx: compression
  kTruncatedStream = 201,   // the compressed data end too early
  kDamagedStream = 202,     // the compressed data are wrong
  kCompressionRatio = 203,  // a document grows more than kMaxCompressionRatio times
  // 03xx: characters
  kInvalidCharacters = 301,  // some bytes were no characters and became U+FFFD
  kNotText = 302,            // too many of them, or NUL bytes: not a text
  // 04xx: records
  kNotJson = 401,
  kMissingText = 402,    // no text field, or not a string
  kRecordTooLong = 403,  // more bytes than kMaxRecordBytes
  kJsonTooDeep = 404,
  kDuplicateKey = 405,   // the last one was taken
  kLoneSurrogate = 406,  // an escape such as \ud800 on its own; became U+FFFD
  kDamagedRecord = 407,  // of a WARC file: its header, length or encoding is wrong
  kDamagedTable = 408,   // a Parquet file cannot be read, or not to its end
  // 05xx: markup
  kHtmlParser = 501,  // the parser gave up before the end of the page
};

struct Fault {
  FaultCode code;
  std::string detail;  // one sentence with the reason, and the offset where there is one
};

// "F0301".
std::string FaultCodeText(FaultCode code);
// "invalid-characters".
std::string_view FaultName(FaultCode code);

}  // namespace textkin
