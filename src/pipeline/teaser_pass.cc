// First the documents that break off, and where documents begin; then every tail is looked up among
// the beginnings, and compared token by token.

#include "teaser_pass.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <span>
#include <string_view>
#include <vector>

#include "part_batch.h"
#include "textkin/hash.h"

namespace textkin {
namespace {

// Tokens that a line is looked up by: fewer begin many lines, and a teaser has more.
constexpr std::size_t kKeyTokens = 8;
// Of a teaser, at least and at most: a title and one or two sentences.
constexpr std::size_t kMinTokens = 12;
constexpr std::size_t kMaxTokens = 240;
// Lines at which a document may be said to begin: its title may stand twice, and below a date.
constexpr std::size_t kHeadLines = 4;
// Bytes of kept text that hold these lines, or enough of them.
constexpr std::uint32_t kHeadBytes = 2048;
// The last words before the dots may be cut in two.
constexpr std::size_t kCutTokens = 1;
// Teasers of one document.
constexpr int kMaxTeasers = 20;

// The tokens of kept text that are no numbers and no masks, and which of them begin lines.
struct Stream {
  std::vector<std::uint32_t> symbol;
  std::vector<std::uint32_t> begin;       // bytes
  std::vector<std::uint32_t> line_begin;  // indexes
};

Stream StreamOf(std::string_view text, std::span<const Span> kept, Folding folding) {
  Tokens tokens;
  Normalize(text, kept, folding, &tokens);
  Stream stream;
  std::size_t behind = 0;  // the last token
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::size_t begin = tokens.begin[i];
    const bool new_line = i == 0 || text.substr(behind, begin - behind).find('\n') != text.npos;
    behind = begin + tokens.length[i];
    const auto at = static_cast<std::uint32_t>(stream.symbol.size());
    if (new_line && (stream.line_begin.empty() || stream.line_begin.back() != at))
      stream.line_begin.push_back(at);
    if (tokens.kind[i] == TokenKind::kNumber || tokens.kind[i] == TokenKind::kMask) continue;
    stream.symbol.push_back(tokens.symbol[i]);
    stream.begin.push_back(tokens.begin[i]);
  }
  return stream;
}

std::uint64_t KeyAt(const Stream& stream, std::size_t at) {
  return HashBytes({reinterpret_cast<const char*>(stream.symbol.data() + at),
                    kKeyTokens * sizeof(stream.symbol[0])});
}

// The first `bytes` of the kept text.
std::vector<Span> HeadOf(std::vector<Span> kept, std::uint32_t bytes) {
  std::size_t spans = 0;
  for (; spans < kept.size() && bytes > 0; ++spans) {
    const std::uint32_t length = std::min(bytes, kept[spans].end - kept[spans].begin);
    kept[spans].end = kept[spans].begin + length;
    bytes -= length;
  }
  kept.resize(spans);
  return kept;
}

// Where the kept text ends, white space left out; 0 when it does not break off.
std::uint32_t BrokenEnd(std::string_view text, std::span<const Span> kept) {
  for (std::size_t i = kept.size(); i-- > 0;) {
    const std::string_view piece = text.substr(kept[i].begin, kept[i].end - kept[i].begin);
    const std::size_t last = piece.find_last_not_of(" \t\r\n");
    if (last == piece.npos) continue;
    const std::string_view words = piece.substr(0, last + 1);
    const bool breaks_off = words.ends_with("...") || words.ends_with("…");
    return breaks_off ? kept[i].begin + static_cast<std::uint32_t>(words.size()) : 0;
  }
  return 0;
}

std::array<std::uint64_t, kHeadLines> HeadKeys(const StoredPart& stored, Folding folding) {
  const Stream head = StreamOf(stored.text, HeadOf(stored.kept, kHeadBytes), folding);
  std::array<std::uint64_t, kHeadLines> keys{};
  for (std::size_t i = 0; i < std::min(kHeadLines, head.line_begin.size()); ++i) {
    if (head.line_begin[i] + kKeyTokens <= head.symbol.size())
      keys[i] = KeyAt(head, head.line_begin[i]);
  }
  return keys;
}

class TeaserPass {
 public:
  TeaserPass(const ScanOptions& options, const StageOptions& stages, Collection* collection)
      : options_(options), stages_(stages), collection_(*collection) {}

  absl::Status Run(const ParallelFor& parallel_for) {
    std::vector<std::uint8_t> breaks_off(collection_.size(), 0);
    ForAll(parallel_for, [&](PartId part, const StoredPart& stored) {
      breaks_off[part] = !collection_.is_inner(part) && BrokenEnd(stored.text, stored.kept) > 0;
    });
    std::vector<PartId> broken;
    for (PartId part = 0; part < breaks_off.size(); ++part)
      if (breaks_off[part] != 0) broken.push_back(part);
    if (broken.empty() || !status_.ok()) return status_;

    std::vector<std::array<std::uint64_t, kHeadLines>> heads(collection_.size());
    ForAll(parallel_for, [&](PartId part, const StoredPart& stored) {
      heads[part] = HeadKeys(stored, stages_.folding);
    });
    for (PartId part = 0; part < heads.size(); ++part) {
      for (const std::uint64_t key : heads[part])
        if (key != 0) beginnings_.push_back({key, part});
    }
    std::sort(beginnings_.begin(), beginnings_.end());
    // Found before any is marked: what a document begins with must not depend on an order.
    std::vector<std::vector<Mark>> found(broken.size());
    parallel_for(broken.size(), [&](std::size_t i) { found[i] = FindIn(broken[i]); });
    parallel_for(broken.size(), [&](std::size_t i) { MarkOne(broken[i], std::move(found[i])); });
    return status_;
  }

 private:
  struct Beginning {
    std::uint64_t key;
    PartId part;

    friend auto operator<=>(const Beginning&, const Beginning&) = default;
  };

  void Fail(const absl::Status& status) {
    const std::lock_guard lock(mutex_);
    if (status_.ok()) status_ = status;
  }

  bool Load(PartId part, StoredPart* stored) {
    const absl::Status status = collection_.Load(part, /*text_too=*/true, stored);
    if (!status.ok()) Fail(status);
    return status.ok();
  }

  template <typename Visit>
  void ForAll(const ParallelFor& parallel_for, const Visit& visit) {
    constexpr std::size_t kPartsPerTask = 256;
    const std::size_t size = collection_.size();
    parallel_for((size + kPartsPerTask - 1) / kPartsPerTask, [&](std::size_t task) {
      StoredPart stored;
      const std::size_t end = std::min(size, (task + 1) * kPartsPerTask);
      for (std::size_t part = task * kPartsPerTask; part < end; ++part) {
        const auto id = static_cast<PartId>(part);
        if (Load(id, &stored)) visit(id, stored);
      }
    });
  }

  std::vector<Mark> FindIn(PartId document) {
    StoredPart stored;
    if (!Load(document, &stored)) return {};
    std::vector<Mark> marks;
    for (int i = 0; i < kMaxTeasers; ++i) {
      const std::uint32_t end = BrokenEnd(stored.text, stored.kept);
      if (end == 0) break;
      const std::uint32_t begin = TeaserBefore(document, stored);
      if (begin == end || begin == 0) break;
      marks.push_back({{begin, end}, MarkKind::kTeaser});
      std::erase_if(stored.kept, [begin](Span span) { return span.begin >= begin; });
      if (!stored.kept.empty()) stored.kept.back().end = std::min(stored.kept.back().end, begin);
    }
    return marks;
  }

  // Where the last lines, as many as are one teaser, begin; 0 when they are none.
  std::uint32_t TeaserBefore(PartId document, const StoredPart& stored) {
    const Stream stream = StreamOf(stored.text, stored.kept, stages_.folding);
    const std::size_t size = stream.symbol.size();
    for (const std::uint32_t line : stream.line_begin) {
      const std::size_t length = size - line;
      if (length > kMaxTokens || length > line) continue;
      if (length < kMinTokens) break;
      if (IsBeginning(document, stream, line)) return stream.begin[line];
    }
    return 0;
  }

  // Whether another document, which goes on behind it, begins with the tail.
  bool IsBeginning(PartId document, const Stream& stream, std::size_t at) {
    const std::uint64_t key = KeyAt(stream, at);
    auto candidate = std::lower_bound(beginnings_.begin(), beginnings_.end(), Beginning{key, 0});
    StoredPart stored;
    for (std::size_t n = 0; n < kMaxCompared; ++n, ++candidate) {
      if (candidate == beginnings_.end() || candidate->key != key) return false;
      if (collection_.WholeOf(candidate->part) == document) continue;
      if (Load(candidate->part, &stored) && BeginsWith(stored, stream, at)) return true;
    }
    return false;
  }

  bool BeginsWith(const StoredPart& stored, const Stream& stream, std::size_t at) const {
    const Stream head = StreamOf(stored.text, HeadOf(stored.kept, 2 * kHeadBytes), stages_.folding);
    const std::size_t length = stream.symbol.size() - at;
    const auto tail = std::span(stream.symbol).subspan(at, length - kCutTokens);
    for (std::size_t i = 0; i < std::min(kHeadLines, head.line_begin.size()); ++i) {
      const std::size_t line = head.line_begin[i];
      if (line + length + kCutTokens > head.symbol.size()) break;
      if (std::ranges::equal(tail, std::span(head.symbol).subspan(line, tail.size()))) return true;
    }
    return false;
  }

  void MarkOne(PartId document, std::vector<Mark> marks) {
    if (marks.empty()) return;
    static thread_local PartWork work;
    Extracted extracted;
    const absl::Status loaded = collection_.LoadDocument(document, &extracted);
    if (!loaded.ok()) return Fail(loaded);
    if (!AddMarks(std::move(marks), &extracted)) return;
    PartBatch batch;
    AddParts(extracted, 0, options_, stages_, &work, &batch);
    const std::lock_guard lock(mutex_);
    const absl::Status replaced = collection_.ReplaceDocument(document, batch);
    if (status_.ok()) status_ = replaced;
  }

  const ScanOptions& options_;
  const StageOptions& stages_;
  Collection& collection_;
  std::vector<Beginning> beginnings_;
  std::mutex mutex_;
  absl::Status status_;
};

}  // namespace

std::vector<std::uint64_t> HeadKeysOf(const StoredPart& stored, Folding folding) {
  const auto keys = HeadKeys(stored, folding);
  return {keys.begin(), keys.end()};
}

std::vector<std::uint64_t> TailKeysOf(const StoredPart& stored, Folding folding) {
  std::vector<std::uint64_t> keys;
  if (BrokenEnd(stored.text, stored.kept) == 0) return keys;
  const Stream stream = StreamOf(stored.text, stored.kept, folding);
  for (const std::uint32_t line : stream.line_begin) {
    if (line + kKeyTokens <= stream.symbol.size()) keys.push_back(KeyAt(stream, line));
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

absl::Status MarkTeasers(const ScanOptions& options, const StageOptions& stages,
                         const ParallelFor& parallel_for, Collection* collection) {
  return TeaserPass(options, stages, collection).Run(parallel_for);
}

}  // namespace textkin
