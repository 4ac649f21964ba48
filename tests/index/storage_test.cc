// What an index promises of its folder: locks, generations, traces, damage, leftovers.

#include <gmock/gmock.h>
#include <rocksdb/options.h>
#include <rocksdb/sst_file_reader.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "indexing.h"

namespace textkin::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

void AddAndCommit(IndexWriter* writer, const std::string& id, const std::string& text) {
  ASSERT_TRUE(writer->Add(DocumentOf(id, {text})).ok());
  const absl::Status status = writer->Commit();
  ASSERT_TRUE(status.ok()) << status;
}

std::string BytesOf(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void Write(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

// Whether any entry of any sorted file holds the words, also one that is no more in force.
bool HasTrace(const std::string& index, const std::string& words) {
  for (const auto& entry : fs::recursive_directory_iterator(index)) {
    if (!entry.is_regular_file()) continue;
    if (entry.path().extension() != ".sst") {
      if (BytesOf(entry.path()).find(words) != std::string::npos) return true;
      continue;
    }
    rocksdb::SstFileReader reader{rocksdb::Options()};
    EXPECT_TRUE(reader.Open(entry.path()).ok());
    const std::unique_ptr<rocksdb::Iterator> rows(reader.NewIterator(rocksdb::ReadOptions()));
    for (rows->SeekToFirst(); rows->Valid(); rows->Next()) {
      if (rows->key().ToString().find(words) != std::string::npos) return true;
      if (rows->value().ToString().find(words) != std::string::npos) return true;
    }
  }
  return false;
}

TEST(IndexStorage, ASecondWriterIsToldWhoHoldsTheLock) {
  const TemporaryFolder folder;
  auto writer = MakeIndex(folder / "index");
  AddAndCommit(writer.get(), "a", "one two three");
  const auto second = IndexWriter::Open(folder / "index", {});
  EXPECT_TRUE(absl::IsFailedPrecondition(second.status()));
  EXPECT_THAT(std::string(second.status().message()),
              HasSubstr("process " + std::to_string(::getpid())));
  std::thread waiting([&] {
    WriterOptions options;
    options.wait = true;
    const auto late = OpenWriter(folder / "index", options);
    AddAndCommit(late.get(), "b", "four five six");
  });
  AddAndCommit(writer.get(), "c", "seven eight nine");
  writer.reset();
  waiting.join();
  EXPECT_EQ(TextsIn(*OpenReader(folder / "index")).size(), 3u);
}

TEST(IndexStorage, WaitingCanBeCancelled) {
  const TemporaryFolder folder;
  auto writer = MakeIndex(folder / "index");
  AddAndCommit(writer.get(), "a", "one two three");
  const std::atomic<bool> cancel = true;
  WriterOptions options;
  options.wait = true;
  options.cancel = &cancel;
  EXPECT_TRUE(absl::IsCancelled(IndexWriter::Open(folder / "index", options).status()));
}

TEST(IndexStorage, AReaderKeepsItsGeneration) {
  const TemporaryFolder folder;
  auto writer = MakeIndex(folder / "index");
  AddAndCommit(writer.get(), "a", "one two three");
  const auto reader = OpenReader(folder / "index");
  const auto before = TextsIn(*reader);
  for (int i = 0; i < 12; ++i) {
    ASSERT_TRUE(writer->Remove(i == 0 ? "a" : "b" + std::to_string(i - 1)).ok());
    AddAndCommit(writer.get(), "b" + std::to_string(i), "four five " + std::to_string(i));
    EXPECT_EQ(TextsIn(*reader), before);
    EXPECT_EQ(reader->counts().generation, 1u);
    EXPECT_TRUE(reader->Verify(nullptr).ok());
  }
  EXPECT_EQ(TextsIn(*OpenReader(folder / "index")),
            (std::map<std::string, std::string>{{"b11", "four five 11"}}));
}

TEST(IndexStorage, AReaderWritesNothing) {
  const TemporaryFolder folder;
  AddAndCommit(MakeIndex(folder / "index").get(), "a", "one two three");
  const auto listing = [&] {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder / "index")) {
      files[entry.path()] = entry.is_regular_file() ? BytesOf(entry.path()) : "";
    }
    return files;
  };
  const auto before = listing();
  TextsIn(*OpenReader(folder / "index"));
  EXPECT_EQ(listing(), before);
}

TEST(IndexStorage, RemovingLeavesNoTrace) {
  const TemporaryFolder folder;
  auto writer = MakeIndex(folder / "index");
  for (int i = 0; i < 50; ++i) {
    ASSERT_TRUE(writer->Add(DocumentOf("d" + std::to_string(i), {"common words of all"})).ok());
  }
  AddAndCommit(writer.get(), "secret-id", "a secret-text of one");
  AddAndCommit(writer.get(), "replaced", "an older-text of another");
  ASSERT_TRUE(HasTrace(folder / "index", "secret-text"));
  ASSERT_TRUE(HasTrace(folder / "index", "older-text"));
  ASSERT_TRUE(writer->Remove("secret-id").value());
  AddAndCommit(writer.get(), "replaced", "a newer-text");
  EXPECT_FALSE(HasTrace(folder / "index", "secret-text"));
  EXPECT_FALSE(HasTrace(folder / "index", "older-text"));
  EXPECT_TRUE(HasTrace(folder / "index", "newer-text"));
  EXPECT_TRUE(writer->committed().Verify(nullptr).ok());
  // The store's list of files names their first and last ids until it is written anew.
  writer.reset();
  writer = OpenWriter(folder / "index");
  EXPECT_FALSE(HasTrace(folder / "index", "secret-id"));
}

TEST(IndexStorage, WhatWasNotCommittedIsNotThere) {
  const TemporaryFolder folder;
  auto writer = MakeIndex(folder / "index");
  AddAndCommit(writer.get(), "a", "one two three");
  ASSERT_TRUE(writer->Add(DocumentOf("b", {"four five six"})).ok());
  ASSERT_TRUE(writer->Remove("a").ok());
  writer.reset();
  EXPECT_EQ(TextsIn(*OpenReader(folder / "index")).size(), 1u);
  EXPECT_TRUE(fs::is_empty(folder / "index/staging"));
  MakeIndex(folder / "never");  // and not committed
  EXPECT_FALSE(fs::exists(folder / "never"));
}

TEST(IndexStorage, OnlyEmptyFoldersBecomeAnIndex) {
  const TemporaryFolder folder;
  fs::create_directories(folder / "other/store");
  Write(folder / "other/store/mine", "mine");
  EXPECT_TRUE(absl::IsAlreadyExists(IndexWriter::Create(folder / "other", {}, {}).status()));
  EXPECT_EQ(BytesOf(folder / "other/store/mine"), "mine");
  AddAndCommit(MakeIndex(folder / "index").get(), "a", "one two three");
  EXPECT_TRUE(absl::IsAlreadyExists(IndexWriter::Create(folder / "index", {}, {}).status()));
  EXPECT_TRUE(absl::IsNotFound(IndexReader::Open(folder / "nowhere").status()));
  EXPECT_TRUE(absl::IsNotFound(IndexReader::Open(folder / "other").status()));
}

TEST(IndexStorage, AnUnfinishedIndexIsBegunAnew) {
  const TemporaryFolder folder;
  AddAndCommit(MakeIndex(folder / "index").get(), "a", "one two three");
  Write(folder / "index/index.txt", "textkin index\nformat 1\ngeneration 0\n");
  EXPECT_TRUE(absl::IsNotFound(IndexReader::Open(folder / "index").status()));
  AddAndCommit(MakeIndex(folder / "index").get(), "b", "four five six");
  EXPECT_EQ(TextsIn(*OpenReader(folder / "index")),
            (std::map<std::string, std::string>{{"b", "four five six"}}));
}

TEST(IndexStorage, AnotherFormatIsRefusedByItsName) {
  const TemporaryFolder folder;
  AddAndCommit(MakeIndex(folder / "index").get(), "a", "one two three");
  Write(folder / "index/index.txt", "textkin index\nformat 9\ngeneration 1\n");
  const auto reader = IndexReader::Open(folder / "index");
  EXPECT_TRUE(absl::IsFailedPrecondition(reader.status()));
  EXPECT_THAT(std::string(reader.status().message()), HasSubstr("format 9"));
}

TEST(IndexStorage, AStoreBehindItsGenerationIsDamage) {
  const TemporaryFolder folder;
  AddAndCommit(MakeIndex(folder / "index").get(), "a", "one two three");
  Write(folder / "index/index.txt", "textkin index\nformat 1\ngeneration 2\n");
  EXPECT_TRUE(absl::IsDataLoss(IndexReader::Open(folder / "index").status()));
}

// Opens a damaged index: it gives what was committed, or says that it is damaged.
void ExpectWholeOrRefused(const std::string& index, const std::map<std::string, std::string>& texts,
                          const std::string& what) {
  const auto reader = IndexReader::Open(index);
  if (!reader.ok()) {
    EXPECT_TRUE(absl::IsDataLoss(reader.status()) || absl::IsFailedPrecondition(reader.status()) ||
                absl::IsUnavailable(reader.status()) || absl::IsNotFound(reader.status()))
        << what << reader.status();
    return;
  }
  std::map<std::string, std::string> found;
  const absl::Status read = (*reader)->ForEach(true, [&](IndexNumber, IndexedDocument&& document) {
    const Document& facts = document.extracted.document;
    found[facts.id] = facts.text;
    return absl::OkStatus();
  });
  if (read.ok()) {
    EXPECT_EQ(found, texts) << what;
  }
}

TEST(IndexStorage, DamageIsNeverAWrongAnswer) {
  const TemporaryFolder folder;
  {
    const auto writer = MakeIndex(folder / "index");
    AddAndCommit(writer.get(), "a", "one two three four five six");
    AddAndCommit(writer.get(), "b", "seven eight nine ten");
  }
  const auto texts = TextsIn(*OpenReader(folder / "index"));
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder / "index")) {
    if (entry.is_regular_file() && fs::file_size(entry.path()) > 0) files.push_back(entry.path());
  }
  std::mt19937_64 random(3);
  for (const fs::path& path : files) {
    if (path.filename() == "lock" || path.filename().string().starts_with("OPTIONS")) continue;
    const std::string whole = BytesOf(path);
    for (int i = 0; i < 12; ++i) {
      std::string damaged = whole;
      const std::size_t at = random() % whole.size();
      if (i % 3 == 0) {
        damaged.resize(at);
      } else {
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << (random() % 8)));
      }
      Write(path, damaged);
      ExpectWholeOrRefused(folder / "index", texts,
                           path.filename().string() + " at " + std::to_string(at) + ": ");
    }
    Write(path, whole);
  }
  EXPECT_EQ(TextsIn(*OpenReader(folder / "index")), texts);
}

// One of each format, made with the normalizer of its day; that of today's opens.
TEST(IndexStorage, IndexesOfEarlierFormatsOpen) {
  const std::string source = TEXTKIN_SOURCE_DIR "/fixtures/";
  const auto reader = OpenReader(source + "index_v1_normalizer3");
  ASSERT_NE(reader, nullptr);
  const absl::Status verified = reader->Verify(nullptr);
  EXPECT_TRUE(verified.ok()) << verified;
  std::map<std::string, std::string> texts;
  for (const std::string name :
       {"en-harbour.txt", "en-slogan-choir.txt", "zh-parks.txt", "zh-slogan-post.txt"}) {
    texts[name] = BytesOf(source + "prose/" + name);
  }
  EXPECT_EQ(TextsIn(*reader), texts);
}

// Its sketches are of other tokens than those of a text that is compared with them.
TEST(IndexStorage, AnIndexOfAnotherNormalizerIsRefused) {
  const std::string source = TEXTKIN_SOURCE_DIR "/fixtures/";
  for (const auto& [name, normalizer] :
       {std::pair("index_v1", "1"), std::pair("index_v1_normalizer2", "2")}) {
    const auto reader = IndexReader::Open(source + name);
    ASSERT_FALSE(reader.ok()) << name;
    EXPECT_EQ(reader.status().code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_THAT(reader.status().message(),
                HasSubstr(std::string("was made with normalizer ") + normalizer));
  }
}

}  // namespace
}  // namespace textkin::testing
