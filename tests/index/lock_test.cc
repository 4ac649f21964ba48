// Whoever finds the lock taken is told by whom, also in the moment before the holder has written
// it.

#include "../../src/index/lock.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "indexing.h"

namespace textkin::testing {
namespace {

// A holder that has not come to write its name.
int HoldWithoutAName(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  EXPECT_EQ(::flock(file, LOCK_EX), 0);
  return file;
}

TEST(IndexLock, TheNameOfAHolderIsWaitedFor) {
  const TemporaryFolder folder;
  const std::string path = folder / "lock";
  const int holder = HoldWithoutAName(path);
  std::thread slow([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(120));
    EXPECT_EQ(::pwrite(holder, "4711\n", 5, 0), 5);
  });
  const auto taken = IndexLock::Take(path, /*wait=*/false, nullptr);
  slow.join();
  ::close(holder);
  EXPECT_EQ(taken.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(taken.status().message()), ::testing::HasSubstr("process 4711"));
}

TEST(IndexLock, AHolderWithoutANameIsAnotherProcess) {
  const TemporaryFolder folder;
  const std::string path = folder / "lock";
  const int holder = HoldWithoutAName(path);
  const auto taken = IndexLock::Take(path, /*wait=*/false, nullptr);
  ::close(holder);
  EXPECT_THAT(std::string(taken.status().message()), ::testing::HasSubstr("another process"));
}

TEST(IndexLock, WhoIsRefusedLeavesTheName) {
  const TemporaryFolder folder;
  const std::string path = folder / "lock";
  const auto taken = IndexLock::Take(path, /*wait=*/false, nullptr);
  for (int i = 0; i < 2; ++i) {
    const auto refused = IndexLock::Take(path, /*wait=*/false, nullptr);
    EXPECT_THAT(std::string(refused.status().message()),
                ::testing::HasSubstr("process " + std::to_string(::getpid())));
  }
}

TEST(IndexLock, ANameEndsWithItsLock) {
  const TemporaryFolder folder;
  const std::string path = folder / "lock";
  struct stat file = {};
  {
    const auto taken = IndexLock::Take(path, /*wait=*/false, nullptr);
    ASSERT_TRUE(taken.ok());
    ASSERT_EQ(::stat(path.c_str(), &file), 0);
    EXPECT_GT(file.st_size, 0);
  }
  ASSERT_EQ(::stat(path.c_str(), &file), 0);
  EXPECT_EQ(file.st_size, 0);
}

}  // namespace
}  // namespace textkin::testing
