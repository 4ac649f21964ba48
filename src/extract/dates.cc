// The words behind which documents say when they were published.

#include "dates.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>

#include "characters.h"
#include "textkin/date.h"
#include "words.h"

namespace textkin {
namespace {

// Where documents say when they were published: under the title, or in the last lines; in between
// they quote. Bytes.
constexpr std::size_t kDateHeadBytes = 4096;
constexpr std::size_t kDatelineBytes = 1024;
// Bytes between a label and its date: "来源：某某日报 记者 某某 2024-03-12".
constexpr std::size_t kReach = 90;
// Bytes behind a word that are looked at for a date right behind it.
constexpr std::size_t kRightBehind = 128;

struct Word {
  std::string_view text;
  std::string_view kind;
  // A label is written as it is here, and in the head its date may stand further on in the line.
  // Other words are in any case, with the date right behind.
  bool label = false;
};

constexpr Word kLabelWords[] = {
    {"发布", "published", true},
    {"发表于", "published", true},
    {"发表时间", "published", true},
    {"来源", "published", true},
    {"日期", "published", true},
    {"Published", "published", true},
    {"Posted", "published", true},
    {"Date:", "published", true},
    {"发表", "published"},
    {"发文", "published"},
    {"發布", "published"},
    {"發佈", "published"},
    {"published", "published"},
    {"posted", "published"},
    {"publication date", "published"},
    {"publish date", "published"},
    {"publish time", "published"},
    {"上传时间", "uploaded", true},
    {"上传日期", "uploaded", true},
    {"Uploaded", "uploaded", true},
    {"上传", "uploaded"},
    {"上傳", "uploaded"},
    {"uploaded", "uploaded"},
    {"upload date", "uploaded"},
    {"更新", "modified"},
    {"修改", "modified"},
    {"修订", "modified"},
    {"updated", "modified"},
    {"modified", "modified"},
    {"last update", "modified"},
    {"last edited", "modified"},
};

// What may stand between a word and the date right behind it: "时间：", "日期 :", "于", "on".
constexpr std::string_view kConnectors[] = {" ",    "\t",   "\u3000", "\u00a0", ":",    "：",
                                            "[",    "(",    "（",     "于",     "於",   "时间",
                                            "時間", "日期", "on ",    "at ",    "date", "time"};

// What ends a label's line, or shows that it is a sentence that only uses the word.
constexpr std::string_view kStops[] = {"\n", "，", "。", "；"};

constexpr char LowerByte(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

std::string LowerBytes(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), LowerByte);
  return lower;
}

std::string DateRightBehind(std::string_view text) {
  const std::string lower = LowerBytes(text.substr(0, kRightBehind));
  std::string_view rest = lower;
  for (bool moved = true; moved;) {
    const std::size_t before = rest.size();
    for (const std::string_view connector : kConnectors)
      if (rest.starts_with(connector)) rest.remove_prefix(connector.size());
    moved = rest.size() < before;
  }
  return ParseDate(rest);
}

bool IsCapital(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLetterOrDigit(char c) {
  return IsAsciiDigit(static_cast<unsigned char>(c)) || IsCapital(c) || (c >= 'a' && c <= 'z');
}

// The first date that begins within reach of a label.
std::string DateOnLine(std::string_view text) {
  std::size_t reach = std::min(kReach, text.size());
  for (const std::string_view stop : kStops)
    reach = std::min(reach, text.substr(0, reach).find(stop));
  for (std::size_t at = 0; at < reach; ++at) {
    const bool inside = at > 0 && IsLetterOrDigit(text[at - 1]);
    if (inside || !(IsAsciiDigit(static_cast<unsigned char>(text[at])) || IsCapital(text[at])))
      continue;
    if (std::string date = ParseDate(text.substr(at)); !date.empty()) return date;
  }
  return {};
}

// The words in lower case, one behind the other.
constexpr auto kLowerWords = [] {
  std::array<char,
             [] {
               std::size_t size = 0;
               for (const Word& word : kLabelWords) size += word.text.size();
               return size;
             }()>
      lower{};
  char* end = lower.data();
  for (const Word& word : kLabelWords) end = std::ranges::transform(word.text, end, LowerByte).out;
  return lower;
}();

constexpr auto kWordTable = [] {
  std::array<std::string_view, std::size(kLabelWords)> texts;
  const char* at = kLowerWords.data();
  for (std::size_t word = 0; word < texts.size(); ++word) {
    texts[word] = {at, kLabelWords[word].text.size()};
    at += texts[word].size();
  }
  return WordTable(texts);
}();

// The dates behind the words in text[begin, end), in the order of the words. `lines`: those further
// on in a label's line, too.
void FindBetween(std::size_t begin, std::size_t end, bool lines, std::string_view text,
                 std::vector<DateClaim>* dates) {
  const std::string_view region = text.substr(begin, end - begin);
  std::vector<std::pair<std::size_t, std::size_t>> found;  // a word and its place
  kWordTable.ForEach(LowerBytes(region), [&](std::size_t index, std::size_t at) {
    const Word& word = kLabelWords[index];
    if (!word.label || region.substr(at).starts_with(word.text)) found.emplace_back(index, at);
  });
  std::ranges::sort(found);
  for (const auto& [index, at] : found) {
    const Word& word = kLabelWords[index];
    const std::string_view behind = text.substr(begin + at + word.text.size());
    AddDate(lines && word.label ? DateOnLine(behind) : DateRightBehind(behind), word.kind, dates);
  }
}

}  // namespace

void FindStatedDates(std::string_view text, std::vector<DateClaim>* dates) {
  const std::size_t head = std::min(text.size(), kDateHeadBytes);
  FindBetween(0, head, /*lines=*/true, text, dates);
  // The last lines of laws and notices name others by the dates of their publication.
  const std::size_t tail = std::max(head, text.size() - std::min(text.size(), kDatelineBytes));
  FindBetween(tail, text.size(), /*lines=*/false, text, dates);
}

}  // namespace textkin
