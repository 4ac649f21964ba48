// Parsing on all threads, and the keys of the policies.

#include "filter_block.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "textkin/utf8.h"

namespace textkin {
namespace {

// Lines of one task: about 2 ms.
constexpr std::size_t kLinesPerTask = 32;

// "2024-03-12T23:45:09", or as much as is known of it, as one number: what is not known is 0.
std::uint64_t DateKey(std::string_view value) {
  constexpr std::size_t kDigits = 14;
  std::uint64_t key = 0;
  std::size_t digits = 0;
  for (const char c : value) {
    if (c < '0' || c > '9' || digits == kDigits) continue;
    key = key * 10 + static_cast<std::uint64_t>(c - '0');
    ++digits;
  }
  for (; digits < kDigits; ++digits) key *= 10;
  return key;
}

// The earliest date that the record states; else that its text states; else none, which is last.
// A year in a title says what a text is about.
std::uint64_t EarliestDate(const std::vector<DateClaim>& dates) {
  std::uint64_t stated = UINT64_MAX, found = UINT64_MAX;
  for (const DateClaim& date : dates) {
    if (date.kind == "title") continue;
    const bool is_stated = date.kind == "record" || date.kind == "crawled";
    std::uint64_t& earliest = is_stated ? stated : found;
    earliest = std::min(earliest, DateKey(date.value));
  }
  return stated != UINT64_MAX ? stated : found;
}

// What one task makes of its lines.
struct TaskLines {
  std::vector<FilterRecord> records;
  std::vector<OrderKey> keys;
};

}  // namespace

OrderKey MakeOrderKey(KeepPolicy policy, const OrderFacts& facts) {
  switch (policy) {
    case KeepPolicy::kLongest:
      return {UINT64_MAX - facts.chars, 0};
    case KeepPolicy::kEarliest:
      return {EarliestDate(facts.dates), 0};
    case KeepPolicy::kBest:
      return {facts.has_faults ? 1u : 0u, facts.masks << 32 | (UINT32_MAX - facts.tokens)};
    case KeepPolicy::kFirst:
    case KeepPolicy::kSource:
      break;
  }
  return {};
}

bool HasNoText(const std::vector<Fault>& faults) {
  return std::ranges::any_of(faults, [](const Fault& fault) {
    switch (fault.code) {
      case FaultCode::kInvalidCharacters:
      case FaultCode::kDuplicateKey:
      case FaultCode::kLoneSurrogate:
        return false;
      default:
        return true;
    }
  });
}

ParsedBlock ParseBlock(const RecordBlock& block, const RecordParser& parser, KeepPolicy policy,
                       const StageOptions& stages, const ParallelFor& parallel) {
  ParsedBlock parsed;
  parsed.lines.resize(block.lines.size());
  std::vector<TaskLines> tasks((block.lines.size() + kLinesPerTask - 1) / kLinesPerTask);
  parallel(tasks.size(), [&](std::size_t task) {
    static thread_local PartWork work;
    TaskLines& done = tasks[task];
    const std::size_t end = std::min(block.lines.size(), (task + 1) * kLinesPerTask);
    for (std::size_t i = task * kLinesPerTask; i < end; ++i) {
      const auto& [batch, stored] = block.lines[i];
      ParsedLine& line = parsed.lines[i];
      line.is_blank = stored.is_blank;
      if (line.is_blank) continue;
      Extracted extracted;
      extracted.document = parser.Parse(*batch, stored);
      if (const std::vector<Fault>& faults = extracted.document.faults; !faults.empty()) {
        line.id = extracted.document.id;
        line.faults = faults;
        if (HasNoText(faults)) continue;
      }
      extracted = Extract(std::move(extracted.document), stages.extract);
      line.record = done.records.size();
      done.records.push_back(MakeRecord(&extracted, stages, &work));
      const std::uint64_t chars =
          policy == KeepPolicy::kLongest ? CountCodePoints(done.records.back().text) : 0;
      const Document& document = extracted.document;
      done.keys.push_back(MakeOrderKey(policy, {chars, document.dates, !document.faults.empty(),
                                                work.tokens.masks, work.tokens.size()}));
    }
  });
  for (std::size_t i = 0; i < parsed.lines.size(); ++i) {
    if (i % kLinesPerTask == 0 && i > 0) tasks[i / kLinesPerTask - 1] = {};
    ParsedLine& line = parsed.lines[i];
    if (line.record == ParsedLine::kNoRecord) continue;
    TaskLines& task = tasks[i / kLinesPerTask];
    const std::size_t in_task = std::exchange(line.record, parsed.records.size());
    parsed.records.push_back(std::move(task.records[in_task]));
    parsed.keys.push_back(task.keys[in_task]);
  }
  return parsed;
}

}  // namespace textkin
