// Names and numbers of the document faults.

#include "textkin/fault.h"

#include <cstdio>

namespace textkin {

std::string FaultCodeText(FaultCode code) {
  char text[8];
  std::snprintf(text, sizeof text, "F%04u", static_cast<unsigned>(code) % 10000u);
  return text;
}

std::string_view FaultName(FaultCode code) {
  switch (code) {
    case FaultCode::kLinkLoop:
      return "link-loop";
    case FaultCode::kNotRegular:
      return "not-regular";
    case FaultCode::kUnreadable:
      return "unreadable";
    case FaultCode::kChanged:
      return "changed";
    case FaultCode::kTooLarge:
      return "too-large";
    case FaultCode::kTruncatedStream:
      return "truncated-stream";
    case FaultCode::kDamagedStream:
      return "damaged-stream";
    case FaultCode::kCompressionRatio:
      return "compression-ratio";
    case FaultCode::kInvalidCharacters:
      return "invalid-characters";
    case FaultCode::kNotText:
      return "not-text";
    case FaultCode::kNotJson:
      return "not-json";
    case FaultCode::kMissingText:
      return "missing-text";
    case FaultCode::kRecordTooLong:
      return "record-too-long";
    case FaultCode::kJsonTooDeep:
      return "json-too-deep";
    case FaultCode::kDuplicateKey:
      return "duplicate-key";
    case FaultCode::kLoneSurrogate:
      return "lone-surrogate";
    case FaultCode::kDamagedRecord:
      return "damaged-record";
    case FaultCode::kDamagedTable:
      return "damaged-table";
    case FaultCode::kHtmlParser:
      return "html-parser";
  }
  return "unknown";
}

}  // namespace textkin
