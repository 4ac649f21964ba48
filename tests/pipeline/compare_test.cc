// Comparing documents that are given in memory.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "textkin/limits.h"
#include "textkin/pipeline.h"

namespace textkin {
namespace {

constexpr char kText[] =
    "渡口管理所全年开展安全检查46次，整改隐患12处，培训船员230人次，未发生责任事故。下一步将加强夜"
    "间巡"
    "查，完善应急预案。";

Document Named(const std::string& id, const std::string& text) {
  Document document;
  document.id = id;
  document.text = text;
  return document;
}

TEST(CompareDocuments, SaysWhatFilesOfTheSameTextSay) {
  std::string folder = ::testing::TempDir() + "textkin-compare-XXXXXX";
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  const std::string other = std::string("来源：某某网\n") + kText;
  std::ofstream(folder + "/a.txt") << kText;
  std::ofstream(folder + "/b.txt") << other;
  const auto files = textkin::Compare(folder + "/a.txt", folder + "/b.txt", CompareOptions());
  std::filesystem::remove_all(folder);
  ASSERT_TRUE(files.ok());
  const auto documents = CompareDocuments(Named("a", kText), Named("b", other), {});
  ASSERT_TRUE(documents.ok());
  EXPECT_EQ(documents->a.name, "a");
  EXPECT_TRUE(documents->judgement.IsKin());
  EXPECT_EQ(documents->judgement.match.resemblance, files->judgement.match.resemblance);
  ASSERT_EQ(documents->alignment.passages.size(), 1u);
  ASSERT_EQ(files->alignment.passages.size(), 1u);
  EXPECT_EQ(documents->alignment.passages[0].b, files->alignment.passages[0].b);
}

TEST(CompareDocuments, RefusesWhatIsNoDocument) {
  const auto invalid = CompareDocuments(Named("a", kText), Named("b", "\xff\xfe"), {});
  EXPECT_TRUE(absl::IsInvalidArgument(invalid.status())) << invalid.status();
  const std::string long_text(kMaxDocumentBytes + 1, 'x');
  const auto too_long = CompareDocuments(Named("a", long_text), Named("b", kText), {});
  EXPECT_TRUE(absl::IsInvalidArgument(too_long.status())) << too_long.status();
}

}  // namespace
}  // namespace textkin
