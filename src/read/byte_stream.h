// Streams of bytes: a file or pipe, decompressed by content.

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "open_file.h"
#include "textkin/fault.h"

namespace textkin {

class ByteStream {
 public:
  virtual ~ByteStream() = default;

  // Fills out[0, capacity) and returns how many bytes: fewer than `capacity` only at the end or at
  // a fault.
  virtual std::size_t Read(char* out, std::size_t capacity) = 0;
  // For gzip: Read ends at the end of a member too, and a call behind it begins the next one. Other
  // streams are one member.
  virtual void StopAtMembers() {}
  // Whether the last Read came to the end of a member.
  virtual bool at_member_end() const { return false; }
  // After damage or a cut: goes on where another member seems to begin. False when there is none,
  // and then the fault stays.
  virtual bool SkipDamage() { return false; }
  // Whether the bytes handed out are those of the file.
  virtual bool is_plain() const { return false; }
  // What ended the stream before its time. Everything before it has been handed out.
  const std::optional<Fault>& fault() const { return fault_; }

 protected:
  std::optional<Fault> fault_;
};

// The stored bytes of a file or pipe, through one buffer, with their offsets.
class StoredBytes {
 public:
  // Does not own the descriptor. When *cancel becomes true (null: never), the bytes end.
  explicit StoredBytes(int fd, const std::atomic<bool>* cancel = nullptr);

  // Reads until `count` bytes are at hand or the file ends; `count` is at most kBufferBytes.
  void Want(std::size_t count);
  const char* data() const { return buffer_.data() + begin_; }
  std::size_t size() const { return end_ - begin_; }
  void Consume(std::size_t count) { begin_ += count; }
  // Goes back to a byte that has been read. False for pipes.
  bool ReturnTo(std::uint64_t offset);
  // Around the buffer, for bytes that nobody needs to look at twice.
  std::size_t ReadDirectly(char* out, std::size_t capacity);

  // Of the next byte of data().
  std::uint64_t offset() const { return read_ - size(); }
  const std::optional<Fault>& fault() const { return fault_; }

  // Reads this large make the cost of the system calls vanish.
  static constexpr std::size_t kBufferBytes = 256u << 10;

 private:
  std::size_t ReadSome(char* out, std::size_t capacity);
  // Waits until there is something to read. False when cancelled.
  bool WaitForBytes() const;

  int fd_;
  const std::atomic<bool>* cancel_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t read_ = 0;  // bytes taken from the file
  std::optional<Fault> fault_;
};

// The bytes of `stored`, decompressed where they begin like gzip, Zstandard or xz; one layer. An
// empty file or a file cut within its first bytes is taken for a truncated stream where
// `claims_compression`. `stored` must outlive the stream.
std::unique_ptr<ByteStream> OpenStream(StoredBytes* stored, bool claims_compression);

}  // namespace textkin
