// Lines of text and of JSON.

#include "index_view.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "direction.h"
#include "terminal.h"
#include "textkin/normalize.h"
#include "textkin/utf8.h"

namespace textkin::cli {
namespace {

// Passages of a source that are shown, and code points of each: some lines, to know it by.
constexpr std::size_t kShownQuotes = 3;
constexpr std::size_t kQuoteLength = 60;
// Pieces of evidence that are shown; --json has all.
constexpr std::size_t kShownEvidence = 4;

std::string TwoDecimals(double value) {
  char text[16];
  std::snprintf(text, sizeof text, "%.2f", value);
  return text;
}

// The beginning of a text on one line.
std::string Beginning(const std::string& text) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < kQuoteLength && at < text.size(); ++i) DecodeUtf8(text, &at);
  std::string line = Printable(text.substr(0, at));
  for (char& c : line) {
    if (c == '\n' || c == '\t') c = ' ';
  }
  return line + (at < text.size() ? "…" : "");
}

std::string Origin(const QuerySource& source) {
  std::string origin;
  const auto add = [&origin](const std::string& word) {
    if (!word.empty()) origin += (origin.empty() ? "" : "  ") + Printable(word);
  };
  add(source.title);
  add(source.url.empty() ? source.site : source.url);
  if (!source.dates.empty()) add(source.dates.front().value);
  return origin.empty() ? "" : "     " + origin + "\n";
}

std::string Numbers(const QuerySource& source) {
  if (!source.verified) {
    return "not verified: resemblance about " + TwoDecimals(source.candidate.resemblance);
  }
  const Judgement& judgement = source.judgement;
  std::string verdict(judgement.has_verdict ? VerdictName(judgement.match.verdict) : "passages");
  std::replace(verdict.begin(), verdict.end(), '_', ' ');
  return verdict + ", resemblance " + TwoDecimals(judgement.match.resemblance) + ", " +
         Percent(source.share_of_query) + " of the text, " + Percent(source.share_of_source) +
         " of the source";
}

// Who copied whom, and the strongest reasons.
std::string ShowDirection(const QuerySource& source) {
  if (!source.edge) return "";
  const Edge& edge = *source.edge;
  const std::array<std::string, 2> names = {"the text", "this source"};
  std::string out = "     direction: " + DirectionSentence(edge, names) + "\n";
  std::size_t shown = 0;
  const auto show = [&](const std::vector<Evidence>& records, bool is_for) {
    for (const Evidence& one : records) {
      if (++shown > kShownEvidence) return;
      out += "       " + SignedNats(edge, one, is_for) + "  " +
             Printable(SentenceOf(one, names[edge.source], names[edge.derived])) + "\n";
    }
  };
  show(edge.evidence, /*is_for=*/true);
  show(edge.against, /*is_for=*/false);
  return out;
}

std::string ShowSource(const QuerySource& source, std::size_t rank) {
  char number[24];
  std::snprintf(number, sizeof number, "%3zu  ", rank);
  std::string out = number + Printable(source.id) + "\n     " + Numbers(source) + "\n";
  out += Origin(source);
  out += ShowDirection(source);
  std::vector<const QuerySource::Quote*> quotes;
  for (const QuerySource::Quote& quote : source.quotes) quotes.push_back(&quote);
  std::stable_sort(quotes.begin(), quotes.end(),
                   [](const QuerySource::Quote* a, const QuerySource::Quote* b) {
                     return a->text.size() > b->text.size();
                   });
  for (std::size_t i = 0; i < std::min(quotes.size(), kShownQuotes); ++i) {
    const QuerySource::Quote& quote = *quotes[i];
    out += "       " + std::string(PassageKindName(quote.kind)) + ", " +
           Count(CountCodePoints(quote.text), "char") + " at " + WithCommas(quote.query_begin) +
           ", there at " + WithCommas(quote.source_begin) + ": " + Beginning(quote.text) + "\n";
  }
  if (quotes.size() > kShownQuotes) {
    out += "       and " + Count(quotes.size() - kShownQuotes, "passage") + " more\n";
  }
  return out;
}

}  // namespace

std::string ShowAnswers(const std::vector<QueryAnswer>& answers, std::size_t limit) {
  std::string out;
  for (const QueryAnswer& answer : answers) {
    out += Printable(answer.name) + ": " + Count(answer.sources.size(), "source") + " among " +
           Count(answer.candidates, "candidate") +
           (answer.is_capped ? ", the most alike of more" : "") + "\n";
    for (std::size_t i = 0; i < std::min(limit, answer.sources.size()); ++i) {
      out += ShowSource(answer.sources[i], i + 1);
    }
    if (answer.sources.size() > limit) {
      out += "     and " + Count(answer.sources.size() - limit, "source") + " more\n";
    }
  }
  return out;
}

std::uint64_t FolderBytes(const std::string& folder) {
  namespace fs = std::filesystem;
  std::uint64_t bytes = 0;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code ignored;
    const std::uint64_t size = entry->is_regular_file(ignored) ? entry->file_size(ignored) : 0;
    if (!ignored) bytes += size;
  }
  return bytes;
}

std::string ShowStats(const IndexReader& index, std::uint64_t bytes) {
  const IndexCounts& counts = index.counts();
  const IndexSettings& settings = index.settings();
  std::string out;
  const auto add = [&out](const std::string& name, const std::string& value) {
    out += name + std::string(12 - name.size(), ' ') + value + "\n";
  };
  add("generation", WithCommas(counts.generation));
  add("documents", WithCommas(counts.documents));
  add("parts", WithCommas(counts.parts));
  add("text", BytesText(counts.text_bytes) + (settings.texts ? "" : ", not kept"));
  add("on disk", BytesText(bytes));
  add("preset", settings.preset);
  add("seed", std::to_string(settings.seed));
  add("normalizer", std::to_string(kNormalizerVersion));
  add("format", std::to_string(kIndexVersion));
  add("digest", Hex(counts.digest));
  return out;
}

std::string StatsJson(const IndexReader& index, std::uint64_t bytes) {
  const IndexCounts& counts = index.counts();
  const IndexSettings& settings = index.settings();
  // A preset's name and a digest need no escaping.
  return "{\"generation\":" + std::to_string(counts.generation) +
         ",\"documents\":" + std::to_string(counts.documents) +
         ",\"parts\":" + std::to_string(counts.parts) +
         ",\"text_bytes\":" + std::to_string(counts.text_bytes) +
         ",\"texts\":" + (settings.texts ? "true" : "false") +
         ",\"disk_bytes\":" + std::to_string(bytes) + ",\"preset\":\"" + settings.preset +
         "\",\"seed\":\"" + std::to_string(settings.seed) +
         "\",\"normalizer\":" + std::to_string(kNormalizerVersion) +
         ",\"format\":" + std::to_string(kIndexVersion) + ",\"digest\":\"" + Hex(counts.digest) +
         "\"}\n";
}

std::string AnswersJson(const std::vector<QueryAnswer>& answers, std::size_t limit) {
  std::string out;
  for (const QueryAnswer& answer : answers) {
    for (std::size_t i = 0; i < std::min(limit, answer.sources.size()); ++i) {
      out += answer.sources[i].json;
    }
  }
  return out;
}

}  // namespace textkin::cli
