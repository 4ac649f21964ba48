// An index against a map: random histories of adding, replacing and removing.

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "indexing.h"

namespace textkin::testing {
namespace {

using Documents = std::map<std::string, IndexedDocument>;

// Shares a band of 4 slots, two values, or the content: by looking at every part there is.
std::set<std::pair<std::string, std::uint32_t>> SlowCandidates(const Documents& documents,
                                                               const Sketch& sketch) {
  std::set<std::pair<std::string, std::uint32_t>> found;
  for (const auto& [id, document] : documents) {
    for (std::uint32_t part = 0; part < document.sketches.size(); ++part) {
      if (part == 0 && document.sketches.size() > 1) continue;
      const Sketch& other = document.sketches[part];
      std::vector<std::uint32_t> common;
      std::set_intersection(sketch.frac.begin(), sketch.frac.end(), other.frac.begin(),
                            other.frac.end(), std::back_inserter(common));
      bool meets = common.size() >= 2;
      for (std::size_t slot = 0; slot < kMinHashSlots && sketch.shingles > 0 && other.shingles > 0;
           slot += 4) {
        meets |= std::equal(sketch.minhash.begin() + slot, sketch.minhash.begin() + slot + 4,
                            other.minhash.begin() + slot);
      }
      meets |= sketch.content == other.content;
      if (meets && sketch.content != Hash128{}) found.emplace(id, part);
    }
  }
  return found;
}

std::set<std::pair<std::string, std::uint32_t>> CandidatesIn(const IndexReader& reader,
                                                             const Sketch& sketch) {
  CandidateOptions options;
  options.max_candidates = 10000;
  const auto candidates = reader.FindCandidates(sketch, options);
  EXPECT_TRUE(candidates.ok()) << candidates.status();
  std::set<std::pair<std::string, std::uint32_t>> found;
  for (const IndexCandidate& candidate : candidates->found) {
    const auto document = reader.Load(candidate.document, false);
    EXPECT_TRUE(document.ok()) << document.status();
    found.emplace(document->extracted.document.id, candidate.part);
  }
  EXPECT_FALSE(candidates->is_capped);
  return found;
}

// Of every node of matching, alone and once, the sketch that was added.
void ExpectSketches(const IndexReader& reader, const Documents& documents) {
  std::set<std::pair<std::string, std::uint32_t>> seen;
  const absl::Status status =
      reader.ForEachSketch([&](const IndexedPart& part, std::string_view id, Sketch* sketch) {
        EXPECT_TRUE(seen.emplace(id, part.part).second);
        const Sketch& added = documents.at(std::string(id)).sketches.at(part.part);
        EXPECT_EQ(sketch->minhash, added.minhash);
        EXPECT_EQ(sketch->frac, added.frac);
        EXPECT_EQ(sketch->content, added.content);
        EXPECT_EQ(sketch->shingles, added.shingles);
        *sketch = Sketch();  // it may be taken away
        return absl::OkStatus();
      });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(seen.size(), reader.counts().parts);
}

void ExpectHolds(const IndexReader& reader, const Documents& documents) {
  const absl::Status verified = reader.Verify(nullptr);
  EXPECT_TRUE(verified.ok()) << verified;
  EXPECT_EQ(reader.counts().documents, documents.size());
  std::map<std::string, std::string> texts;
  for (const auto& [id, document] : documents) texts[id] = document.extracted.document.text;
  EXPECT_EQ(TextsIn(reader), texts);
  ExpectSketches(reader, documents);
}

IndexedDocument RandomDocument(const std::string& id, std::mt19937_64* random) {
  std::vector<std::string> texts = {TextOf(random, 8)};
  if ((*random)() % 6 == 0) texts.push_back(TextOf(random, 8));
  return DocumentOf(id, texts);
}

TEST(Index, HoldsWhatItsHistoryLeaves) {
  const std::uint64_t seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  const TemporaryFolder folder;
  WriterOptions small;
  small.memory = 100'000;  // several runs a commit
  Documents documents;
  auto writer = MakeIndex(folder / "index", {}, small);
  for (int commit = 0; commit < 8; ++commit) {
    std::set<std::string> touched;
    for (int step = 0; step < 25; ++step) {
      const std::string id = "d" + std::to_string(random() % 40);
      if (!touched.insert(id).second) continue;
      if (random() % 3 == 0) {
        const auto removed = writer->Remove(id);
        ASSERT_TRUE(removed.ok()) << removed.status();
        EXPECT_EQ(*removed, documents.erase(id) == 1);
        continue;
      }
      const IndexedDocument document = RandomDocument(id, &random);
      const auto added = writer->Add(document);
      ASSERT_TRUE(added.ok()) << added.status();
      const auto before = documents.find(id);
      const bool is_equal =
          before != documents.end() &&
          before->second.extracted.document.text == document.extracted.document.text &&
          before->second.extracted.parts.size() == document.extracted.parts.size();
      EXPECT_EQ(*added, before == documents.end() ? AddOutcome::kAdded
                        : is_equal                ? AddOutcome::kUnchanged
                                                  : AddOutcome::kReplaced);
      documents[id] = document;
    }
    ASSERT_TRUE(writer->Commit().ok());
    if (commit % 2 == 0) {
      writer.reset();
      writer = OpenWriter(folder / "index", small);
    }
    ExpectHolds(writer->committed(), documents);
  }
  writer.reset();
  const auto reader = OpenReader(folder / "index");
  ExpectHolds(*reader, documents);
  for (int i = 0; i < 30; ++i) {
    const Sketch sketch = SketchOf(TextOf(&random, 8));
    EXPECT_EQ(CandidatesIn(*reader, sketch), SlowCandidates(documents, sketch));
  }

  // Made at once, it is the same but for its history.
  auto fresh = MakeIndex(folder / "fresh");
  for (const auto& [id, document] : documents) ASSERT_TRUE(fresh->Add(document).ok());
  ASSERT_TRUE(fresh->Commit().ok());
  EXPECT_EQ(fresh->committed().counts().digest, reader->counts().digest);
  EXPECT_EQ(fresh->committed().counts().parts, reader->counts().parts);
  EXPECT_EQ(fresh->committed().counts().text_bytes, reader->counts().text_bytes);
}

TEST(Index, GivesBackWhatWasAdded) {
  const TemporaryFolder folder;
  IndexedDocument document = DocumentOf("a/b#1", {"第一 篇 文字", "the second of two texts"});
  Document& facts = document.extracted.document;
  facts.record_id = "r-1";
  facts.url = "https://docs.example/1";
  facts.title = "标题";
  facts.format = Format::kHtml;
  facts.faults = {{FaultCode::kInvalidCharacters, "2 bytes"}};
  facts.dates = {{"2024-03-12", "record"}};
  facts.limits = {"kMaxRecordBytes"};
  document.extracted.parts[1].title = "篇1";
  document.extracted.parts[1].marks = {{{0, 6}, MarkKind::kWatermark}};
  auto writer = MakeIndex(folder / "index");
  ASSERT_TRUE(writer->Add(document).ok());
  ASSERT_TRUE(writer->Commit().ok());
  const auto number = writer->committed().Find("a/b#1");
  ASSERT_TRUE(number.ok() && number->has_value());
  const auto loaded = writer->committed().Load(**number, true);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  const Document& back = loaded->extracted.document;
  EXPECT_EQ(back.id, facts.id);
  EXPECT_EQ(back.record_id, facts.record_id);
  EXPECT_EQ(back.path, facts.path);
  EXPECT_EQ(back.site, facts.site);
  EXPECT_EQ(back.url, facts.url);
  EXPECT_EQ(back.title, facts.title);
  EXPECT_EQ(back.format, facts.format);
  EXPECT_EQ(back.bytes, facts.bytes);
  EXPECT_EQ(back.dates, facts.dates);
  ASSERT_EQ(back.faults.size(), 1u);
  EXPECT_EQ(back.faults[0].detail, "2 bytes");
  EXPECT_EQ(back.limits, facts.limits);
  EXPECT_EQ(back.text, facts.text);
  ASSERT_EQ(loaded->extracted.parts.size(), 3u);
  EXPECT_EQ(loaded->extracted.parts[1].title, "篇1");
  EXPECT_EQ(loaded->extracted.parts[1].marks, document.extracted.parts[1].marks);
  for (std::size_t part = 0; part < 3; ++part) {
    EXPECT_EQ(loaded->extracted.parts[part].span, document.extracted.parts[part].span);
    EXPECT_EQ(loaded->sketches[part].minhash, document.sketches[part].minhash);
    EXPECT_EQ(loaded->sketches[part].simhash, document.sketches[part].simhash);
    EXPECT_EQ(loaded->sketches[part].frac, document.sketches[part].frac);
    EXPECT_EQ(loaded->sketches[part].content, document.sketches[part].content);
    EXPECT_EQ(loaded->sketches[part].shingles, document.sketches[part].shingles);
  }
  ExpectSketches(writer->committed(), {{"a/b#1", document}});
}

TEST(Index, AnEqualDocumentChangesNothing) {
  const TemporaryFolder folder;
  auto writer = MakeIndex(folder / "index");
  const IndexedDocument document = DocumentOf("a", {"one two three four"});
  ASSERT_TRUE(writer->Add(document).ok());
  ASSERT_TRUE(writer->Commit().ok());
  const IndexCounts counts = writer->committed().counts();
  EXPECT_EQ(writer->Add(document).value(), AddOutcome::kUnchanged);
  ASSERT_TRUE(writer->Commit().ok());
  EXPECT_EQ(writer->committed().counts(), counts);
  EXPECT_EQ(writer->Add(DocumentOf("a", {"one two three five"})).value(), AddOutcome::kReplaced);
  EXPECT_TRUE(absl::IsInvalidArgument(writer->Add(document).status()));
  ASSERT_TRUE(writer->Commit().ok());
  EXPECT_EQ(writer->committed().counts().documents, 1u);
  EXPECT_NE(writer->committed().counts().digest, counts.digest);
}

TEST(Index, WithoutTextsItStillFindsCandidates) {
  const TemporaryFolder folder;
  IndexSettings settings;
  settings.texts = false;
  auto writer = MakeIndex(folder / "index", settings);
  const IndexedDocument document = DocumentOf("a", {"one two three four five six seven"});
  ASSERT_TRUE(writer->Add(document).ok());
  ASSERT_TRUE(writer->Commit().ok());
  EXPECT_EQ(writer->Add(document).value(), AddOutcome::kUnchanged);
  writer.reset();
  const auto reader = OpenReader(folder / "index");
  EXPECT_TRUE(reader->Verify(nullptr).ok());
  EXPECT_EQ(reader->settings(), settings);
  const auto candidates = reader->FindCandidates(document.sketches[0], {});
  ASSERT_TRUE(candidates.ok());
  ASSERT_EQ(candidates->found.size(), 1u);
  EXPECT_EQ(candidates->found[0].resemblance, 1);
  EXPECT_TRUE(candidates->found[0].same_content);
  EXPECT_TRUE(absl::IsFailedPrecondition(reader->Load(0, true).status()));
}

TEST(Index, TheMostAlikeCandidatesAreKept) {
  const TemporaryFolder folder;
  auto writer = MakeIndex(folder / "index");
  std::mt19937_64 random(7);
  std::vector<std::string> words;
  for (int i = 0; i < 300; ++i) words.push_back("w" + std::to_string(random() % 5000));
  const auto text_with = [&](std::size_t changed) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
      text += (i < changed ? "x" + std::to_string(random()) : words[i]) + " ";
    }
    return text;
  };
  for (std::size_t i = 0; i < 7; ++i) {
    ASSERT_TRUE(writer->Add(DocumentOf("d" + std::to_string(i), {text_with(40 * i)})).ok());
  }
  ASSERT_TRUE(writer->Commit().ok());
  CandidateOptions options;
  options.max_candidates = 3;
  const auto candidates = writer->committed().FindCandidates(SketchOf(text_with(0)), options);
  ASSERT_TRUE(candidates.ok());
  EXPECT_TRUE(candidates->is_capped);
  ASSERT_EQ(candidates->found.size(), 3u);
  for (IndexNumber i = 0; i < 3; ++i) EXPECT_EQ(candidates->found[i].document, i);
}

}  // namespace
}  // namespace textkin::testing
