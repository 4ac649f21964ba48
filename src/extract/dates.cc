// Reading dates in the few forms that pages use.

#include "dates.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "characters.h"

namespace textkin {
namespace {

// Bytes at the beginning of a text where a page states when it was published; further down it
// quotes.
constexpr std::size_t kHeadBytes = 4096;
// Bytes between such a word and its date: "来源：某某日报 记者 某某 2024-03-12".
constexpr std::size_t kReachBytes = 90;

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::size_t at() const { return at_; }
  bool AtEnd() const { return at_ >= text_.size(); }
  bool Take(std::string_view literal) {
    if (!text_.substr(at_).starts_with(literal)) return false;
    at_ += literal.size();
    return true;
  }
  void Skip(std::u32string_view characters) {
    while (!AtEnd()) {
      std::size_t next = at_;
      if (characters.find(DecodeUtf8(text_, &next)) == characters.npos) return;
      at_ = next;
    }
  }
  // A number of `least` to `most` digits that no other digit follows.
  std::optional<unsigned> Number(std::size_t least, std::size_t most) {
    std::size_t end = at_;
    unsigned value = 0;
    while (end < text_.size() && IsAsciiDigit(static_cast<unsigned char>(text_[end]))) {
      if (end - at_ == most) return std::nullopt;
      value = value * 10 + static_cast<unsigned>(text_[end++] - '0');
    }
    if (end - at_ < least) return std::nullopt;
    at_ = end;
    return value;
  }
  // January, Jan, Jan.; 1 to 12.
  std::optional<unsigned> MonthName() {
    constexpr std::array<std::string_view, 12> kNames = {
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december"};
    std::string word;
    std::size_t end = at_;
    for (; end < text_.size() && word.size() < 10; ++end) {
      const char c = text_[end];
      if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z')) break;
      word.push_back(c >= 'a' ? c : static_cast<char>(c + 32));
    }
    for (std::size_t i = 0; i < kNames.size(); ++i) {
      if (word.size() < 3 ||
          !(kNames[i] == word || word == kNames[i].substr(0, 3) || word == "sept"))
        continue;
      if (word == "sept" && i != 8) continue;
      at_ = end;
      Take(".");
      return static_cast<unsigned>(i + 1);
    }
    return std::nullopt;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

std::string Padded(unsigned value, std::size_t width) {
  std::string digits = std::to_string(value);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

bool IsYear(unsigned year) { return year >= 1900 && year <= 2099; }

std::string Join(unsigned year, unsigned month, std::optional<unsigned> day) {
  if (!IsYear(year) || month < 1 || month > 12) return "";
  std::string date = Padded(year, 4) + "-" + Padded(month, 2);
  if (day && *day >= 1 && *day <= 31) date += "-" + Padded(*day, 2);
  return date;
}

// ISO time behind a date, or nothing.
std::string TimeBehind(Reader reader) {
  if (!reader.Take("T")) reader.Skip(U" \u3000\u00A0");
  const auto hour = reader.Number(1, 2);
  if (!hour || *hour > 23 || !reader.Take(":")) return "";
  const auto minute = reader.Number(2, 2);
  if (!minute || *minute > 59) return "";
  std::string time = "T" + Padded(*hour, 2) + ":" + Padded(*minute, 2);
  if (reader.Take(":")) {
    if (const auto second = reader.Number(2, 2); second && *second < 60)
      time += ":" + Padded(*second, 2);
  }
  return time;
}

std::string ParseNumeric(Reader reader) {
  Reader compact = reader;
  if (const auto digits = compact.Number(8, 8))
    return Join(*digits / 10000, *digits / 100 % 100, *digits % 100);
  const auto year = reader.Number(4, 4);
  if (!year) return "";
  constexpr std::array<std::string_view, 4> kSeparators = {"-", "/", ".", "年"};
  const auto separator = std::ranges::find_if(kSeparators, [&](auto s) { return reader.Take(s); });
  if (separator == kSeparators.end()) return "";
  reader.Skip(U" ");
  const auto month = reader.Number(1, 2);
  if (!month) return "";
  const bool chinese = *separator == "年";
  std::optional<unsigned> day;
  if (reader.Take(chinese ? "月" : *separator)) {
    reader.Skip(U" ");
    day = reader.Number(1, 2);
    if (chinese && day && !reader.Take("日")) day.reset();
  }
  const std::string date = Join(*year, *month, day);
  return date.size() == 10 ? date + TimeBehind(reader) : date;
}

std::string ParseEnglish(Reader reader) {
  auto day = reader.Number(1, 2);
  if (day) reader.Skip(U" ");
  const auto month = reader.MonthName();
  if (!month) return "";
  reader.Skip(U" ");
  if (!day) {
    day = reader.Number(1, 2);
    reader.Skip(U" ,");
  }
  reader.Skip(U" ,");
  const auto year = reader.Number(4, 4);
  return year ? Join(*year, *month, day) : "";
}

struct Word {
  std::string_view word;
  std::string_view kind;
};
// The longest of words with the same beginning first.
constexpr Word kWords[] = {
    {"发布时间", "published"},  {"发布日期", "published"}, {"发表时间", "published"},
    {"发布", "published"},      {"发表于", "published"},   {"来源", "published"},
    {"日期", "published"},      {"上传时间", "uploaded"},  {"上传日期", "uploaded"},
    {"Published", "published"}, {"Posted", "published"},   {"Uploaded", "uploaded"},
    {"Date:", "published"},
};

// The first date behind a word, on its line and within reach.
std::string DateBehind(std::string_view text) {
  text = text.substr(0, std::min({text.size(), kReachBytes, text.find('\n')}));
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const bool inside = at > 0 && (IsAsciiDigit(static_cast<unsigned char>(text[at - 1])) ||
                                   IsLetter(static_cast<unsigned char>(text[at - 1])));
    if (inside || !(IsAsciiDigit(byte) || (byte >= 'A' && byte <= 'Z'))) continue;
    if (std::string date = ParseDate(text.substr(at)); !date.empty()) return date;
  }
  return "";
}

}  // namespace

std::string ParseDate(std::string_view text) {
  Reader reader(text);
  reader.Skip(U" \u3000\u00A0\t\n:：[(（");
  std::string date = ParseNumeric(reader);
  return date.empty() ? ParseEnglish(reader) : date;
}

void FindStatedDates(std::string_view text, std::vector<DateClaim>* dates) {
  const std::string_view head = text.substr(0, kHeadBytes);
  for (std::size_t at = 0; at < head.size(); ++at) {
    const auto found = std::ranges::find_if(
        kWords, [&](const Word& w) { return head.substr(at).starts_with(w.word); });
    if (found == std::end(kWords)) continue;
    at += found->word.size();
    const DateClaim claim{DateBehind(text.substr(at)), std::string(found->kind)};
    --at;
    if (claim.value.empty() || std::ranges::find(*dates, claim) != dates->end()) continue;
    dates->push_back(claim);
  }
}

}  // namespace textkin
