// Which files are found, in which order, under which ids.

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "gmock/gmock.h"
#include "read_testing.h"

namespace textkin {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

TEST(Walk, SortsNamesBytewiseWithinEachFolder) {
  const TempFolder folder;
  for (const char* name :
       {"b.txt", "B.txt", "a/z.txt", "a.txt", "a/y/x.txt", "中.txt", "10.txt", "9.txt"}) {
    folder.Write(name, "text");
  }
  EXPECT_THAT(ReadAll({folder.path()}).ids(), ElementsAre("10.txt", "9.txt", "B.txt", "a/y/x.txt",
                                                          "a/z.txt", "a.txt", "b.txt", "中.txt"));
}

TEST(Walk, ReadsHiddenFilesButNotGit) {
  const TempFolder folder;
  folder.Write(".hidden/a.txt", "text");
  folder.Write(".b.txt", "text");
  folder.Write(".git/config", "text");
  EXPECT_THAT(ReadAll({folder.path()}).ids(), ElementsAre(".b.txt", ".hidden/a.txt"));
}

TEST(Walk, KnowsTypesByExtension) {
  const TempFolder folder;
  for (const char* name : {"a.TXT", "b.text", "README", "c.md", "d.markdown", "e.html", "f.htm",
                           "g.xhtml", "h.shtml", "i.txt.gz", "j.jpg", "k.tar.gz"}) {
    folder.Write(name, "text");
  }
  const ReadResult result = ReadAll({folder.path()});
  std::map<std::string, Format> formats;
  for (const Document& document : result.documents) formats[document.id] = document.format;
  EXPECT_EQ(formats, (std::map<std::string, Format>{{"a.TXT", Format::kText},
                                                    {"b.text", Format::kText},
                                                    {"README", Format::kText},
                                                    {"c.md", Format::kMarkdown},
                                                    {"d.markdown", Format::kMarkdown},
                                                    {"e.html", Format::kHtml},
                                                    {"f.htm", Format::kHtml},
                                                    {"g.xhtml", Format::kHtml},
                                                    {"h.shtml", Format::kHtml},
                                                    {"i.txt.gz", Format::kText}}));
  EXPECT_EQ(result.counts.other_types, 2u);
  EXPECT_THAT(result.counts.other_examples, ElementsAre("j.jpg", "k.tar.gz"));
  EXPECT_EQ(result.counts.files, 10u);
  EXPECT_EQ(result.counts.bytes, 40u);
}

TEST(Walk, TakesJsonForRecordsOnlyWhereALineIsOne) {
  const TempFolder folder;
  folder.Write("a.json", "{\"text\": \"one\"}\n{\"text\": \"two\"}\n");
  folder.Write("b.json", "{\n  \"text\": \"one\"\n}\n");
  folder.Write("c.json", "[1, 2]");
  const ReadResult result = ReadAll({folder.path()});
  EXPECT_THAT(result.ids(), ElementsAre("a.json#1", "a.json#2"));
  EXPECT_THAT(result.counts.other_examples, ElementsAre("b.json", "c.json"));
}

TEST(Walk, ReadsANamedFileOfUnknownTypeAsText) {
  const TempFolder folder;
  const Document document = ReadAll({folder.Write("notes.log", "words")}).only();
  EXPECT_EQ(document.id, "notes.log");
  EXPECT_EQ(document.text, "words");
}

TEST(Walk, NamesAMissingInput) {
  const TempFolder folder;
  const absl::Status status = ReadAll({folder.path("nowhere")}).status;
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(status.message()), HasSubstr("nowhere"));
}

TEST(Walk, RefusesNoInputAndStdinTwice) {
  EXPECT_EQ(ReadAll(std::vector<std::string>()).status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReadAll({"-", "-"}).status.code(), absl::StatusCode::kInvalidArgument);
}

TEST(Ids, EncodeWhatTheyCannotHold) {
  const TempFolder folder;
  folder.Write("a#b!c%d.txt", "text");
  folder.Write("line\nend\x7f.txt", "text");
  folder.Write("bad\xff\xc3.txt", "text");
  folder.Write("好 的.txt", "text");
  const ReadResult result = ReadAll({folder.path()});
  EXPECT_THAT(result.ids(),
              ElementsAre("a%23b%21c%25d.txt", "bad%FF%C3.txt", "line%0Aend%7F.txt", "好 的.txt"));
  EXPECT_EQ(result.faults(), 0u);
}

TEST(Ids, ArePrefixedWhereThereAreSeveralArguments) {
  const TempFolder folder;
  folder.Write("x/corpus/s/a.txt", "text");
  folder.Write("y/corpus/a.txt", "text");
  folder.Write("y/b.txt", "text");
  EXPECT_THAT(
      ReadAll({folder.path("x/corpus"), folder.path("y/corpus/"), folder.path("y/b.txt")}).ids(),
      ElementsAre("corpus/s/a.txt", "b.txt", "corpus~2/a.txt"));
  EXPECT_THAT(ReadAll({folder.path("x/corpus/s/a.txt"), folder.path("y/corpus/a.txt")}).ids(),
              ElementsAre("a.txt", "a.txt~2"));
}

TEST(Ids, DoNotDependOnTheOrderOfArguments) {
  const TempFolder folder;
  folder.Write("x/corpus/a.txt", "of x");
  folder.Write("y/corpus/a.txt", "of y");
  folder.Write("z/a.txt", "of z");
  std::filesystem::create_hard_link(folder.path("x/corpus/a.txt"), folder.path("y/corpus/b.txt"));
  std::vector<std::string> inputs = {"x/corpus", "y/corpus/", "y/corpus/a.txt", "z/a.txt",
                                     "x/*/*.txt"};
  for (std::string& input : inputs) input = folder.path(input);
  std::sort(inputs.begin(), inputs.end());
  std::vector<std::string> first;
  do {
    ReadOptions options;
    options.inputs = inputs;
    options.follow_links = true;
    std::vector<std::string> texts;
    for (const Document& document : ReadAll(options).documents)
      texts.push_back(document.id + ": " + document.text);
    if (first.empty()) first = texts;
    ASSERT_EQ(texts, first) << inputs.front();
  } while (std::next_permutation(inputs.begin(), inputs.end()));
  EXPECT_THAT(first, UnorderedElementsAre("x/corpus/a.txt: of x", "corpus~2/a.txt: of y",
                                          "a.txt: of y", "a.txt~2: of z"));
}

TEST(Ids, ResolveDotsForTheirPrefix) {
  const TempFolder folder;
  folder.Write("corpus/s/a.txt", "text");
  folder.Write("b.txt", "text");
  EXPECT_THAT(ReadAll({folder.path("corpus/s/.."), folder.path("b.txt")}).ids(),
              ElementsAre("b.txt", "corpus/s/a.txt"));
}

TEST(Sites, AreTheFirstFolderBelowTheRoot) {
  const TempFolder folder;
  folder.Write("site-a/deep/a.txt", "text");
  folder.Write("b.txt", "text");
  const ReadResult result = ReadAll({folder.path()});
  ASSERT_THAT(result.ids(), ElementsAre("b.txt", "site-a/deep/a.txt"));
  EXPECT_EQ(result.documents[0].site, "");
  EXPECT_EQ(result.documents[1].site, "site-a");
}

TEST(Globs, SelectByNameAndDepth) {
  const TempFolder folder;
  for (const char* name :
       {"c/a1.txt", "c/a2.txt", "c/b1.txt", "c/s/a3.txt", "c/s/t/a4.txt", "c/好.txt"}) {
    folder.Write(name, "text");
  }
  const auto ids = [&](const std::string& glob) { return ReadAll({folder.path(glob)}).ids(); };
  EXPECT_THAT(ids("c/*.txt"), ElementsAre("a1.txt", "a2.txt", "b1.txt", "好.txt"));
  EXPECT_THAT(ids("c/a?.txt"), ElementsAre("a1.txt", "a2.txt"));
  EXPECT_THAT(ids("c/?.txt"), ElementsAre("好.txt"));
  EXPECT_THAT(ids("c/[!a].txt"), ElementsAre("好.txt"));
  EXPECT_THAT(ids("c/[ab]1.txt"), ElementsAre("a1.txt", "b1.txt"));
  EXPECT_THAT(ids("c/[a-b][2-9].txt"), ElementsAre("a2.txt"));
  EXPECT_THAT(ids("c/**/a*.txt"), ElementsAre("a1.txt", "a2.txt", "s/a3.txt", "s/t/a4.txt"));
  EXPECT_THAT(ids("c/*/a3.txt"), ElementsAre("s/a3.txt"));
  EXPECT_THAT(ids("c/s*"), ElementsAre("s/a3.txt", "s/t/a4.txt"));
  EXPECT_THAT(ids("*/s/**"), ElementsAre("c/s/a3.txt", "c/s/t/a4.txt"));
}

TEST(Globs, ThatMatchNothingAreNamed) {
  const TempFolder folder;
  folder.Write("a.txt", "text");
  for (const char* glob : {"*.html", "nowhere/*.txt", "b[0-9].txt"}) {
    const absl::Status status = ReadAll({folder.path(glob)}).status;
    EXPECT_EQ(status.code(), absl::StatusCode::kNotFound) << glob;
    EXPECT_THAT(std::string(status.message()), HasSubstr(glob));
  }
}

TEST(Globs, GiveWayToAFileOfThatName) {
  const TempFolder folder;
  folder.Write("a[1].txt", "text");
  folder.Write("a1.txt", "text");
  EXPECT_THAT(ReadAll({folder.path("a[1].txt")}).ids(), ElementsAre("a[1].txt"));
}

TEST(Globs, WithAnExtensionAskForThatType) {
  const TempFolder folder;
  folder.Write("a.log", "text");
  folder.Write("b.jpg", "text");
  EXPECT_THAT(ReadAll({folder.path("*.log")}).ids(), ElementsAre("a.log"));
  EXPECT_THAT(ReadAll({folder.path("*")}).ids(), IsEmpty());
}

TEST(Globs, MatchInLinearTime) {
  const TempFolder folder;
  folder.Write(std::string(200, 'a') + ".txt", "text");
  std::string glob;
  for (int i = 0; i < 60; ++i) glob += "*a";
  EXPECT_EQ(ReadAll({folder.path(glob + "*b")}).status.code(), absl::StatusCode::kNotFound);
}

TEST(Filters, ExcludeWinsOverInclude) {
  const TempFolder folder;
  for (const char* name : {"a.txt", "b.log", "s/c.txt", "s/d.log", "t/c.txt"})
    folder.Write(name, "text");
  ReadOptions options;
  options.inputs = {folder.path()};
  options.include = {"*.log", "s/*"};
  EXPECT_THAT(ReadAll(options).ids(), ElementsAre("b.log", "s/c.txt", "s/d.log"));
  options.exclude = {"d.*"};
  EXPECT_THAT(ReadAll(options).ids(), ElementsAre("b.log", "s/c.txt"));
  options.include = {};
  options.exclude = {"s"};
  EXPECT_THAT(ReadAll(options).ids(), ElementsAre("a.txt", "t/c.txt"));
}

TEST(Links, AreNotFollowedByDefault) {
  const TempFolder folder;
  folder.Write("a.txt", "text");
  folder.Write("outside/b.txt", "text");
  std::filesystem::create_directory(folder.path("root"));
  std::filesystem::create_symlink("../a.txt", folder.path("root/link.txt"));
  std::filesystem::create_symlink("../outside", folder.path("root/folder"));
  const ReadResult result = ReadAll({folder.path("root")});
  EXPECT_THAT(result.ids(), IsEmpty());
  EXPECT_EQ(result.counts.other_types, 2u);
}

TEST(Links, AreFollowedOnceEach) {
  const TempFolder folder;
  folder.Write("outside/b.txt", "text");
  folder.Write("root/c.txt", "text");
  std::filesystem::create_symlink("../outside", folder.path("root/first"));
  std::filesystem::create_symlink("../outside", folder.path("root/second"));
  std::filesystem::create_hard_link(folder.path("root/c.txt"), folder.path("root/d.txt"));
  std::filesystem::create_symlink("nowhere.txt", folder.path("root/e.txt"));
  ReadOptions options;
  options.inputs = {folder.path("root")};
  options.follow_links = true;
  const ReadResult result = ReadAll(options);
  EXPECT_THAT(result.ids(), ElementsAre("e.txt", "c.txt", "first/b.txt"));
  EXPECT_EQ(Codes(result.documents[0]), "F0103");
  EXPECT_EQ(result.counts.other_types, 2u);
}

TEST(Links, ThatLoopAreFaults) {
  const TempFolder folder;
  folder.Write("a/b/c.txt", "text");
  std::filesystem::create_symlink("../..", folder.path("a/b/up"));
  std::filesystem::create_symlink("self", folder.path("self"));
  ReadOptions options;
  options.inputs = {folder.path()};
  options.follow_links = true;
  const ReadResult result = ReadAll(options);
  EXPECT_THAT(result.ids(), ElementsAre("a/b/up", "self", "a/b/c.txt"));
  EXPECT_EQ(Codes(result.documents[0]), "F0101");
  EXPECT_EQ(Codes(result.documents[1]), "F0101");
  EXPECT_EQ(Codes(result.documents[2]), "");
}

TEST(Links, OfFortyStepsAreFaultsAndNotFollowedForEver) {
  const TempFolder folder;
  folder.Write("l0", "text");
  for (int i = 1; i <= 60; ++i) {
    std::filesystem::create_symlink("l" + std::to_string(i - 1),
                                    folder.path("l" + std::to_string(i)));
  }
  ReadOptions options;
  options.inputs = {folder.path()};
  options.follow_links = true;
  const ReadResult result = ReadAll(options);
  std::size_t loops = 0;
  for (const Document& document : result.documents) loops += Codes(document) == "F0101" ? 1 : 0;
  EXPECT_GT(loops, 10u);
  EXPECT_EQ(result.documents.size() - loops, 1u);
}

TEST(NotRegular, FilesAreFaultsAndNeverBlock) {
  const TempFolder folder;
  folder.Write("a.txt", "text");
  ASSERT_EQ(::mkfifo(folder.path("pipe.txt").c_str(), 0600), 0);
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, folder.path("socket.txt").c_str(), sizeof address.sun_path - 1);
  ASSERT_EQ(::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  ::alarm(5);  // a blocked open ends the test program
  const ReadResult result = ReadAll({folder.path()});
  EXPECT_THAT(result.ids(), UnorderedElementsAre("pipe.txt", "socket.txt", "a.txt"));
  EXPECT_EQ(Codes(result.documents[0]), "F0102");
  EXPECT_EQ(Codes(result.documents[1]), "F0102");
  EXPECT_EQ(Codes(ReadAll({folder.path("pipe.txt")}).only()), "F0102");
  EXPECT_EQ(Codes(ReadAll({"/dev/null"}).only()), "F0102");
  EXPECT_FALSE(ReadFile(folder.path("pipe.txt"), {}).ok());
  ::alarm(0);
  ::close(socket);
}

TEST(NotRegular, AFolderNamedLikeATextIsAFolder) {
  const TempFolder folder;
  folder.Write("a.txt/b.txt", "text");
  EXPECT_THAT(ReadAll({folder.path()}).ids(), ElementsAre("a.txt/b.txt"));
}

TEST(Unreadable, FilesAndFoldersAreFaultsAndTheRestIsRead) {
  const TempFolder folder;
  folder.Write("a.txt", "text");
  folder.Write("secret.txt", "text");
  folder.Write("site/locked/b.txt", "text");
  ::chmod(folder.path().c_str(), 0755);
  ::chmod(folder.path("secret.txt").c_str(), 0);
  ::chmod(folder.path("site/locked").c_str(), 0);
  // root reads everything, so a child without its rights does the reading.
  const pid_t child = ::fork();
  if (child == 0) {
    if (::geteuid() == 0 && ::seteuid(65534) != 0) ::_exit(99);
    const ReadResult result = ReadAll({folder.path()});
    const bool ok =
        result.ids() == std::vector<std::string>{"site/locked", "a.txt", "secret.txt"} &&
        Codes(result.documents[0]) == "F0103" && result.documents[0].site == "site" &&
        Codes(result.documents[1]).empty() && Codes(result.documents[2]) == "F0103" &&
        result.documents[2].text.empty() &&
        result.documents[2].faults[0].detail.find("EACCES") != std::string::npos;
    ::_exit(ok ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(WEXITSTATUS(status), 0);
  ::chmod(folder.path("site/locked").c_str(), 0755);
}

TEST(Unreadable, AFileThatDisappearsIsAFault) {
  const TempFolder folder;
  folder.Write("a.txt", "text");
  ReadOptions options;
  options.inputs = {folder.path()};
  auto reader = BatchReader::Open(options);
  ASSERT_TRUE(reader.ok());
  std::filesystem::remove(folder.path("a.txt"));
  auto batch = (*reader)->Next();
  ASSERT_TRUE(batch.ok());
  std::vector<Document> documents;
  ReadBatch(std::move(**batch), options, [&](Document&& d) { documents.push_back(std::move(d)); });
  ASSERT_EQ(documents.size(), 1u);
  EXPECT_EQ(Codes(documents[0]), "F0103");
}

TEST(LongPaths, BeyondThePathLimitAreRead) {
  const TempFolder folder;
  // 30 folders of 200 bytes: made step by step, for no single call takes the whole path.
  const std::string name(200, 'd');
  int at = ::open(folder.path().c_str(), O_PATH | O_DIRECTORY);
  for (int i = 0; i < 30; ++i) {
    ASSERT_EQ(::mkdirat(at, name.c_str(), 0755), 0);
    const int next = ::openat(at, name.c_str(), O_PATH | O_DIRECTORY);
    ::close(at);
    at = next;
  }
  const int file = ::openat(at, "deep.txt", O_WRONLY | O_CREAT, 0644);
  ASSERT_EQ(::write(file, "text", 4), 4);
  ::close(file);
  const Document document = ReadAll({folder.path()}).only();
  EXPECT_EQ(document.text, "text");
  EXPECT_EQ(document.site, name);
  EXPECT_EQ(document.id.size(), 30 * 201 + 8u);
  ::unlinkat(at, "deep.txt", 0);
  ::close(at);
}

TEST(Batches, GroupSmallFilesAndSplitLargeCollections) {
  const TempFolder folder;
  for (int i = 0; i < 600; ++i) folder.Write(std::to_string(i) + ".txt", "text");
  ReadOptions options;
  options.inputs = {folder.path()};
  auto reader = BatchReader::Open(options);
  ASSERT_TRUE(reader.ok());
  std::size_t files = 0;
  std::size_t batches = 0;
  while (true) {
    auto batch = (*reader)->Next();
    ASSERT_TRUE(batch.ok());
    if (*batch == nullptr) break;
    EXPECT_LE((*batch)->files.size(), 256u);
    files += (*batch)->files.size();
    ++batches;
  }
  EXPECT_EQ(files, 600u);
  EXPECT_EQ(batches, 3u);
}

}  // namespace
}  // namespace textkin
