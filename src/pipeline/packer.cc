// gzip by zlib, Zstandard by libzstd.

#include "packer.h"

#include <zlib.h>
#include <zstd.h>

#include <cstddef>

namespace textkin {
namespace {

// Bytes that a packer makes room for at a time.
constexpr std::size_t kRoom = std::size_t{128} << 10;
// What the command line tools do without options: gzip -6, zstd -3.
constexpr int kGzipLevel = 6;
constexpr int kZstdLevel = 3;

class GzipPacker : public Packer {
 public:
  GzipPacker() {
    // 15: the largest window; 16: a gzip header. Its time stays 0, so equal input gives equal
    // bytes.
    ok_ = ::deflateInit2(&stream_, kGzipLevel, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK;
  }
  ~GzipPacker() override {
    if (ok_) ::deflateEnd(&stream_);
  }

  bool Pack(std::string_view bytes, bool last, std::string* packed) override {
    if (!ok_) return false;
    // zlib does not write to its input, and counts it in 32 bits.
    do {
      const std::string_view piece = bytes.substr(0, kRoom);
      bytes.remove_prefix(piece.size());
      stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
      stream_.avail_in = static_cast<uInt>(piece.size());
      Drain(last && bytes.empty() ? Z_FINISH : Z_NO_FLUSH, packed);
    } while (!bytes.empty());
    return true;
  }

 private:
  void Drain(int flush, std::string* packed) {
    do {
      const std::size_t before = packed->size();
      packed->resize(before + kRoom);
      stream_.next_out = reinterpret_cast<Bytef*>(packed->data() + before);
      stream_.avail_out = static_cast<uInt>(kRoom);
      ::deflate(&stream_, flush);
      packed->resize(before + kRoom - stream_.avail_out);
    } while (stream_.avail_out == 0);
  }

  z_stream stream_{};
  bool ok_ = false;
};

class ZstdPacker : public Packer {
 public:
  ZstdPacker() : context_(::ZSTD_createCCtx()) {
    if (context_ == nullptr) return;
    ::ZSTD_CCtx_setParameter(context_, ZSTD_c_compressionLevel, kZstdLevel);
    ::ZSTD_CCtx_setParameter(context_, ZSTD_c_checksumFlag, 1);
  }
  ~ZstdPacker() override { ::ZSTD_freeCCtx(context_); }

  bool Pack(std::string_view bytes, bool last, std::string* packed) override {
    if (context_ == nullptr) return false;
    ZSTD_inBuffer in = {bytes.data(), bytes.size(), 0};
    std::size_t left;
    do {
      const std::size_t before = packed->size();
      packed->resize(before + kRoom);
      ZSTD_outBuffer out = {packed->data() + before, kRoom, 0};
      left = ::ZSTD_compressStream2(context_, &out, &in, last ? ZSTD_e_end : ZSTD_e_continue);
      packed->resize(before + out.pos);
      if (::ZSTD_isError(left) != 0) return false;
    } while (in.pos < in.size || (last && left > 0));
    return true;
  }

 private:
  ZSTD_CCtx* context_;
};

}  // namespace

std::unique_ptr<Packer> PackerFor(std::string_view name) {
  if (name.ends_with(".gz")) return std::make_unique<GzipPacker>();
  if (name.ends_with(".zst")) return std::make_unique<ZstdPacker>();
  return nullptr;
}

}  // namespace textkin
