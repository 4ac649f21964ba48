// Byte-order marks, the incremental decoder, and the choice among charsets.

#include "charset.h"

#include <simdjson.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "charset_guess.h"
#include "textkin/limits.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kPivotUnits = 4096;
constexpr char16_t kReplacementUnit = 0xFFFD;
constexpr char kUtf8[] = "UTF-8";

// ICU calls this for every sequence that is no character. Counts it and writes U+FFFD.
void CountInvalid(const void* context, UConverterToUnicodeArgs* args, const char* /*bytes*/,
                  std::int32_t /*length*/, UConverterCallbackReason reason, UErrorCode* error) {
  if (reason > UCNV_IRREGULAR) return;  // reset, close, clone
  ++*static_cast<std::size_t*>(const_cast<void*>(context));
  *error = U_ZERO_ERROR;
  ucnv_cbToUWriteUChars(args, &kReplacementUnit, 1, 0, error);
}

// First bytes of formats that are sometimes found under a text's name.
constexpr std::array<std::string_view, 14> kBinaryStarts = {"%PDF-"sv,
                                                            "PK\x03\x04"sv,
                                                            "\x89PNG"sv,
                                                            "GIF8"sv,
                                                            "\xff\xd8\xff"sv,
                                                            "\x7f"
                                                            "ELF"sv,
                                                            "\xd0\xcf\x11\xe0"sv,
                                                            "7z\xbc\xaf"sv,
                                                            "Rar!\x1a"sv,
                                                            "{\\rtf"sv,
                                                            "BZh9"sv,
                                                            "SQLite format 3"sv,
                                                            "RIFF"sv,
                                                            "\x1f\x8b"sv};
constexpr std::size_t kBinarySample = 8u << 10;
// Share of units of UTF-16 that are characters texts have: all but emoji and rare scripts. ASCII
// read as UTF-16 has its spaces outside.
constexpr double kMinTextUnits = 0.98;
// Share of control bytes above which bytes are not text. Random bytes have 10 %, texts none.
constexpr double kMaxControlShare = 0.05;

// Latin, Greek, Cyrillic and East Asian characters with their punctuation.
bool IsTextUnit(char16_t unit) {
  const auto in = [unit](char16_t first, char16_t last) { return unit >= first && unit <= last; };
  return in(0x20, 0x7E) || in(0x09, 0x0D) || in(0xA0, 0x24F) || in(0x370, 0x4FF) ||
         in(0x2010, 0x2027) || in(0x2030, 0x2044) || in(0x3000, 0x30FF) || in(0x4E00, 0x9FFF) ||
         in(0xAC00, 0xD7A3) || in(0xFF01, 0xFFEE);
}

}  // namespace

ByteOrderMark FindByteOrderMark(std::string_view bytes) {
  if (bytes.starts_with("\xef\xbb\xbf"sv)) return ByteOrderMark::kUtf8;
  if (bytes.starts_with("\xff\xfe\0\0"sv)) return ByteOrderMark::kUtf32Le;
  if (bytes.starts_with("\0\0\xfe\xff"sv)) return ByteOrderMark::kUtf32Be;
  if (bytes.starts_with("\xff\xfe"sv)) return ByteOrderMark::kUtf16Le;
  if (bytes.starts_with("\xfe\xff"sv)) return ByteOrderMark::kUtf16Be;
  return ByteOrderMark::kNone;
}

ByteOrderMark GuessUtf16(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, kBinarySample);
  if (sample.find('\0') == std::string_view::npos) return ByteOrderMark::kNone;
  for (const ByteOrderMark mark : {ByteOrderMark::kUtf16Le, ByteOrderMark::kUtf16Be}) {
    const std::size_t high = mark == ByteOrderMark::kUtf16Le ? 1 : 0;
    std::size_t text = 0;
    std::size_t ascii = 0;
    for (std::size_t i = 0; i + 1 < sample.size(); i += 2) {
      const auto unit = static_cast<char16_t>(static_cast<unsigned char>(sample[i + high]) << 8 |
                                              static_cast<unsigned char>(sample[i + 1 - high]));
      text += IsTextUnit(unit);
      ascii += unit < 0x80;
    }
    const double units = static_cast<double>(sample.size() / 2);
    if (ascii > 0 && static_cast<double>(text) >= kMinTextUnits * units) return mark;
  }
  return ByteOrderMark::kNone;
}

std::size_t ByteOrderMarkBytes(ByteOrderMark mark) {
  switch (mark) {
    case ByteOrderMark::kNone:
      return 0;
    case ByteOrderMark::kUtf8:
      return 3;
    case ByteOrderMark::kUtf16Le:
    case ByteOrderMark::kUtf16Be:
      return 2;
    case ByteOrderMark::kUtf32Le:
    case ByteOrderMark::kUtf32Be:
      return 4;
  }
  return 0;
}

const char* CharsetOf(ByteOrderMark mark) {
  switch (mark) {
    case ByteOrderMark::kNone:
    case ByteOrderMark::kUtf8:
      return kUtf8;
    case ByteOrderMark::kUtf16Le:
      return "UTF-16LE";
    case ByteOrderMark::kUtf16Be:
      return "UTF-16BE";
    case ByteOrderMark::kUtf32Le:
      return "UTF-32LE";
    case ByteOrderMark::kUtf32Be:
      return "UTF-32BE";
  }
  return kUtf8;
}

Decoder::Decoder(const char* charset)
    : pivot_(std::make_unique<char16_t[]>(kPivotUnits)),
      pivot_source_(pivot_.get()),
      pivot_target_(pivot_.get()) {
  UErrorCode error = U_ZERO_ERROR;
  to_ = ucnv_open(kUtf8, &error);
  from_ = ucnv_open(charset, &error);
  if (from_ != nullptr) {
    ucnv_setToUCallBack(from_, CountInvalid, &invalid_, nullptr, nullptr, &error);
  }
}

Decoder::~Decoder() {
  ucnv_close(from_);
  ucnv_close(to_);
}

void Decoder::Decode(std::string_view bytes, bool last, std::string* text) {
  const char* source = bytes.data();
  const char* const source_end = source + bytes.size();
  const std::size_t start = text->size();
  char out[16384];
  UErrorCode error;
  do {
    error = U_ZERO_ERROR;
    char* target = out;
    ucnv_convertEx(to_, from_, &target, out + sizeof out, &source, source_end, pivot_.get(),
                   &pivot_source_, &pivot_target_, pivot_.get() + kPivotUnits, false, last, &error);
    text->append(out, static_cast<std::size_t>(target - out));
  } while (error == U_BUFFER_OVERFLOW_ERROR && text->size() - start <= max_text_bytes_);
}

bool LooksBinary(std::string_view bytes) {
  if (std::any_of(kBinaryStarts.begin(), kBinaryStarts.end(),
                  [&](std::string_view start) { return bytes.starts_with(start); })) {
    return true;
  }
  const std::string_view sample = bytes.substr(0, kBinarySample);
  const auto controls = std::count_if(sample.begin(), sample.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    const bool layout = (byte >= '\b' && byte <= '\r') || byte == 0x1B || byte == 0x1A;
    return (byte < 0x20 && !layout) || byte == 0x7F;
  });
  return static_cast<double>(controls) > kMaxControlShare * static_cast<double>(sample.size());
}

Decoded DecodeBytes(std::string bytes, bool markup, std::string_view label) {
  Decoded decoded;
  ByteOrderMark mark = FindByteOrderMark(bytes);
  bytes.erase(0, ByteOrderMarkBytes(mark));
  if (mark == ByteOrderMark::kNone) mark = GuessUtf16(bytes);
  if (mark != ByteOrderMark::kNone && mark != ByteOrderMark::kUtf8) {
    decoded.charset = CharsetOf(mark);
  } else if (mark == ByteOrderMark::kUtf8 || simdjson::validate_utf8(bytes)) {
    decoded.charset = kUtf8;
  } else {
    std::string declared = CharsetOfLabel(label);
    if (declared.empty() && markup) declared = DeclaredCharset(bytes);
    decoded.charset = GuessCharset(bytes, declared);
  }
  if (decoded.charset == kUtf8) {
    decoded.invalid = RepairUtf8(&bytes);
    decoded.text = std::move(bytes);
    return decoded;
  }
  Decoder decoder(decoded.charset.c_str());
  decoder.set_max_text_bytes(kMaxDocumentBytes);
  decoder.Decode(bytes, /*last=*/true, &decoded.text);
  decoded.invalid = decoder.invalid();
  return decoded;
}

}  // namespace textkin
