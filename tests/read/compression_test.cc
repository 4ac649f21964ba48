// Compressed inputs, whole and broken.

#include <random>

#include "gmock/gmock.h"
#include "read_testing.h"
#include "textkin/limits.h"

namespace textkin {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Codec {
  const char* extension;
  std::string (*compress)(const std::string&);
};
constexpr Codec kCodecs[] = {{".gz", Gzip}, {".zst", Zstd}, {".xz", Xz}};

std::string Records(int count) {
  std::string lines;
  for (int i = 1; i <= count; ++i) {
    lines += "{\"id\": \"r" + std::to_string(i) + "\", \"text\": \"record number " +
             std::to_string(i * i) + "\"}\n";
  }
  return lines;
}

TEST(Compression, IsKnownByContent) {
  for (const Codec& codec : kCodecs) {
    const std::string bytes = codec.compress("the text itself");
    const Document named = ReadBytes(std::string("a.txt") + codec.extension, bytes);
    EXPECT_EQ(named.id, std::string("a.txt") + codec.extension);
    EXPECT_EQ(named.text, "the text itself");
    EXPECT_EQ(named.bytes, bytes.size());
    EXPECT_EQ(Codes(named), "");
    EXPECT_EQ(ReadBytes("a.txt", bytes).text, "the text itself") << codec.extension;
    EXPECT_EQ(ReadBytes(std::string("plain.txt") + codec.extension, "plain").text, "plain");
  }
}

TEST(Compression, KeepsTheNameOfRecords) {
  for (const Codec& codec : kCodecs) {
    const TempFolder folder;
    const std::string name = std::string("dump.jsonl") + codec.extension;
    const ReadResult result = ReadAll({folder.Write(name, codec.compress(Records(2)))});
    EXPECT_THAT(result.ids(), ElementsAre(name + "#1", name + "#2"));
    EXPECT_EQ(result.faults(), 0u);
  }
}

TEST(Compression, TakesConcatenatedMembersAndEmptyOnes) {
  for (const Codec& codec : kCodecs) {
    const std::string bytes = codec.compress("one ") + codec.compress("") + codec.compress("two");
    const Document document = ReadBytes("a.txt", bytes);
    EXPECT_EQ(document.text, "one two") << codec.extension;
    EXPECT_EQ(Codes(document), "") << codec.extension;
  }
}

TEST(Compression, BatchesCountWhatIsStored) {
  const std::string body(1000, 'x');
  std::string lines;
  for (int i = 0; lines.size() < (10u << 20); ++i)
    lines += "{\"text\": \"record " + std::to_string(i) + " of the log " + body + "\"}\n";
  std::vector<std::string> contents = {lines};
  for (const Codec& codec : kCodecs) contents.push_back(codec.compress(lines));
  const TempFolder folder;
  for (const std::string& content : contents) {
    ReadOptions options;
    options.inputs = {folder.Write("a.jsonl", content)};
    auto reader = BatchReader::Open(options);
    ASSERT_TRUE(reader.ok());
    std::uint64_t stored = 0;
    std::size_t batches = 0;
    for (auto batch = (*reader)->Next(); batch.ok() && *batch != nullptr;
         batch = (*reader)->Next()) {
      stored += (*batch)->stored_bytes;
      ++batches;
      EXPECT_LE(stored, content.size());
    }
    EXPECT_GE(batches, 3u);
    EXPECT_EQ(stored, content.size());
  }
}

TEST(Compression, TakesZerosBehindGzipForPadding) {
  const Document document = ReadBytes("a.txt", Gzip("text") + std::string(700, '\0'));
  EXPECT_EQ(document.text, "text");
  EXPECT_EQ(Codes(document), "");
}

TEST(Compression, OpensOneLayerOnly) {
  const Document document = ReadBytes("a.txt.gz", Gzip(Gzip("text")));
  EXPECT_EQ(Codes(document), "F0302");
  EXPECT_EQ(document.text, "");
}

TEST(Compression, SaysWhereSomethingElseFollows) {
  for (const Codec& codec : kCodecs) {
    const std::string bytes = codec.compress("the text");
    const Document document = ReadBytes("a.txt", bytes + "rubbish that is not compressed");
    EXPECT_EQ(document.text, "the text") << codec.extension;
    EXPECT_EQ(Codes(document), "F0202") << codec.extension;
    EXPECT_THAT(document.faults.front().detail, HasSubstr("at byte ")) << codec.extension;
  }
}

// K1. Cut anywhere, records are a prefix of the whole and there is exactly one fault.
TEST(Compression, CutAnywhereLosesOnlyWhatIsBehindTheCut) {
  std::mt19937 random(20240312);
  std::string lines;
  for (int i = 1; i <= 40; ++i) {
    std::string text;
    for (int k = 0; k < 12; ++k) text.push_back(static_cast<char>('a' + random() % 26));
    lines += "{\"text\": \"" + text + "\"}\n";
  }
  const TempFolder folder;
  const std::vector<Document> whole = ReadAll({folder.Write("r.jsonl", lines)}).documents;
  ASSERT_EQ(whole.size(), 40u);
  for (const Codec& codec : kCodecs) {
    const std::string bytes = codec.compress(lines);
    std::size_t most = 0;
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
      const std::string name = std::string("r.jsonl") + codec.extension;
      const ReadResult result = ReadAll({folder.Write(name, bytes.substr(0, cut))});
      const bool complete = cut == bytes.size();
      ASSERT_EQ(result.faults(), complete ? 0u : 1u) << name << " cut at " << cut;
      const std::size_t records = result.documents.size() - (complete ? 0 : 1);
      ASSERT_LE(records, whole.size());
      for (std::size_t i = 0; i < records; ++i) ASSERT_EQ(result.documents[i].text, whole[i].text);
      if (!complete) {
        ASSERT_EQ(result.documents.back().id, name);
        ASSERT_EQ(Codes(result.documents.back()), "F0201");
        ASSERT_THAT(result.documents.back().faults[0].detail,
                    HasSubstr("at byte " + std::to_string(cut)));
      }
      ASSERT_GE(records, most) << "a longer file gave fewer records";
      most = records;
    }
    EXPECT_EQ(most, whole.size());
  }
}

TEST(Compression, CutInASingleDocumentKeepsWhatCameBefore) {
  std::string text;
  for (int i = 0; i < 30000; ++i) text += std::to_string(i * 7919) + " ";
  for (const Codec& codec : kCodecs) {
    const std::string bytes = codec.compress(text);
    const Document document = ReadBytes("a.txt", bytes.substr(0, bytes.size() - bytes.size() / 8));
    EXPECT_EQ(Codes(document), "F0201") << codec.extension;
    EXPECT_TRUE(text.starts_with(document.text));
    EXPECT_LT(document.text.size(), text.size());
  }
  const Document gzip = ReadBytes("a.txt", Gzip(text).substr(0, 40000));
  EXPECT_GT(gzip.text.size(), 40000u);
}

// K2. Whatever is damaged, nothing crashes, records before the damage are right, and nothing is
// silent.
TEST(Compression, DamagedAnywhereIsSurvivedAndSaid) {
  constexpr unsigned kSeed = 7;
  std::mt19937 random(kSeed);
  const std::string lines = Records(400);
  const TempFolder folder;
  for (const Codec& codec : kCodecs) {
    const std::string bytes = codec.compress(lines);
    for (int round = 0; round < 150; ++round) {
      std::string damaged = bytes;
      for (std::size_t i = 0; i < 1 + bytes.size() / 100; ++i) {
        damaged[random() % damaged.size()] ^= static_cast<char>(1 + random() % 255);
      }
      const ReadResult result =
          ReadAll({folder.Write("d.jsonl" + std::string(codec.extension), damaged)});
      ASSERT_TRUE(result.status.ok());
      ASSERT_GE(result.faults(), 1u) << codec.extension << " seed " << kSeed << " round " << round;
    }
  }
}

TEST(Bombs, StopAtTheRatioOfASingleDocument) {
  const std::string zeros(40u << 20, 'a');
  for (const Codec& codec : kCodecs) {
    const Document document = ReadBytes("a.txt", codec.compress(zeros));
    EXPECT_EQ(Codes(document), "F0203") << codec.extension;
    EXPECT_THAT(document.limits, ElementsAre("max_compression_ratio"));
    EXPECT_EQ(document.text, "");
  }
}

TEST(Bombs, LegalRepetitiveTextsPass) {
  // Grows about 75 times.
  std::string text;
  std::mt19937 random(3);
  while (text.size() < (3u << 20)) {
    std::string unit;
    for (int i = 0; i < 24; ++i) unit.push_back(static_cast<char>('a' + random() % 26));
    for (int i = 0; i < 90; ++i) text += unit;
  }
  const std::string bytes = Gzip(text);
  ASSERT_LT(bytes.size() * 50, text.size());
  ASSERT_GT(bytes.size() * kMaxCompressionRatio, text.size());
  const Document document = ReadBytes("a.txt", bytes);
  EXPECT_EQ(Codes(document), "");
  EXPECT_EQ(document.text, text);
}

TEST(Bombs, RecordsAreNotLimitedByRatio) {
  std::string lines;
  for (int i = 0; i < 60000; ++i) lines += "{\"text\": \"the same words again and again\"}\n";
  const std::string bytes = Zstd(lines);
  ASSERT_LT(bytes.size() * kMaxCompressionRatio * 2, lines.size());
  const TempFolder folder;
  const ReadResult result = ReadAll({folder.Write("r.jsonl.zst", bytes)});
  EXPECT_EQ(result.documents.size(), 60000u);
  EXPECT_EQ(result.faults(), 0u);
}

TEST(Limits, TooLargeADocumentIsRefused) {
  std::string text(kMaxDocumentBytes, 'a');
  EXPECT_EQ(Codes(ReadBytes("a.txt", text)), "");
  text.push_back('a');
  const Document document = ReadBytes("a.txt", text);
  EXPECT_EQ(Codes(document), "F0105");
  EXPECT_THAT(document.limits, ElementsAre("max_document_bytes"));
  EXPECT_EQ(document.text, "");
}

TEST(Limits, ZstdWindowsBeyondTheLimitAreRefused) {
  ZSTD_CCtx* const context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, kMaxZstdWindowLog + 1);
  ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
  const std::string text = "short";
  std::string bytes(1000, '\0');
  ZSTD_inBuffer input{text.data(), text.size(), 0};
  ZSTD_outBuffer output{bytes.data(), bytes.size(), 0};
  // In two steps, so that the frame cannot shrink its window to the text.
  ASSERT_FALSE(ZSTD_isError(ZSTD_compressStream2(context, &output, &input, ZSTD_e_flush)));
  ASSERT_EQ(ZSTD_compressStream2(context, &output, &input, ZSTD_e_end), 0u);
  ZSTD_freeCCtx(context);
  bytes.resize(output.pos);
  const Document document = ReadBytes("a.txt", bytes);
  EXPECT_EQ(Codes(document), "F0202");
  EXPECT_THAT(document.faults.front().detail, HasSubstr("window"));
}

}  // namespace
}  // namespace textkin
