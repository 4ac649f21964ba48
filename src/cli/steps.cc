// Equal stretches have the same tokens on both sides, so that the end of a sentence on one side has
// its place on the other.

#include "steps.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "textkin/utf8.h"

namespace textkin::cli {
namespace {

constexpr std::u32string_view kEnds = U"。！？；";
constexpr std::u32string_view kEndsBeforeSpace = U".!?;";
constexpr std::u32string_view kCloses = U"”’」』）)\"'";
// Tokens of a step before it may end: the number of a heading ("1.") is no sentence.
constexpr std::size_t kLeastTokens = 2;
constexpr std::size_t kNowhere = std::string_view::npos;

// What stands between two tokens: where it ends a sentence, and where a line.
struct Gap {
  std::size_t sentence = kNowhere;  // bytes
  std::size_t line = kNowhere;      // bytes, behind the line feed
};

Gap LookAt(std::string_view text) {
  Gap gap;
  char32_t last = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = DecodeUtf8(text, &at);
    const bool is_space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (c == '\n') gap.line = at;
    if (kEnds.find(c) != kEnds.npos) gap.sentence = at;
    if (is_space && kEndsBeforeSpace.find(last) != kEndsBeforeSpace.npos) gap.sentence = at;
    if (kCloses.find(c) != kCloses.npos) {
      if (gap.sentence == begin) gap.sentence = at;
      continue;  // "He left." ends like He left.
    }
    last = c;
  }
  return gap;
}

// The tokens of one side of an equal stretch.
class Side {
 public:
  Side(const ComparedText& text, Span span) : text_(text.text()), span_(span) {
    tokens_ = &text.alignable.tokens();
    const auto index_of = [&](std::uint32_t byte) {
      const auto place = std::lower_bound(tokens_->begin.begin(), tokens_->begin.end(), byte);
      return static_cast<std::size_t>(place - tokens_->begin.begin());
    };
    first_ = index_of(span.begin);
    size_ = index_of(span.end) - first_;
  }

  std::size_t size() const { return size_; }
  // Before token i of the stretch; behind the last one for i = size().
  Span GapBefore(std::size_t i) const {
    const std::size_t token = first_ + i;
    return {i == 0 ? span_.begin : tokens_->begin[token - 1] + tokens_->length[token - 1],
            i == size_ ? span_.end : tokens_->begin[token]};
  }
  std::string_view TextOf(Span span) const {
    return text_.substr(span.begin, span.end - span.begin);
  }

 private:
  std::string_view text_;
  Span span_;
  const Tokens* tokens_;
  std::size_t first_ = 0;
  std::size_t size_ = 0;
};

class Cutter {
 public:
  Cutter(const ComparedText& a, const ComparedText& b) : a_(a), b_(b) {}

  void AddEqual(Span a, Span b) {
    const Side side_a(a_, a), side_b(b_, b);
    if (side_a.size() == side_b.size()) {
      for (std::size_t i = 0; i <= side_a.size(); ++i) {
        tokens_ += i > 0 ? 1 : 0;
        if (tokens_ < kLeastTokens) continue;
        const Span gap_a = side_a.GapBefore(i), gap_b = side_b.GapBefore(i);
        const Gap in_a = LookAt(side_a.TextOf(gap_a)), in_b = LookAt(side_b.TextOf(gap_b));
        const bool by_sentence = in_a.sentence != kNowhere || in_b.sentence != kNowhere;
        if (!by_sentence && (in_a.line == kNowhere || in_b.line == kNowhere)) continue;
        const std::uint32_t cut_a = CutAt(gap_a, by_sentence ? in_a.sentence : in_a.line);
        const std::uint32_t cut_b = CutAt(gap_b, by_sentence ? in_b.sentence : in_b.line);
        Add({{a.begin, cut_a}, {b.begin, cut_b}});
        EndStep();
        a.begin = cut_a;
        b.begin = cut_b;
      }
    }
    Add({a, b});
  }
  void AddDifference(const Stretch& stretch, bool is_long) {
    if (is_long) EndStep();
    Add(stretch);
    tokens_ += kLeastTokens;
    if (is_long) EndStep();
  }
  std::vector<Step> Finish() {
    EndStep();
    return std::move(steps_);
  }

 private:
  static std::uint32_t CutAt(Span gap, std::size_t offset) {
    return offset == kNowhere ? gap.end : gap.begin + static_cast<std::uint32_t>(offset);
  }
  void Add(const Stretch& stretch) {
    if (stretch.a.begin == stretch.a.end && stretch.b.begin == stretch.b.end) return;
    step_.push_back(stretch);
  }
  void EndStep() {
    if (!step_.empty()) steps_.push_back(std::exchange(step_, {}));
    tokens_ = 0;
  }

  const ComparedText& a_;
  const ComparedText& b_;
  Step step_;
  std::size_t tokens_ = 0;  // of step_; a difference counts as enough
  std::vector<Step> steps_;
};

// What stands around byte `at`, which is in no token, between the tokens before and behind it.
Span GapAround(const Tokens& tokens, std::uint32_t at, std::uint32_t end) {
  const auto place = static_cast<std::size_t>(
      std::lower_bound(tokens.begin.begin(), tokens.begin.end(), at) - tokens.begin.begin());
  return {place == 0 ? 0 : tokens.begin[place - 1] + tokens.length[place - 1],
          place == tokens.size() ? end : std::min(end, tokens.begin[place])};
}

// Where one side has nothing, its place is the end of a word. If the other side begins a sentence
// or a line there (`begin`), so does this one, where it can before `end`.
std::uint32_t StartOfSentence(const ComparedText& text, std::uint32_t place, std::uint32_t end,
                              const ComparedText& other, std::uint32_t begin) {
  const Span before = {GapAround(other.alignable.tokens(), begin, begin).begin, begin};
  const Span behind = {place, GapAround(text.alignable.tokens(), place, end).end};
  if (before.begin >= before.end || behind.begin >= behind.end) return place;
  const Gap ended = LookAt(other.text().substr(before.begin, before.end - before.begin));
  const Gap ends = LookAt(text.text().substr(behind.begin, behind.end - behind.begin));
  if (ended.sentence == kNowhere && ended.line == kNowhere) return place;
  const std::size_t offset = ends.sentence != kNowhere ? ends.sentence : ends.line;
  return offset == kNowhere ? place : place + static_cast<std::uint32_t>(offset);
}

// What of `span` is not before `at`.
Span Behind(std::uint32_t at, Span span) {
  return {std::max(at, span.begin), std::max(at, span.end)};
}

}  // namespace

std::vector<Step> CutIntoSteps(const ComparedText& a, const ComparedText& b, const Passage& passage,
                               std::size_t long_bytes) {
  Cutter cutter(a, b);
  std::uint32_t at_a = passage.a.begin, at_b = passage.b.begin;
  for (const Difference& difference : passage.differences) {
    // Debris may lie inside of what is deleted; it is shown once.
    Span a_side = Behind(at_a, difference.a), b_side = Behind(at_b, difference.b);
    if (a_side.begin == a_side.end) {
      a_side.begin = a_side.end = StartOfSentence(a, a_side.end, passage.a.end, b, b_side.begin);
    } else if (b_side.begin == b_side.end) {
      b_side.begin = b_side.end = StartOfSentence(b, b_side.end, passage.b.end, a, a_side.begin);
    }
    cutter.AddEqual({at_a, a_side.begin}, {at_b, b_side.begin});
    const std::size_t bytes = std::max(a_side.end - a_side.begin, b_side.end - b_side.begin);
    cutter.AddDifference({a_side, b_side, difference.type}, bytes > long_bytes);
    at_a = a_side.end;
    at_b = b_side.end;
  }
  cutter.AddEqual({at_a, passage.a.end}, {at_b, passage.b.end});
  return cutter.Finish();
}

}  // namespace textkin::cli
