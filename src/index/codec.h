// Numbers and strings as bytes of an index: little-endian or of variable length, the same on every
// machine. Reading checks every length before anything is allocated.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "textkin/hash.h"

namespace textkin {

class Encoder {
 public:
  explicit Encoder(std::string* out) : out_(*out) {}

  void Fixed16(std::uint16_t value) { Fixed(value, 2); }
  void Fixed32(std::uint32_t value) { Fixed(value, 4); }
  void Fixed64(std::uint64_t value) { Fixed(value, 8); }
  void Hash(const Hash128& hash) {
    Fixed64(hash.high);
    Fixed64(hash.low);
  }
  void Varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) out_.push_back(static_cast<char>(value | 0x80));
    out_.push_back(static_cast<char>(value));
  }
  void String(std::string_view text) {
    Varint(text.size());
    out_.append(text);
  }

 private:
  void Fixed(std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out_.push_back(static_cast<char>(value >> (8 * i)));
  }

  std::string& out_;
};

// After the first thing that cannot be read everything is 0 and empty, and ok() false.
class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : bytes_(bytes) {}

  bool ok() const { return ok_; }
  // Whether all was read, and nothing is left.
  bool Done() const { return ok_ && bytes_.empty(); }

  std::uint64_t Fixed64() { return Fixed<std::uint64_t>(); }
  // As many as there is room for in `values`.
  template <typename T>
  void FixedAll(std::span<T> values) {
    const std::string_view bytes = Take(values.size_bytes());
    const char* at = bytes.data();
    for (T& value : values) {
      value = bytes.empty() ? T{0} : LittleEndian<T>(at);
      at += bytes.empty() ? 0 : sizeof(T);
    }
  }
  Hash128 Hash() {
    const std::uint64_t high = Fixed64();
    return {high, Fixed64()};
  }
  std::uint64_t Varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const std::uint64_t byte = Fixed<std::uint8_t>();
      value |= (byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
    Fail();
    return 0;
  }
  std::uint32_t Varint32() {
    const std::uint64_t value = Varint();
    if (value > UINT32_MAX) Fail();
    return ok_ ? static_cast<std::uint32_t>(value) : 0;
  }
  std::string_view String() { return Take(Varint()); }
  // How many things of at least `least_bytes` follow: no more than there are bytes for.
  std::size_t Count(std::size_t least_bytes) {
    const std::uint64_t count = Varint();
    if (count > bytes_.size() / least_bytes) Fail();
    return ok_ ? static_cast<std::size_t>(count) : 0;
  }

 private:
  void Fail() {
    ok_ = false;
    bytes_ = {};
  }
  std::string_view Take(std::uint64_t size) {
    if (size > bytes_.size()) {
      Fail();
      return {};
    }
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }
  // Compilers make one instruction of it.
  template <typename T>
  static T LittleEndian(const char* bytes) {
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
      value |= static_cast<T>(T{static_cast<unsigned char>(bytes[i])} << 8 * i);
    return value;
  }
  template <typename T>
  T Fixed() {
    const std::string_view bytes = Take(sizeof(T));
    return bytes.empty() ? T{0} : LittleEndian<T>(bytes.data());
  }

  std::string_view bytes_;
  bool ok_ = true;
};

}  // namespace textkin
