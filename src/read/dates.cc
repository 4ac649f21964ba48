// Dates begin where a run of digits begins, in names and in titles.

#include "dates.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "textkin/date.h"

namespace textkin {
namespace {

constexpr std::string_view kDigits = "0123456789";
// Bytes of "2024-03-12".
constexpr std::size_t kWholeDate = 10;

// Calls `use` with the rest of `text` from every run of digits on, and with the run's length.
template <typename Use>
void ForDigitRuns(std::string_view text, const Use& use) {
  for (std::size_t at = text.find_first_of(kDigits); at < text.size();
       at = text.find_first_of(kDigits, at)) {
    const std::size_t end = std::min(text.find_first_not_of(kDigits, at), text.size());
    use(text.substr(at), end - at);
    at = end;
  }
}

}  // namespace

void AppendNameDates(std::string_view name, std::vector<DateClaim>* dates) {
  ForDigitRuns(name, [&](std::string_view rest, std::size_t) {
    std::string date = ParseDate(rest);
    if (date.size() >= kWholeDate) AddDate(std::move(date), "file_name", dates);
  });
}

void AppendTitleYears(std::string_view title, std::vector<DateClaim>* dates) {
  ForDigitRuns(title, [&](std::string_view rest, std::size_t digits) {
    if (digits == 4) AddDate(ParseDateValue(rest.substr(0, digits)), "title", dates);
  });
}

}  // namespace textkin
