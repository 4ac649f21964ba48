// Features of blocks, and the two scores over them.

#include "blocks.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>
#include <unordered_map>

#include "block_weights.h"
#include "textkin/hash.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

// Latin characters that weigh what one CJK character does: English text has about 2.5 characters
// for one of its Chinese translation.
constexpr float kCjkUnits = 2.5f;
constexpr float kTinyUnits = 15;   // "Read more", 相关阅读
constexpr float kShortUnits = 60;  // 25 CJK characters
// Share of the page above which an element's telling name or kind is passed over: a page whose body
// is called "with-sidebar" is not a sidebar.
constexpr double kWholePageShare = 0.6;

struct Characters {
  float units = 0;
  float characters = 0;
  float digits = 0;
  float sentences = 0;
  float commas = 0;
  bool copyright = false;
};

bool IsWide(char32_t c) {
  return c >= 0x2E80 && (c < 0xA4D0 || (c >= 0xAC00 && c < 0xD7B0) || (c >= 0xF900 && c < 0xFB00) ||
                         (c >= 0x20000 && c < 0x40000));
}

Characters Count(std::string_view text) {
  Characters counts;
  char32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = DecodeUtf8(text, &at);
    counts.units += IsWide(c) ? kCjkUnits : 1;
    ++counts.characters;
    counts.digits += c >= '0' && c <= '9';
    const bool last = at == text.size() || text[at] == ' ' || text[at] == '\n' || text[at] == '"';
    const bool latin_end = (c == '.' || c == '!' || c == '?') && last && before != c;
    counts.sentences += latin_end || c == U'。' || c == U'！' || c == U'？';
    counts.commas += c == ',' || c == U'，' || c == U'、' || c == U'；';
    counts.copyright |= c == U'©';
    before = c;
  }
  counts.copyright |=
      text.find("版权所有") != text.npos || text.find("ll rights reserved") != text.npos;
  return counts;
}

float Log(float value) { return std::log2(1 + value) / 10; }

// Sums over a window of blocks in constant time.
class Prefix {
 public:
  explicit Prefix(const std::vector<float>& values) : sums_(values.size() + 1) {
    for (std::size_t i = 0; i < values.size(); ++i)
      sums_[i + 1] = sums_[i] + static_cast<double>(values[i]);
  }
  // Of the blocks within `reach` of block `i`, itself left out.
  float Around(std::size_t i, std::size_t reach) const {
    const std::size_t first = i > reach ? i - reach : 0;
    const std::size_t last = std::min(sums_.size() - 1, i + reach + 1);
    return static_cast<float>(sums_[last] - sums_[first] - (sums_[i + 1] - sums_[i]));
  }
  float Before(std::size_t i) const { return static_cast<float>(sums_[i]); }
  float All() const { return static_cast<float>(sums_.back()); }

 private:
  std::vector<double> sums_;
};

// For every kind, which blocks stand in a region of it.
std::vector<std::array<bool, kRegionKinds>> Regions(const HtmlPage& page) {
  const std::size_t blocks = page.blocks.size();
  std::vector<std::array<int, kRegionKinds>> steps(blocks + 1);
  for (const Region& region : page.regions) {
    const auto kind = static_cast<std::size_t>(region.kind);
    const Span first = page.blocks[region.first].span;
    const Span last = page.blocks[region.last - 1].span;
    const bool neutral = region.kind == RegionKind::kArticle || region.kind == RegionKind::kMain ||
                         region.kind == RegionKind::kPositiveName;
    const double share =
        static_cast<double>(last.end - first.begin) / static_cast<double>(page.text.size());
    if (!neutral && share > kWholePageShare) continue;
    ++steps[region.first][kind];
    --steps[region.last][kind];
  }
  std::vector<std::array<bool, kRegionKinds>> inside(blocks);
  std::array<int, kRegionKinds> depth{};
  for (std::size_t i = 0; i < blocks; ++i) {
    for (std::size_t kind = 0; kind < kRegionKinds; ++kind) {
      depth[kind] += steps[i][kind];
      inside[i][kind] = depth[kind] > 0;
    }
  }
  return inside;
}

struct Container {
  float text = 0;  // units in blocks with a sentence end, links left out
  float bytes = 0;
  float link_bytes = 0;
  float blocks = 0;
};

// The probability from which on blocks are taken, such that the expected F1 of the choice is
// greatest. A fixed threshold would leave nothing of a page on which nothing looks like running
// text.
float BestThreshold(const HtmlPage& page, const std::vector<float>& probability) {
  std::vector<std::size_t> order(probability.size());
  std::iota(order.begin(), order.end(), 0u);
  std::ranges::stable_sort(
      order, [&](std::size_t a, std::size_t b) { return probability[a] > probability[b]; });
  const auto bytes = [&](std::size_t i) {
    return static_cast<double>(page.blocks[i].span.end - page.blocks[i].span.begin);
  };
  double expected = 0;
  for (const std::size_t i : order) expected += static_cast<double>(probability[i]) * bytes(i);
  double right = 0;
  double taken = 0;
  double best = -1;
  float threshold = 0;
  for (const std::size_t i : order) {
    right += static_cast<double>(probability[i]) * bytes(i);
    taken += bytes(i);
    const double f1 = 2 * right / (taken + expected);
    if (f1 > best) threshold = probability[i];
    best = std::max(best, f1);
  }
  return threshold;
}

}  // namespace

std::vector<BlockDescription> DescribeBlocks(const HtmlPage& page) {
  const std::size_t size = page.blocks.size();
  std::vector<BlockDescription> blocks(size);
  std::vector<Characters> counts(size);
  std::vector<float> text(size), links(size), bytes(size);
  std::unordered_map<std::uint32_t, Container> containers, outers;
  std::unordered_map<std::uint64_t, float> repeats;
  const auto content = [&](std::size_t i) {
    const Span span = page.blocks[i].span;
    return std::string_view(page.text).substr(span.begin, span.end - span.begin);
  };
  float most = 1;
  float commented = 0;
  std::size_t title = size;
  float most_outer = 1;
  bool page_has_main = false;
  const auto regions = Regions(page);
  for (std::size_t i = 0; i < size; ++i) {
    const Block& block = page.blocks[i];
    counts[i] = Count(content(i));
    bytes[i] = static_cast<float>(content(i).size());
    links[i] = static_cast<float>(block.link_bytes);
    text[i] = counts[i].sentences > 0 ? counts[i].units * (1 - links[i] / bytes[i]) : 0;
    for (Container* const container : {&containers[block.container], &outers[block.outer]}) {
      container->text += text[i];
      container->bytes += bytes[i];
      container->link_bytes += links[i];
      ++container->blocks;
    }
    most = std::max(most, containers[block.container].text);
    most_outer = std::max(most_outer, outers[block.outer].text);
    ++repeats[HashBytes(content(i))];
    if (block.title && title == size) title = i;
    if (regions[i][static_cast<std::size_t>(RegionKind::kCommentName)]) commented += text[i];
    page_has_main |= regions[i][static_cast<std::size_t>(RegionKind::kMain)] ||
                     regions[i][static_cast<std::size_t>(RegionKind::kArticle)];
  }
  const Prefix text_sums(text), link_sums(links), byte_sums(bytes);
  bool before_heading = true;
  for (std::size_t i = 0; i < size; ++i) {
    const Block& block = page.blocks[i];
    BlockDescription& f = blocks[i];
    const float density = links[i] / bytes[i];
    f[kBias] = 1;
    f[kLogUnits] = Log(counts[i].units);
    f[kTiny] = counts[i].units < kTinyUnits;
    f[kShort] = counts[i].units < kShortUnits;
    f[kLinkDensity] = density;
    f[kMostlyLink] = density > 0.5f;
    f[kPureLink] = density > 0.95f;
    f[kSentence] = counts[i].sentences > 0;
    f[kLogSentences] = Log(counts[i].sentences) * 2;
    f[kLogCommas] = Log(counts[i].commas) * 2;
    f[kDigits] = counts[i].digits / counts[i].characters;
    f[kParagraphTag] = block.tag == BlockTag::kParagraph;
    f[kHeadingTag] = block.tag == BlockTag::kHeading;
    f[kItemTag] = block.tag == BlockTag::kItem;
    f[kCellTag] = block.tag == BlockTag::kCell;
    f[kCodeTag] = block.tag == BlockTag::kCode;
    f[kQuotationTag] = block.tag == BlockTag::kQuotation;
    f[kControlTag] = block.tag == BlockTag::kControl;
    for (std::size_t kind = 0; kind < kRegionKinds; ++kind)
      f[kFirstRegion + kind] = regions[i][kind];
    if (i > 0) {
      f[kPreviousUnits] = Log(counts[i - 1].units);
      f[kPreviousLinks] = links[i - 1] / bytes[i - 1];
      f[kPreviousSentence] = counts[i - 1].sentences > 0;
    }
    if (i + 1 < size) {
      f[kNextUnits] = Log(counts[i + 1].units);
      f[kNextLinks] = links[i + 1] / bytes[i + 1];
      f[kNextSentence] = counts[i + 1].sentences > 0;
    }
    f[kNearText] = Log(text_sums.Around(i, 3));
    f[kAroundText] = Log(text_sums.Around(i, 10));
    f[kAroundLinks] = link_sums.Around(i, 5) / std::max(1.0f, byte_sums.Around(i, 5));
    f[kPlace] = byte_sums.Before(i) / std::max(1.0f, byte_sums.All());
    f[kFirstTenth] = f[kPlace] < 0.1f;
    f[kLastTenth] = f[kPlace] > 0.9f;
    if (block.tag == BlockTag::kHeading && !regions[i][0]) before_heading = false;
    f[kBeforeHeading] = before_heading;
    const Container& container = containers[block.container];
    f[kContainerShare] = container.text / most;
    f[kOuterShare] = outers[block.outer].text / most_outer;
    f[kContainerLinks] = container.link_bytes / container.bytes;
    f[kContainerBlocks] = Log(container.blocks);
    f[kRepeated] = Log(repeats[HashBytes(content(i))] - 1);
    f[kCopyright] = counts[i].copyright;
    f[kPageText] = Log(text_sums.All());
    f[kItemLink] = f[kItemTag] * density;
    f[kHeadingBeforeText] = f[kHeadingTag] * f[kNextSentence];
    const bool in_main = regions[i][static_cast<std::size_t>(RegionKind::kMain)] ||
                         regions[i][static_cast<std::size_t>(RegionKind::kArticle)];
    f[kMainSentence] = in_main && counts[i].sentences > 0;
    f[kParagraphSentence] = f[kParagraphTag] * f[kSentence];
    f[kBeforeTitle] = title < size && i < title;
    f[kAfterTitle] = i > title && i <= title + 5;
    if (f[kFirstRegion + static_cast<std::size_t>(RegionKind::kCommentName)] > 0)
      f[kCommentShare] = commented / std::max(1.0f, text_sums.All());
    f[kPageHasMain] = page_has_main && !in_main;
  }
  return blocks;
}

std::vector<bool> MainBlocks(const HtmlPage& page) {
  const std::vector<BlockDescription> blocks = DescribeBlocks(page);
  std::vector<float> probability(blocks.size());
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const float logit =
        std::inner_product(blocks[i].begin(), blocks[i].end(), kBlockWeights.begin(), 0.0f);
    probability[i] = 1 / (1 + std::exp(-logit));
  }
  const float least = BestThreshold(page, probability);
  std::vector<bool> main(blocks.size());
  for (std::size_t i = 0; i < blocks.size(); ++i) main[i] = probability[i] >= least;
  return main;
}

}  // namespace textkin
