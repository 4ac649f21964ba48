// After a read that failed no file is linked into the store.

#include "../../src/index/careful_files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "indexing.h"

namespace textkin::testing {
namespace {

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

}  // namespace
}  // namespace textkin::testing
