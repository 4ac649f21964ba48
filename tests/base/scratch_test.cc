// Scratch: the same bytes back, wherever the border between memory and file falls.

#include "textkin/scratch.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <random>
#include <string>

namespace textkin {
namespace {

TEST(Scratch, GivesBackWhatWasWrittenWithAnyPartInMemory) {
  std::minstd_rand random(3);
  std::string bytes(100000, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  for (const std::size_t memory :
       {std::size_t{0}, std::size_t{4096}, std::size_t{50001}, std::size_t{1} << 20}) {
    absl::StatusOr<Scratch> scratch = Scratch::Create(::testing::TempDir(), memory);
    ASSERT_TRUE(scratch.ok());
    for (std::size_t at = 0; at < bytes.size(); at += 7001) {
      ASSERT_TRUE(scratch->Write(at, std::string_view(bytes).substr(at, 7001)).ok());
    }
    for (int round = 0; round < 100; ++round) {
      const std::size_t begin = random() % bytes.size();
      const std::size_t size = random() % (bytes.size() - begin);
      std::string read;
      ASSERT_TRUE(scratch->Read(begin, size, &read).ok());
      ASSERT_EQ(read, bytes.substr(begin, size)) << "memory " << memory;
    }
  }
}

TEST(Scratch, LeavesNoFile) {
  const std::string folder = ::testing::TempDir() + "scratch-test";
  std::filesystem::create_directory(folder);
  const absl::StatusOr<Scratch> scratch = Scratch::Create(folder, 0);
  ASSERT_TRUE(scratch.ok());
  EXPECT_TRUE(std::filesystem::is_empty(folder));
}

TEST(Scratch, SaysWhenItEndsTooEarly) {
  absl::StatusOr<Scratch> scratch = Scratch::Create(::testing::TempDir(), 0);
  ASSERT_TRUE(scratch.ok());
  std::string read;
  EXPECT_TRUE(absl::IsDataLoss(scratch->Read(0, 1, &read)));
}

}  // namespace
}  // namespace textkin
