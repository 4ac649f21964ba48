// Reading the collection, and the measure.

#include "collection.h"

#include <unicode/uchar.h>
#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "textkin/utf8.h"

namespace main_text {
namespace {

std::string ReadGzip(const std::string& path) {
  std::string text;
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) return text;
  char buffer[1 << 16];
  int bytes;
  while ((bytes = gzread(file, buffer, sizeof buffer)) > 0)
    text.append(buffer, static_cast<std::size_t>(bytes));
  gzclose(file);
  textkin::RepairUtf8(&text);
  return text;
}

// Fields that a page has nothing for are null or left out.
std::string Text(const nlohmann::json& record, const char* key) {
  const auto found = record.find(key);
  return found != record.end() && found->is_string() ? found->get<std::string>() : "";
}

std::vector<std::string> Snippets(const nlohmann::json& record, const char* key) {
  std::vector<std::string> snippets;
  const auto found = record.find(key);
  if (found == record.end()) return snippets;
  for (const nlohmann::json& snippet : *found) {
    if (snippet.is_string()) snippets.push_back(snippet.get<std::string>());
  }
  return snippets;
}

}  // namespace

std::vector<std::string> Words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (std::size_t at = 0; at < text.size();) {
    const auto c = static_cast<UChar32>(textkin::DecodeUtf8(text, &at));
    if (c == '_' || u_isalnum(c)) {
      textkin::AppendUtf8(static_cast<char32_t>(u_tolower(c)), &word);
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

double WordF1(const std::vector<std::string>& truth, const std::vector<std::string>& found) {
  if (truth.empty() && found.empty()) return 1;
  std::map<std::string_view, std::size_t> left;
  for (const std::string& word : truth) ++left[word];
  std::size_t common = 0;
  for (const std::string& word : found) {
    const auto at = left.find(word);
    if (at == left.end() || at->second == 0) continue;
    --at->second;
    ++common;
  }
  return 2 * static_cast<double>(common) / static_cast<double>(truth.size() + found.size());
}

std::vector<TruePage> ReadCollection(const std::string& folder) {
  namespace fs = std::filesystem;
  std::vector<std::string> ids;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(fs::path(folder) / "ground-truth", error)) {
    ids.push_back(entry.path().stem().string());
  }
  std::ranges::sort(ids);
  std::vector<TruePage> pages;
  for (const std::string& id : ids) {
    std::ifstream file(fs::path(folder) / "ground-truth" / (id + ".json"));
    const nlohmann::json record = nlohmann::json::parse(file);
    const nlohmann::json& truth = record.at("ground_truth");
    TruePage page;
    page.id = id;
    page.type = record.at("_internal").at("page_type").at("primary").get<std::string>();
    page.html = ReadGzip((fs::path(folder) / "html" / (id + ".html.gz")).string());
    page.main = Text(truth, "main_content");
    page.with = Snippets(truth, "with");
    page.without = Snippets(truth, "without");
    pages.push_back(std::move(page));
  }
  return pages;
}

std::string DefaultFolder() {
  const char* const root = std::getenv("TEXTKIN_DATA");
  return std::string(root == nullptr ? "../shared/data" : root) + "/main-text-html";
}

}  // namespace main_text
