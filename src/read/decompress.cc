// gzip by zlib, Zstandard by libzstd, xz by liblzma, all to one pattern: feed what is stored, hand
// out what comes, and turn the libraries' complaints into a fault with the offset in the stored
// file.

#include "decompress.h"

#include <lzma.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <string_view>

#include "textkin/limits.h"

namespace textkin {
namespace {

// Memory for xz's dictionary and tables: what zstd may take, and a little for the decoder itself.
constexpr std::uint64_t kMaxXzMemory = (std::uint64_t{1} << kMaxZstdWindowLog) + (8u << 20);

class Decompressor : public ByteStream {
 public:
  explicit Decompressor(StoredBytes* stored) : stored_(stored) {}

 protected:
  // Makes stored bytes available; false when the file has ended, or failed (then fault_ says so).
  bool Feed() {
    if (stored_->size() == 0) stored_->Want(1);
    if (stored_->size() == 0) fault_ = stored_->fault();
    return stored_->size() > 0;
  }
  void Truncated() {
    if (fault_) return;
    fault_ = Fault{FaultCode::kTruncatedStream, "the compressed data end too early, at byte " +
                                                    std::to_string(stored_->offset())};
  }
  void Damaged(std::string_view reason) {
    fault_ = Fault{FaultCode::kDamagedStream, std::string(reason) + ", at byte " +
                                                  std::to_string(stored_->offset()) +
                                                  " of the compressed data"};
  }

  StoredBytes* stored_;
};

class GzipStream : public Decompressor {
 public:
  explicit GzipStream(StoredBytes* stored) : Decompressor(stored) {
    // 15: the largest window; 16: a gzip header, nothing else.
    if (inflateInit2(&zlib_, 15 + 16) != Z_OK) Damaged("out of memory for gzip");
  }
  ~GzipStream() override { inflateEnd(&zlib_); }

  void StopAtMembers() override { stops_ = true; }
  bool at_member_end() const override { return stops_ && between_members_ && !ended_; }

  std::size_t Read(char* out, std::size_t capacity) override {
    std::size_t count = 0;
    while (count < capacity && !fault_ && !ended_) {
      if (between_members_ && !NextMember()) break;
      if (!Feed()) {
        Truncated();
        break;
      }
      count += Inflate(out + count, capacity - count);
      if (at_member_end()) break;
    }
    return count;
  }

  // A member that is damaged may have swallowed the beginning of the next one, or all of the file,
  // so the search begins behind its own beginning, where the file can be read again.
  bool SkipDamage() override {
    if (!fault_ || fault_->code == FaultCode::kUnreadable) return false;
    const std::uint64_t back = stored_->offset() - member_;
    if (reread_ + back <= stored_->offset() + kFreeReread && stored_->ReturnTo(member_ + 1))
      reread_ += back;
    if (!FindMember()) return false;
    fault_.reset();
    between_members_ = false;
    member_ = stored_->offset();
    inflateReset(&zlib_);
    return true;
  }

 private:
  // Stored bytes read twice beyond as many as the file has: what bounds the search in files made to
  // look like members at every byte.
  static constexpr std::uint64_t kFreeReread = 16u << 20;
  static constexpr std::string_view kMemberStart = "\x1f\x8b\x08";

  // Consumes what stands before the next beginning of a member.
  bool FindMember() {
    while (true) {
      stored_->Want(kMemberStart.size());
      const std::string_view bytes(stored_->data(), stored_->size());
      const std::size_t at = bytes.find(kMemberStart);
      if (at != std::string_view::npos) {
        stored_->Consume(at);
        return true;
      }
      if (bytes.size() < kMemberStart.size()) return false;
      stored_->Consume(bytes.size() - (kMemberStart.size() - 1));
    }
  }

  std::size_t Inflate(char* out, std::size_t capacity) {
    constexpr std::size_t kStep = 1u << 30;  // zlib counts in 32 bits
    const auto room = static_cast<uInt>(std::min(capacity, kStep));
    zlib_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(stored_->data()));
    zlib_.avail_in = static_cast<uInt>(stored_->size());
    zlib_.next_out = reinterpret_cast<Bytef*>(out);
    zlib_.avail_out = room;
    const int result = inflate(&zlib_, Z_NO_FLUSH);
    stored_->Consume(stored_->size() - zlib_.avail_in);
    if (result == Z_STREAM_END) {
      between_members_ = true;
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      Damaged(zlib_.msg != nullptr ? zlib_.msg : "bad gzip data");
    }
    return room - zlib_.avail_out;
  }

  // Like gzip itself, takes zeros behind the last member for padding.
  bool NextMember() {
    while (Feed() && *stored_->data() == 0) stored_->Consume(1);
    if (stored_->size() == 0) {
      ended_ = true;
      return false;
    }
    between_members_ = false;
    member_ = stored_->offset();
    if (static_cast<unsigned char>(*stored_->data()) != 0x1f) {
      Damaged("something else follows the gzip data");
      return false;
    }
    inflateReset(&zlib_);
    return true;
  }

  z_stream zlib_{};
  bool between_members_ = false;
  bool stops_ = false;
  bool ended_ = false;
  std::uint64_t member_ = 0;  // offset of the member at hand
  std::uint64_t reread_ = 0;  // bytes, by SkipDamage
};

class ZstdStream : public Decompressor {
 public:
  explicit ZstdStream(StoredBytes* stored) : Decompressor(stored), zstd_(ZSTD_createDCtx()) {
    if (zstd_ == nullptr) {
      Damaged("out of memory for Zstandard");
      return;
    }
    ZSTD_DCtx_setParameter(zstd_, ZSTD_d_windowLogMax, kMaxZstdWindowLog);
  }
  ~ZstdStream() override { ZSTD_freeDCtx(zstd_); }

  std::size_t Read(char* out, std::size_t capacity) override {
    ZSTD_outBuffer output{out, capacity, 0};
    while (output.pos < capacity && !fault_) {
      const bool fed = Feed();
      if (!fed && at_frame_end_) break;
      const std::size_t before = output.pos;
      ZSTD_inBuffer input{stored_->data(), stored_->size(), 0};
      const std::size_t result = ZSTD_decompressStream(zstd_, &output, &input);
      stored_->Consume(input.pos);
      if (ZSTD_isError(result)) {
        Damaged(ZSTD_getErrorCode(result) == ZSTD_error_frameParameter_windowTooLarge
                    ? "the Zstandard window is larger than allowed"
                    : ZSTD_getErrorName(result));
      } else {
        at_frame_end_ = result == 0;
        // Without input the decoder can only flush what it holds.
        if (!fed && output.pos == before && !at_frame_end_) Truncated();
      }
    }
    return output.pos;
  }

 private:
  ZSTD_DCtx* zstd_;
  bool at_frame_end_ = true;
};

class XzStream : public Decompressor {
 public:
  explicit XzStream(StoredBytes* stored) : Decompressor(stored) {
    if (lzma_stream_decoder(&lzma_, kMaxXzMemory, LZMA_CONCATENATED) != LZMA_OK) {
      Damaged("out of memory for xz");
    }
  }
  ~XzStream() override { lzma_end(&lzma_); }

  std::size_t Read(char* out, std::size_t capacity) override {
    lzma_.next_out = reinterpret_cast<std::uint8_t*>(out);
    lzma_.avail_out = capacity;
    while (lzma_.avail_out > 0 && !fault_ && !ended_) {
      const bool fed = Feed();
      if (fault_) break;
      lzma_.next_in = reinterpret_cast<const std::uint8_t*>(stored_->data());
      lzma_.avail_in = stored_->size();
      const lzma_ret result = lzma_code(&lzma_, fed ? LZMA_RUN : LZMA_FINISH);
      stored_->Consume(stored_->size() - lzma_.avail_in);
      Judge(result);
    }
    return capacity - lzma_.avail_out;
  }

 private:
  void Judge(lzma_ret result) {
    switch (result) {
      case LZMA_OK:
        return;
      case LZMA_STREAM_END:
        ended_ = true;
        return;
      case LZMA_BUF_ERROR:
        Truncated();
        return;
      case LZMA_MEMLIMIT_ERROR:
        Damaged("the xz dictionary is larger than allowed");
        return;
      case LZMA_MEM_ERROR:
        Damaged("out of memory for xz");
        return;
      case LZMA_FORMAT_ERROR:
        Damaged("something else follows the xz data");
        return;
      case LZMA_OPTIONS_ERROR:
        Damaged("unknown xz options");
        return;
      default:
        Damaged("bad xz data");
        return;
    }
  }

  lzma_stream lzma_ = LZMA_STREAM_INIT;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<ByteStream> OpenGzip(StoredBytes* stored) {
  return std::make_unique<GzipStream>(stored);
}
std::unique_ptr<ByteStream> OpenZstd(StoredBytes* stored) {
  return std::make_unique<ZstdStream>(stored);
}
std::unique_ptr<ByteStream> OpenXz(StoredBytes* stored) {
  return std::make_unique<XzStream>(stored);
}

}  // namespace textkin
