// Files that change while they are read (T3).

#include <fcntl.h>
#include <sys/stat.h>

#include <atomic>
#include <thread>

#include "read_testing.h"

namespace textkin {
namespace {

std::string ManyRecords() {
  std::string lines;
  while (lines.size() < (9u << 20)) lines += "{\"text\":\"" + std::string(2000, 'a') + "\"}\n";
  return lines;
}

// Reads r.jsonl, calling `change` when its first batch has been read.
ReadResult ReadWhile(const TempFolder& folder, const std::function<void()>& change) {
  ReadOptions options;
  options.inputs = {folder.Write("r.jsonl", ManyRecords())};
  ReadResult result;
  auto reader = BatchReader::Open(options);
  EXPECT_TRUE(reader.ok());
  while (true) {
    auto batch = (*reader)->Next();
    EXPECT_TRUE(batch.ok());
    if (*batch == nullptr) break;
    if (change && result.documents.empty()) change();
    ReadBatch(std::move(**batch), options,
              [&](Document&& document) { result.documents.push_back(std::move(document)); });
  }
  return result;
}

TEST(Changes, OfARecordFileAreSaid) {
  const TempFolder folder;
  const std::string path = folder.path("r.jsonl");
  EXPECT_EQ(ReadWhile(folder, {}).faults(), 0u);
  const auto append = [&] { std::ofstream(path, std::ios::app) << "{\"text\":\"b\"}\n"; };
  const auto shrink = [&] { std::filesystem::resize_file(path, 10); };
  const auto replace = [&] {
    folder.Write("other", ManyRecords());
    std::filesystem::rename(folder.path("other"), path);
  };
  const auto remove = [&] { std::filesystem::remove(path); };
  for (const std::function<void()>& change :
       std::vector<std::function<void()>>{append, shrink, replace, remove}) {
    const ReadResult result = ReadWhile(folder, change);
    ASSERT_FALSE(result.documents.empty());
    EXPECT_EQ(result.documents.back().id, "r.jsonl");
    EXPECT_EQ(Codes(result.documents.back()), "F0104");
  }
}

TEST(Changes, OfADocumentAreSaidAndItsTextIsKept) {
  const TempFolder folder;
  const std::string text(8u << 20, 'a');
  const std::string path = folder.Write("a.txt", text);
  EXPECT_EQ(Codes(ReadAll({path}).only()), "");
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    for (long nanosecond = 0; !stop; nanosecond = (nanosecond + 1) % 999999999) {
      const timespec times[2] = {{0, UTIME_OMIT}, {1000000000, nanosecond}};
      ::utimensat(AT_FDCWD, path.c_str(), times, 0);
    }
  });
  bool seen = false;
  for (int attempt = 0; attempt < 200 && !seen; ++attempt) {
    const Document document = ReadAll({path}).only();
    EXPECT_EQ(document.text, text);
    seen = Codes(document) == "F0104";
  }
  stop = true;
  writer.join();
  EXPECT_TRUE(seen);
}

}  // namespace
}  // namespace textkin
