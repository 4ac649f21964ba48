// What `textkin index` prints: answers of a query, and what is in an index.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "textkin/indexing.h"

namespace textkin::cli {

// Sources shown where nothing else is asked for: a screen.
inline constexpr std::size_t kShownSources = 20;

// For people: at most `limit` sources of each text, with their passages.
std::string ShowAnswers(const std::vector<QueryAnswer>& answers, std::size_t limit);
// For programs: a line for each source.
std::string AnswersJson(const std::vector<QueryAnswer>& answers, std::size_t limit);

// Bytes of all files below a folder, as far as they can be listed.
std::uint64_t FolderBytes(const std::string& folder);
std::string ShowStats(const IndexReader& index, std::uint64_t bytes);
std::string StatsJson(const IndexReader& index, std::uint64_t bytes);

}  // namespace textkin::cli
