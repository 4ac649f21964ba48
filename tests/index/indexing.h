// Documents for tests of the index, and folders that go when a test ends.

#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "textkin/index.h"

namespace textkin::testing {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "textkin-index-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

// The sketch of a text of words: three of them make a shingle.
inline Sketch SketchOf(std::string_view text) {
  std::vector<std::uint64_t> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    words.push_back(HashBytes(text.substr(at, end - at)));
    at = end + 1;
  }
  std::vector<std::uint64_t> shingles;
  for (std::size_t i = 0; i + 2 < words.size(); ++i) {
    shingles.push_back(Mix64(words[i] + Mix64(words[i + 1] + Mix64(words[i + 2]))));
  }
  Sketch sketch;
  sketch.minhash = MakeMinHash(shingles);
  sketch.simhash = MakeSimHash(shingles);
  sketch.frac = MakeFracMinHash(shingles);
  sketch.content = text.empty() ? Hash128{} : HashBytes128(text);
  sketch.shingles = static_cast<std::uint32_t>(shingles.size());
  return sketch;
}

// A document of the given texts: one, or an anthology of several.
inline IndexedDocument DocumentOf(const std::string& id, const std::vector<std::string>& texts) {
  IndexedDocument indexed;
  Document& document = indexed.extracted.document;
  document.id = id;
  document.path = id;
  document.site = "site-" + id.substr(0, 1);
  document.dates = {{"2024-03-12", "meta"}};
  for (const std::string& text : texts) {
    const auto begin = static_cast<std::uint32_t>(document.text.size());
    document.text += text;
    Part part;
    part.span = {begin, begin + static_cast<std::uint32_t>(text.size())};
    indexed.extracted.parts.push_back(part);
    indexed.sketches.push_back(SketchOf(text));
  }
  document.bytes = document.text.size();
  if (texts.size() > 1) {
    const auto size = static_cast<std::uint32_t>(document.text.size());
    Part whole;
    whole.span = {0, size};
    indexed.extracted.parts.insert(indexed.extracted.parts.begin(), whole);
    indexed.sketches.insert(indexed.sketches.begin(), SketchOf(document.text));
  }
  return indexed;
}

// A text of words, some of them those of another text of the same family.
inline std::string TextOf(std::mt19937_64* random, std::size_t families) {
  std::mt19937_64 family((*random)() % families);
  const std::size_t words = family() % 400;
  const std::size_t changed = (*random)() % 4;  // of ten
  std::string text;
  for (std::size_t i = 0; i < words; ++i) {
    const std::uint64_t common = family() % 5000, own = (*random)() % 5000;
    text += (text.empty() ? "w" : " w") + std::to_string((*random)() % 10 < changed ? own : common);
  }
  return text;
}

inline std::unique_ptr<IndexWriter> MakeIndex(const std::string& folder,
                                              IndexSettings settings = {},
                                              WriterOptions options = {}) {
  auto writer = IndexWriter::Create(folder, settings, options);
  EXPECT_TRUE(writer.ok()) << writer.status();
  return writer.ok() ? *std::move(writer) : nullptr;
}

inline std::unique_ptr<IndexWriter> OpenWriter(const std::string& folder,
                                               WriterOptions options = {}) {
  auto writer = IndexWriter::Open(folder, options);
  EXPECT_TRUE(writer.ok()) << writer.status();
  return writer.ok() ? *std::move(writer) : nullptr;
}

inline std::unique_ptr<IndexReader> OpenReader(const std::string& folder) {
  auto reader = IndexReader::Open(folder);
  EXPECT_TRUE(reader.ok()) << reader.status();
  return reader.ok() ? *std::move(reader) : nullptr;
}

// Ids and texts of all documents.
inline std::map<std::string, std::string> TextsIn(const IndexReader& reader) {
  std::map<std::string, std::string> texts;
  const absl::Status status = reader.ForEach(true, [&](IndexNumber, IndexedDocument&& document) {
    texts[document.extracted.document.id] = document.extracted.document.text;
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  return texts;
}

}  // namespace textkin::testing
