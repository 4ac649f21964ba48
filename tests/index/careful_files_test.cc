// After a read that failed no file is linked into the store, and after a sync that failed none is
// deleted.

#include "../../src/index/careful_files.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "indexing.h"

namespace textkin::testing {
namespace {

// Whatever has this file open has the end of a pipe from here on, which cannot be synced.
void PutAPipeInPlaceOf(const std::string& path) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code gone;  // the one that the iterator itself holds
    if (std::filesystem::read_symlink(entry.path(), gone) == path) {
      ::dup2(ends[1], std::stoi(entry.path().filename()));
    }
  }
  ::close(ends[0]);
  ::close(ends[1]);
}

class CarefulFilesTest : public ::testing::Test {
 protected:
  CarefulFilesTest() {
    std::ofstream(folder_ / "staged") << "sorted";
    std::filesystem::create_directory(folder_ / "folder");
  }

  rocksdb::Status Read(const std::string& name) {
    std::unique_ptr<rocksdb::RandomAccessFile> file;
    rocksdb::Status status =
        files_->NewRandomAccessFile(folder_ / name, &file, rocksdb::EnvOptions());
    if (!status.ok()) return status;
    char scratch[6];
    rocksdb::Slice read;
    return file->Read(0, sizeof scratch, &read, scratch);
  }

  const TemporaryFolder folder_;
  const std::unique_ptr<rocksdb::Env> files_ = CarefulFiles();
};

TEST_F(CarefulFilesTest, LinksAfterReadsThatWentWell) {
  ASSERT_TRUE(Read("staged").ok());
  EXPECT_TRUE(files_->LinkFile(folder_ / "staged", folder_ / "kept").ok());
  EXPECT_TRUE(std::filesystem::exists(folder_ / "kept"));
}

TEST_F(CarefulFilesTest, LinksNothingAfterAReadThatFailed) {
  // A folder can be opened, and every read of it fails.
  ASSERT_TRUE(Read("folder").IsIOError());
  EXPECT_TRUE(files_->LinkFile(folder_ / "staged", folder_ / "kept").IsIOError());
  EXPECT_FALSE(std::filesystem::exists(folder_ / "kept"));
}

TEST_F(CarefulFilesTest, DeletesNothingAfterASyncThatFailed) {
  ASSERT_TRUE(files_->DeleteFile(folder_ / "staged").ok());
  std::ofstream(folder_ / "staged") << "sorted";
  std::unique_ptr<rocksdb::WritableFile> file;
  ASSERT_TRUE(files_->NewWritableFile(folder_ / "manifest", &file, rocksdb::EnvOptions()).ok());
  PutAPipeInPlaceOf(folder_ / "manifest");
  ASSERT_FALSE(file->Sync().ok());
  EXPECT_TRUE(files_->DeleteFile(folder_ / "staged").IsIOError());
  EXPECT_TRUE(std::filesystem::exists(folder_ / "staged"));
}

}  // namespace
}  // namespace textkin::testing
