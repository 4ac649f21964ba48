// Parsing records with simdjson's On Demand front end, in one walk over every value.
//
// The walk visits all values, wanted or not, because On Demand checks only what is visited: a
// record is either JSON from its first byte to its last or refused. Strings are taken as the bytes
// between two of simdjson's structural indexes and unescaped by our own run copier, so that nothing
// is scanned twice.

#include "record.h"

#include <simdjson.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "dates.h"
#include "json_string.h"
#include "textkin/date.h"
#include "textkin/limits.h"
#include "textkin/site.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

namespace ondemand = simdjson::ondemand;

// Capacity of a thread's parser until a longer record comes; a parser that grew beyond
// kLargeParserBytes for one record is cut back, for its tables are five times its capacity.
constexpr std::size_t kParserBytes = 1u << 20;
constexpr std::size_t kLargeParserBytes = 8u << 20;

std::string_view TrimJsonSpace(std::string_view text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r' ||
                           text.back() == '\n')) {
    text.remove_suffix(1);
  }
  return text;
}

// JSON's grammar for numbers.
bool IsNumber(std::string_view token) {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t start = at;
    while (at < token.size() && token[at] >= '0' && token[at] <= '9') ++at;
    return at - start;
  };
  const auto take = [&](char c) {
    const bool there = at < token.size() && token[at] == c;
    at += there ? 1 : 0;
    return there;
  };
  take('-');
  if (!take('0') && digits() == 0) return false;
  if (take('.') && digits() == 0) return false;
  if (take('e') || take('E')) {
    if (!take('+')) take('-');
    if (digits() == 0) return false;
  }
  return at == token.size();
}

// Whether the bytes between two quotes hold only escapes that JSON has.
bool HasValidEscapes(std::string_view raw) {
  for (std::size_t at = raw.find('\\'); at != std::string_view::npos; at = raw.find('\\', at + 2)) {
    if (at + 1 >= raw.size()) return false;
    const char kind = raw[at + 1];
    if (std::string_view("\"\\/bfnrtu").find(kind) == std::string_view::npos) return false;
    if (kind != 'u') continue;
    const std::string_view hex = raw.substr(at + 2, 4);
    if (hex.size() < 4 ||
        hex.find_first_not_of("0123456789abcdefABCDEF") != std::string_view::npos) {
      return false;
    }
  }
  return true;
}

// A value that a field asks for, still as it is written.
struct RawValue {
  std::string_view token;  // the bytes between the quotes, or the number
  bool is_string = false;
  bool is_number = false;
};

struct Found {
  RawValue value;
  std::uint8_t rank = 0;
  bool there = false;
};

// What one walk over a record found.
struct RawRecord {
  Found text, id, url, site, title;
  std::vector<std::pair<std::uint8_t, RawValue>> dates;
  bool duplicate_text = false;
  bool duplicate_id = false;

  void Clear() {
    text = id = url = site = title = Found();
    dates.clear();
    duplicate_text = duplicate_id = false;
  }
};

class RecordWalk {
 public:
  RecordWalk(const RecordFields& fields, RawRecord* record) : fields_(fields), record_(record) {}

  simdjson::error_code Walk(ondemand::document& document) {
    ondemand::object object;
    if (const auto error = document.get_object().get(object)) return error;
    if (const auto error = WalkObject(object, 1, /*leads=*/true)) return error;
    const bool at_end = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    return at_end ? simdjson::SUCCESS : simdjson::TRAILING_CONTENT;
  }

 private:
  // `leads`: fields may lie in this object; then path_ is its path, with a dot behind unless it is
  // the root.
  simdjson::error_code WalkObject(ondemand::object& object, std::size_t depth, bool leads) {
    if (depth > kMaxJsonDepth) return simdjson::DEPTH_ERROR;
    const std::size_t path_bytes = path_.size();
    for (auto member : object) {
      if (member.error()) return member.error();
      if (leads) {
        if (!AppendKey(member.value_unsafe().key())) return simdjson::STRING_ERROR;
      }
      const auto error = WalkValue(member.value_unsafe().value(), depth, leads);
      path_.resize(path_bytes);
      if (error) return error;
    }
    return simdjson::SUCCESS;
  }

  simdjson::error_code WalkArray(ondemand::array& array, std::size_t depth) {
    if (depth > kMaxJsonDepth) return simdjson::DEPTH_ERROR;
    for (auto element : array) {
      if (element.error()) return element.error();
      if (const auto error = WalkValue(element.value_unsafe(), depth, /*leads=*/false))
        return error;
    }
    return simdjson::SUCCESS;
  }

  simdjson::error_code WalkValue(ondemand::value& value, std::size_t depth, bool named) {
    ondemand::json_type type;
    if (const auto error = value.type().get(type)) return error;
    if (type == ondemand::json_type::object) {
      if (named) Take({});
      const bool leads = named && fields_.LeadsTo(path_);
      if (leads) path_.push_back('.');
      ondemand::object object;
      if (const auto error = value.get_object().get(object)) return error;
      return WalkObject(object, depth + 1, leads);
    }
    if (type == ondemand::json_type::array) {
      if (named) Take({});
      ondemand::array array;
      if (const auto error = value.get_array().get(array)) return error;
      return WalkArray(array, depth + 1);
    }
    RawValue scalar;
    if (const auto error = ReadScalar(TrimJsonSpace(value.raw_json_token()), type, &scalar))
      return error;
    if (named) Take(scalar);
    return simdjson::SUCCESS;
  }

  static simdjson::error_code ReadScalar(std::string_view token, ondemand::json_type type,
                                         RawValue* value) {
    switch (type) {
      case ondemand::json_type::string:
        if (token.size() < 2 || token.back() != '"') return simdjson::STRING_ERROR;
        value->token = token.substr(1, token.size() - 2);
        value->is_string = true;
        return HasValidEscapes(value->token) ? simdjson::SUCCESS : simdjson::STRING_ERROR;
      case ondemand::json_type::number:
        value->token = token;
        value->is_number = true;
        return IsNumber(token) ? simdjson::SUCCESS : simdjson::NUMBER_ERROR;
      case ondemand::json_type::boolean:
        return token == "true"    ? simdjson::SUCCESS
               : token == "false" ? simdjson::SUCCESS
               : token[0] == 't'  ? simdjson::T_ATOM_ERROR
                                  : simdjson::F_ATOM_ERROR;
      default:
        return token == "null" ? simdjson::SUCCESS : simdjson::N_ATOM_ERROR;
    }
  }

  bool AppendKey(ondemand::raw_json_string key) {
    const char* const start = key.raw();
    const char* end = start;
    bool escaped = false;
    for (; *end != '"'; ++end) {
      if (*end != '\\') continue;
      escaped = true;
      ++end;
    }
    const std::string_view raw(start, static_cast<std::size_t>(end - start));
    if (!escaped) {
      path_.append(raw);
      return true;
    }
    const bool ok = UnescapeJson(raw, &key_).ok;
    path_.append(key_);
    return ok;
  }

  void Take(const RawValue& value) {
    const std::vector<Field>* fields = fields_.Find(path_);
    if (fields == nullptr) return;
    for (const Field& field : *fields) TakeField(field, value);
  }

  void TakeField(const Field& field, const RawValue& value) {
    switch (field.role) {
      case FieldRole::kText:
        record_->duplicate_text |= record_->text.there;
        record_->text = {value, 0, true};
        return;
      case FieldRole::kId:
        record_->duplicate_id |= record_->id.there && record_->id.rank == field.rank;
        return Choose(field.rank, value, &record_->id);
      case FieldRole::kUrl:
        return Choose(field.rank, value, &record_->url);
      case FieldRole::kSite:
        return Choose(field.rank, value, &record_->site);
      case FieldRole::kTitle:
        return Choose(field.rank, value, &record_->title);
      case FieldRole::kDate:
        if (value.is_string || value.is_number) record_->dates.emplace_back(field.rank, value);
        return;
    }
  }

  // The key that is named first in the list of its role wins; of two equal ones the later.
  static void Choose(std::uint8_t rank, const RawValue& value, Found* found) {
    if (!value.is_string && !value.is_number) return;
    if (!found->there || rank <= found->rank) *found = {value, rank, true};
  }

  const RecordFields& fields_;
  RawRecord* record_;
  std::string path_;
  std::string key_;
};

// A thread's parser and the memory that records share.
struct Workspace {
  ondemand::parser parser;
  RawRecord raw;
  std::string repaired;
};

simdjson::error_code ParseLine(std::string_view line, const RecordFields& fields, Workspace* work,
                               std::size_t* error_byte) {
  *error_byte = std::string_view::npos;
  work->raw.Clear();
  const std::size_t capacity = work->parser.capacity();
  if (line.size() > capacity || (capacity > kLargeParserBytes && line.size() <= kParserBytes)) {
    const auto error =
        work->parser.allocate(std::max(line.size(), kParserBytes), kMaxJsonDepth + 1);
    if (error) return error;
  }
  const simdjson::padded_string_view padded(line, line.size() + simdjson::SIMDJSON_PADDING);
  ondemand::document document;
  if (const auto error = work->parser.iterate(padded).get(document)) return error;
  const auto error = RecordWalk(fields, &work->raw).Walk(document);
  const char* location = nullptr;
  if (error && document.current_location().get(location) == simdjson::SUCCESS &&
      location >= line.data() && location <= line.data() + line.size()) {
    *error_byte = static_cast<std::size_t>(location - line.data());
  }
  return error;
}

void AddRecordFault(FaultCode code, std::string detail, Document* document) {
  document->faults.push_back({code, std::move(detail)});
}

// Unescapes a field into *out and returns how many lone surrogates it had.
std::size_t TakeValue(const RawValue& value, std::string* out) {
  if (value.is_string) return UnescapeJson(value.token, out).lone_surrogates;
  out->assign(value.token);
  return 0;
}

void FillMetadata(RawRecord* raw, const std::string& folder_site, Document* document) {
  TakeValue(raw->id.value, &document->record_id);
  TakeValue(raw->url.value, &document->url);
  TakeValue(raw->site.value, &document->site);
  TakeValue(raw->title.value, &document->title);
  if (document->site.empty() && !document->url.empty()) {
    document->site = RegistrableHost(document->url);
  }
  if (document->site.empty()) document->site = folder_site;
  std::stable_sort(raw->dates.begin(), raw->dates.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string written;
  for (const auto& [rank, value] : raw->dates) {
    TakeValue(value, &written);
    AddDate(ParseDateValue(written), "record", &document->dates);
  }
  AppendTitleYears(document->title, &document->dates);
}

void FillText(const RawRecord& raw, Document* document) {
  if (!raw.text.there) {
    AddRecordFault(FaultCode::kMissingText, "the record has no text field", document);
  } else if (!raw.text.value.is_string) {
    AddRecordFault(FaultCode::kMissingText, "the record's text field is not a string", document);
  } else {
    const std::size_t lone = TakeValue(raw.text.value, &document->text);
    if (lone > 0) {
      AddRecordFault(FaultCode::kLoneSurrogate,
                     std::to_string(lone) + " lone surrogates in the text became U+FFFD", document);
    }
  }
  if (raw.duplicate_text) {
    AddRecordFault(FaultCode::kDuplicateKey, "the text key occurs twice; the last one was taken",
                   document);
  }
  if (raw.duplicate_id) {
    AddRecordFault(FaultCode::kDuplicateKey, "the id key occurs twice; the last one was taken",
                   document);
  }
}

// Where the text lies in `line`, if it lies there.
TextPlace PlaceOfText(const RawRecord& raw, std::string_view line) {
  const std::string_view token = raw.text.value.token;
  if (!raw.text.value.is_string) return {};
  return {static_cast<std::uint64_t>(token.data() - line.data()),
          static_cast<std::uint32_t>(token.size())};
}

void FillError(simdjson::error_code error, std::size_t error_byte, Document* document) {
  if (error == simdjson::DEPTH_ERROR) {
    AddRecordFault(FaultCode::kJsonTooDeep,
                   "the record nests deeper than " + std::to_string(kMaxJsonDepth) + " levels",
                   document);
    document->limits.emplace_back("max_json_depth");
    return;
  }
  std::string detail = error == simdjson::INCORRECT_TYPE ? "the line is not a JSON object"
                                                         : simdjson::error_message(error);
  if (detail.ends_with('.')) detail.pop_back();
  if (error_byte != std::string_view::npos) {
    detail += ", at byte " + std::to_string(error_byte) + " of the line";
  }
  AddRecordFault(FaultCode::kNotJson, std::move(detail), document);
}

// Refuses a text that is mostly not characters or has become too long by replacing them.
void JudgeRepair(std::size_t invalid, std::size_t characters, Document* document) {
  if (invalid == 0) return;
  const std::string count = std::to_string(invalid) + " sequences of bytes are no characters";
  if (static_cast<double>(invalid) > kMaxInvalidShare * static_cast<double>(characters)) {
    AddRecordFault(FaultCode::kNotText, count, document);
    document->limits.emplace_back("max_invalid_share");
    document->text.clear();
    return;
  }
  AddRecordFault(FaultCode::kInvalidCharacters, count + " and became U+FFFD", document);
  if (document->text.size() > kMaxDocumentBytes) {
    AddRecordFault(FaultCode::kTooLarge, "the text is too long", document);
    document->limits.emplace_back("max_document_bytes");
    document->text.clear();
  }
}

}  // namespace

bool IsBlankLine(std::string_view line) { return TrimJsonSpace(line).empty(); }

Document ParseRecord(std::string_view line, std::uint64_t number, const Batch::File& file,
                     const RecordFields& fields) {
  thread_local Workspace work;
  Document document;
  document.id = file.id + "#" + std::to_string(number);
  document.path = file.id;
  document.site = file.site;
  document.format = Format::kJsonRecord;
  document.bytes = line.size();
  if (line.size() > kMaxRecordBytes) {
    AddRecordFault(FaultCode::kRecordTooLong,
                   "the record has " + std::to_string(line.size()) + " bytes", &document);
    document.limits.emplace_back("max_record_bytes");
    return document;
  }
  std::size_t error_byte = 0;
  std::size_t invalid = 0;
  auto error = ParseLine(line, fields, &work, &error_byte);
  if (error == simdjson::UTF8_ERROR) {
    work.repaired.assign(line);
    invalid = RepairUtf8(&work.repaired);
    work.repaired.reserve(work.repaired.size() + simdjson::SIMDJSON_PADDING);
    error = ParseLine(work.repaired, fields, &work, &error_byte);
  }
  if (error) {
    FillError(error, error_byte, &document);
    return document;
  }
  FillMetadata(&work.raw, file.site, &document);
  FillText(work.raw, &document);
  if (invalid == 0) document.text_place = PlaceOfText(work.raw, line);
  JudgeRepair(invalid, invalid == 0 ? 0 : CountCodePoints(work.repaired), &document);
  return document;
}

}  // namespace textkin
