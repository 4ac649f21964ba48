// What the tests of reading share: folders that vanish, compressed bytes, and reading all of it.

#pragma once

#include <gtest/gtest.h>
#include <lzma.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "textkin/read.h"

namespace textkin {

// A folder of its own, removed with everything in it.
class TempFolder {
 public:
  TempFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "textkin-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  std::string path(const std::string& name = {}) const {
    return name.empty() ? path_ : path_ + "/" + name;
  }
  // Writes a file and the folders above it; returns its path.
  std::string Write(const std::string& name, const std::string& bytes) const {
    std::filesystem::create_directories(std::filesystem::path(path(name)).parent_path());
    std::ofstream(path(name), std::ios::binary) << bytes;
    return path(name);
  }

 private:
  std::string path_;
};

struct ReadResult {
  absl::Status status;
  std::vector<Document> documents;
  ReadCounts counts;

  std::vector<std::string> ids() const {
    std::vector<std::string> out;
    for (const Document& document : documents) out.push_back(document.id);
    return out;
  }
  // The only document; fails the test when there are more or fewer.
  Document only() const {
    EXPECT_EQ(documents.size(), 1u);
    return documents.empty() ? Document() : documents.front();
  }
  std::size_t faults() const {
    std::size_t count = 0;
    for (const Document& document : documents) count += document.faults.size();
    return count;
  }
};

inline ReadResult ReadAll(const ReadOptions& options) {
  ReadResult result;
  auto reader = BatchReader::Open(options);
  result.status = reader.status();
  if (!reader.ok()) return result;
  while (true) {
    auto batch = (*reader)->Next();
    result.status = batch.status();
    if (!batch.ok() || *batch == nullptr) break;
    ReadBatch(std::move(**batch), options,
              [&](Document&& document) { result.documents.push_back(std::move(document)); });
  }
  result.counts = (*reader)->counts();
  return result;
}

inline ReadResult ReadAll(std::vector<std::string> inputs) {
  ReadOptions options;
  options.inputs = std::move(inputs);
  return ReadAll(options);
}

// Reads one file of this name and content.
inline Document ReadBytes(const std::string& name, const std::string& bytes) {
  const TempFolder folder;
  return ReadAll({folder.Write(name, bytes)}).only();
}

inline ReadResult ReadLines(const std::string& lines, ReadOptions options = {}) {
  const TempFolder folder;
  options.inputs = {folder.Write("r.jsonl", lines)};
  return ReadAll(options);
}

// The codes of a document's faults, in order: "F0301 F0405".
inline std::string Codes(const Document& document) {
  std::string out;
  for (const Fault& fault : document.faults)
    out += (out.empty() ? "" : " ") + FaultCodeText(fault.code);
  return out;
}

inline std::string Gzip(const std::string& bytes) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

inline std::string Zstd(const std::string& bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
  return out;
}

inline std::string Xz(const std::string& bytes) {
  std::string out(lzma_stream_buffer_bound(bytes.size()), '\0');
  std::size_t size = 0;
  EXPECT_EQ(lzma_easy_buffer_encode(
                6, LZMA_CHECK_CRC64, nullptr, reinterpret_cast<const std::uint8_t*>(bytes.data()),
                bytes.size(), reinterpret_cast<std::uint8_t*>(out.data()), &size, out.size()),
            LZMA_OK);
  out.resize(size);
  return out;
}

}  // namespace textkin
