// Files that change while they are read (T3).

#include <fcntl.h>
#include <sys/stat.h>

#include <atomic>
#include <random>
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

// Lines of more than a mebibyte, one of which has escapes and one of which is repaired.
std::string LinesWorthHolding() {
  std::string lines = "\xef\xbb\xbf{\"id\":1,\"text\":\"a\\n\\u5de5 工\"}\n\n{\"text\":\"\xff" +
                      std::string(100, 'b') + "\"}\r\n";
  while (lines.size() < (6u << 20)) lines += "{\"text\":\"" + std::string(3000, 'a') + "\"}\n";
  return lines;
}

struct Held {
  std::shared_ptr<const TextSource> source;
  Document document;
};

std::vector<Held> ReadHeld(const std::string& path) {
  ReadOptions options;
  options.inputs = {path};
  std::vector<Held> held;
  auto reader = BatchReader::Open(options);
  EXPECT_TRUE(reader.ok());
  while (true) {
    auto batch = (*reader)->Next();
    EXPECT_TRUE(batch.ok());
    if (*batch == nullptr) return held;
    const auto source = (*batch)->source;
    ReadBatch(std::move(**batch), options, [&](Document&& document) {
      held.push_back({source, std::move(document)});
    });
  }
}

TEST(TextSources, GiveTheTextsAgain) {
  const TempFolder folder;
  const std::vector<Held> all = ReadHeld(folder.Write("r.jsonl", LinesWorthHolding()));
  ASSERT_GT(all.size(), 1000u);
  EXPECT_EQ(all[0].document.text, "a\n工 工");
  EXPECT_EQ(all[1].document.text_place.bytes, 0u) << "repaired";
  std::filesystem::remove(folder.path("r.jsonl"));
  for (const Held& held : all) {
    if (held.document.text_place.bytes == 0) continue;
    std::string text;
    ASSERT_NE(held.source, nullptr);
    ASSERT_TRUE(held.source->ReadText(held.document.text_place, &text));
    ASSERT_EQ(text, held.document.text) << held.document.id;
  }
}

TEST(TextSources, TellThatTheBytesAreGone) {
  const TempFolder folder;
  const std::vector<Held> all = ReadHeld(folder.Write("r.jsonl", LinesWorthHolding()));
  std::filesystem::resize_file(folder.path("r.jsonl"), 1000);
  std::string text;
  EXPECT_FALSE(all.back().source->ReadText(all.back().document.text_place, &text));
}

TEST(TextSources, AreOfLargePlainFilesAlone) {
  const TempFolder folder;
  EXPECT_EQ(ReadHeld(folder.Write("small.jsonl", "{\"text\":\"a\"}\n"))[0].source, nullptr);
  std::string lines;
  std::minstd_rand random(1);  // packed, it is still worth holding
  while (lines.size() < (6u << 20)) lines += "{\"text\":\"" + std::to_string(random()) + "\"}\n";
  const Held held = ReadHeld(folder.Write("packed.jsonl.gz", Gzip(lines))).front();
  ASSERT_GT(std::filesystem::file_size(folder.path("packed.jsonl.gz")), 1u << 20);
  EXPECT_EQ(held.source, nullptr);
  EXPECT_EQ(held.document.text_place.bytes, 0u);
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
