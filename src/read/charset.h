// Charsets: from the bytes of a whole file to UTF-8.
//
// Evidence comes first. A byte-order mark decides, or what can only be UTF-16 without one; text
// that is valid UTF-8 with characters beyond ASCII is UTF-8 whatever the page declares. Otherwise
// the declared charset, uchardet's and ICU's guesses are all decoded, and the one that reads most
// like text wins. ICU does the decoding; no table here is ours.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct UConverter;

namespace textkin {

enum class ByteOrderMark : std::uint8_t { kNone, kUtf8, kUtf16Le, kUtf16Be, kUtf32Le, kUtf32Be };
ByteOrderMark FindByteOrderMark(std::string_view bytes);
std::size_t ByteOrderMarkBytes(ByteOrderMark mark);
// UTF-16 whose mark is missing, or kNone: nearly every unit is a character that texts have, and
// some are ASCII.
ByteOrderMark GuessUtf16(std::string_view bytes);
// ICU's name of the charset that the mark stands for.
const char* CharsetOf(ByteOrderMark mark);

// Turns bytes of one charset into UTF-8, piece by piece. Every invalid sequence becomes one U+FFFD.
class Decoder {
 public:
  // `charset` is a name that ICU knows; ok() says whether it did.
  explicit Decoder(const char* charset);
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
  ~Decoder();

  bool ok() const { return from_ != nullptr && to_ != nullptr; }
  // Appends to *text. `last` flushes: a character cut off at the end becomes U+FFFD.
  void Decode(std::string_view bytes, bool last, std::string* text);
  std::size_t invalid() const { return invalid_; }
  // Bytes appended in the last Decode call may not exceed this; decoding stops there.
  void set_max_text_bytes(std::size_t bytes) { max_text_bytes_ = bytes; }

 private:
  UConverter* from_ = nullptr;
  UConverter* to_ = nullptr;
  std::size_t invalid_ = 0;
  std::size_t max_text_bytes_ = SIZE_MAX;
  // ICU's pivot: UTF-16 between the two converters, kept from call to call.
  std::unique_ptr<char16_t[]> pivot_;
  char16_t* pivot_source_ = nullptr;
  char16_t* pivot_target_ = nullptr;
};

// ICU's name for a label of the WHATWG encoding standard ("gb2312" gives "gb18030"), or empty.
// Labels are case-insensitive.
std::string CharsetOfLabel(std::string_view label);

// The charset that a page's markup declares in its first kibibytes: a <meta> tag or an XML
// declaration. Empty when none is declared or its label is unknown.
std::string DeclaredCharset(std::string_view bytes);

struct Decoded {
  std::string text;         // valid UTF-8, without byte-order mark
  std::string charset;      // ICU's name
  std::size_t invalid = 0;  // sequences that became U+FFFD
};

// `bytes` is consumed. `label`: a charset that came with them, or empty; `markup`: else look for a
// declared one.
Decoded DecodeBytes(std::string bytes, bool markup, std::string_view label);

// Whether the bytes begin like no text at all: a known binary format, or many control bytes.
bool LooksBinary(std::string_view bytes);

}  // namespace textkin
