// The list, and how many of its words it takes.

#include "lexicon.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <string>

#include "characters.h"
#include "dateline.h"
#include "words.h"

namespace textkin {
namespace {

enum class Where : std::uint8_t {
  kAnywhere,
  kBeforeNumber,
  kAlone,  // a button: nothing but it on its line, or signs and blanks around it
};

struct Cue {
  std::string_view words;  // lower case, one blank for white space, full-width signs narrowed
  Where where = Where::kAnywhere;
};

constexpr Cue kCues[] = {
    // Where one is.
    {"当前位置"},
    {"當前位置"},
    {"您的位置"},
    {"所在位置"},
    {"首页>"},
    {"首頁>"},
    {"首页»"},
    {"首页›"},
    {"you are here"},
    {"home >"},
    {"home »"},
    {"home ›"},
    {"home /"},
    // Greetings.
    {"欢迎访问"},
    {"欢迎来到"},
    {"欢迎光临"},
    {"歡迎訪問"},
    {"歡迎來到"},
    {"welcome to"},
    // The uploader's box.
    {"上传人"},
    {"上传者"},
    {"上传时间"},
    {"上传日期"},
    {"上傳"},
    {"由会员分享"},
    {"文档编号"},
    {"资源编号"},
    {"文档分类"},
    {"页珍藏版"},
    {"可在线阅读"},
    {"更多相关"},
    {"资源描述"},
    {"文档介绍"},
    {"uploaded by"},
    {"uploaded on"},
    {"document id"},
    {"file size:"},
    {"posted by"},
    // Buttons.
    {"下载", Where::kAlone},
    {"下載", Where::kAlone},
    {"举报", Where::kAlone},
    {"收藏", Where::kAlone},
    {"返回", Where::kAlone},
    {"阅读全文"},
    {"点击查看"},
    {"查看更多"},
    {"打印本页", Where::kAlone},
    {"关闭窗口"},
    {"分享到"},
    {"上一篇"},
    {"下一篇"},
    {"登录", Where::kAlone},
    {"注册", Where::kAlone},
    {"download", Where::kAlone},
    {"print this page"},
    {"share this"},
    {"read more"},
    {"sign in", Where::kAlone},
    {"sign up", Where::kAlone},
    {"log in", Where::kAlone},
    {"register", Where::kAlone},
    {"subscribe", Where::kAlone},
    {"back to top"},
    {"skip to content"},
    {"skip to main content"},
    // Counters.
    {"发布20"},
    {"发布时间"},
    {"發布時間"},
    {"阅读", Where::kBeforeNumber},
    {"阅读:", Where::kBeforeNumber},
    {"阅读次数"},
    {"浏览次数"},
    {"浏览:", Where::kBeforeNumber},
    {"点击数"},
    {"点击:", Where::kBeforeNumber},
    {"views:", Where::kBeforeNumber},
    {"reads:", Where::kBeforeNumber},
    // Other documents.
    {"相关资源"},
    {"相关搜索"},
    {"相关文章"},
    {"相关文档"},
    {"相关推荐"},
    {"相关阅读"},
    {"猜你喜欢"},
    {"热门推荐"},
    {"related documents"},
    {"related articles"},
    {"related posts"},
    {"you may also like"},
    // Of and about the site.
    {"icp备"},
    {"icp證"},
    {"icp证"},
    {"备案号"},
    {"公网安备"},
    {"客服"},
    {"版权所有"},
    {"版权归"},
    {"版权或"},
    {"版權所有"},
    {"本站"},
    {"网站地图"},
    {"联系我们"},
    {"关于我们"},
    {"免责声明"},
    {"用户协议"},
    {"隐私政策"},
    {"微信:"},
    {"qq:"},
    {"立即删除"},
    {"给予删除"},
    {"联系删除"},
    {"本文标题"},
    {"本文链接"},
    {"本文网址"},
    {"链接地址"},
    {"all rights reserved"},
    {"copyright ©"},
    {"©"},
    {"terms of use"},
    {"terms of service"},
    {"terms and conditions"},
    {"privacy policy"},
    {"cookie policy"},
    {"contact us"},
    {"about us"},
    {"site map"},
    {"powered by"},
};
constexpr std::size_t kCueCount = std::size(kCues);
static_assert(kCueCount <= 128);

// A set of cues.
struct CueSet {
  std::array<std::uint64_t, 2> bits{};

  void Add(std::size_t cue) { bits[cue / 64] |= std::uint64_t{1} << (cue % 64); }
  bool Has(std::size_t cue) const { return (bits[cue / 64] >> (cue % 64) & 1) != 0; }
  void Add(const CueSet& other) {
    for (std::size_t i = 0; i < bits.size(); ++i) bits[i] |= other.bits[i];
  }
  int Count() const { return __builtin_popcountll(bits[0]) + __builtin_popcountll(bits[1]); }
};

constexpr int kMinCues = 2;  // in one end, and in a sentence
// Cues of a line of several sentences, and CJK characters that it has at most: a legal notice.
constexpr int kMinNoticeCues = 4;
constexpr std::uint32_t kMaxNoticeWidth = 300;
// Bytes of a line that is nothing but a button: 免费下载本文, "Download file".
constexpr std::size_t kMaxButtonBytes = 18;
// CJK characters of a line that one cue makes furniture.
constexpr std::uint16_t kMaxLineWidth = 60;
// Bytes of a dateline: 60 CJK characters.
constexpr std::size_t kMaxDatelineBytes = 180;
// Sentences of such a line.
constexpr std::size_t kMaxNoticeUnits = 12;

// Lower case, narrow signs, one blank for white space; `tight`: none beside a CJK character.
// Whether there is anything but ASCII. No character grows, and a blank stands for white space, so
// that one look at the size of `folded` is enough.
bool FoldForCues(std::string_view words, bool tight, std::string* folded) {
  folded->resize(words.size());
  char* end = folded->data();
  bool wide = false;
  bool blank = false;
  bool cjk = true;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t begin = at;
    auto c = static_cast<char32_t>(static_cast<unsigned char>(words[at]));
    if (c < 0x80) {
      ++at;
    } else if (c >= kFirstCjkByte && c <= kLastCjkByte) {
      if (blank && !tight) *end++ = ' ';
      blank = false;
      cjk = wide = true;
      end = std::copy_n(words.begin() + at, 3, end);
      at += 3;
      continue;
    } else {
      c = DecodeUtf8(words, &at);
    }
    if (IsSpaceOrBreak(c)) {
      blank = true;
      continue;
    }
    if (c >= U'！' && c <= U'～') c -= U'！' - U'!';
    const bool is_cjk = c >= 0x80 && IsCjk(c);
    if (blank && !(tight && (cjk || is_cjk))) *end++ = ' ';
    blank = false;
    cjk = is_cjk;
    if (c < 0x80) {
      *end++ = static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    } else {
      end = std::copy(words.begin() + begin, words.begin() + at, end);
      wide = true;
    }
  }
  folded->resize(static_cast<std::size_t>(end - folded->data()));
  return wide;
}

bool IsWordSign(char32_t c) { return IsCjk(c) || IsLetter(c) || IsDigit(c); }

// Whether text[begin, end) is no piece of a longer word or sentence.
bool StandsAlone(std::string_view text, std::size_t begin, std::size_t end) {
  std::size_t at = end;
  if (end < text.size() && IsWordSign(DecodeUtf8(text, &at))) return false;
  at = begin;
  return begin == 0 || !IsWordSign(DecodeBefore(text, &at));
}

// Whether the words of `cue`, which stand at folded[at], stand where they say something.
bool Holds(const Cue& cue, std::string_view folded, std::size_t at) {
  const std::size_t behind = at + cue.words.size();
  switch (cue.where) {
    case Where::kAnywhere:
      return true;
    case Where::kBeforeNumber:
      return behind < folded.size() && IsAsciiDigit(static_cast<unsigned char>(folded[behind]));
    case Where::kAlone:
      return folded.size() <= kMaxButtonBytes || StandsAlone(folded, at, behind);
  }
  return false;
}

constexpr auto kCueTable = [] {
  std::array<std::string_view, kCueCount> words;
  std::ranges::transform(kCues, words.begin(), &Cue::words);
  return WordTable(words);
}();

// The cues in `words`, each judged where it stands first. `folded` is room for the folding.
CueSet CuesIn(std::string_view words, std::string* folded) {
  CueSet cues;
  CueSet seen;
  const auto find = [&](bool alone, bool others) {
    kCueTable.ForEach(*folded, [&](std::size_t i, std::size_t at) {
      if (!(kCues[i].where == Where::kAlone ? alone : others) || seen.Has(i)) return;
      seen.Add(i);
      if (Holds(kCues[i], *folded, at)) cues.Add(i);
    });
  };
  // Without CJK characters both foldings are one.
  const bool wide = FoldForCues(words, /*tight=*/true, folded);
  find(/*alone=*/!wide, /*others=*/true);
  if (wide) {
    FoldForCues(words, /*tight=*/false, folded);
    find(/*alone=*/true, /*others=*/false);
  }
  return cues;
}

// Reads the units from one end, line by line, until something that is no furniture: for most texts
// the first line ends it.
class EndReader {
 public:
  EndReader(std::string_view text, const std::vector<Unit>& units, std::vector<Strength>* strengths)
      : text_(text), units_(units), strengths_(*strengths) {}

  void ReadHead() {
    for (std::size_t first = 0, last = 0; first < units_.size() && open_; first = last) {
      while (last < units_.size() && units_[last].line == units_[first].line) ++last;
      ReadLine(first, last, /*forward=*/true);
    }
  }
  void ReadTail() {
    for (std::size_t first = units_.size(), last = first; last > 0 && open_; last = first) {
      while (first > 0 && units_[first - 1].line == units_[last - 1].line) --first;
      ReadLine(first, last, /*forward=*/false);
    }
  }
  // Whether there are two cues, one of them in a line that is no sentence; or a dateline, which is
  // furniture whatever stands beside it.
  bool IsEnd() const { return dateline_ || (line_ && all_.Count() >= kMinCues); }

 private:
  // Only the first few units are looked at when the line has more than a notice has.
  void ReadLine(std::size_t first, std::size_t last, bool forward) {
    if (last - first > kMaxNoticeUnits) {
      (forward ? last : first) = forward ? first + kMaxNoticeUnits : last - kMaxNoticeUnits;
    }
    if (last - first == 1 && IsDatelineUnit(units_[first])) {
      strengths_[first] = Strength::kStrong;
      dateline_ = true;
      leftovers_ = 0;
      return;
    }
    std::vector<CueSet> cues;
    CueSet together;
    std::uint32_t width = 0;
    for (std::size_t i = first; i < last; ++i) {
      const Span span = units_[i].span;
      const bool looked_at = !units_[i].marked && units_[i].width <= kMaxNoticeWidth;
      cues.push_back(looked_at ? CuesIn(text_.substr(span.begin, span.end - span.begin), &folded_)
                               : CueSet());
      together.Add(cues.back());
      width += units_[i].width;
    }
    const bool notice = width <= kMaxNoticeWidth && together.Count() >= kMinNoticeCues;
    for (std::size_t n = 0; n < cues.size() && open_; ++n) {
      const std::size_t at = forward ? n : cues.size() - 1 - n;
      Judge(first + at, cues[at], notice);
    }
  }

  bool IsDatelineUnit(const Unit& unit) {
    if (unit.marked || unit.prose || unit.width > kMaxLineWidth) return false;
    FoldForCues(text_.substr(unit.span.begin, unit.span.end - unit.span.begin), /*tight=*/true,
                &folded_);
    return IsDateline(folded_);
  }

  void Judge(std::size_t i, const CueSet& cues, bool notice) {
    const Unit& unit = units_[i];
    const bool line = !unit.prose && unit.width <= kMaxLineWidth;
    if (notice || cues.Count() >= (line ? 1 : kMinCues)) {
      strengths_[i] = Strength::kStrong;
      all_.Add(cues);
      line_ |= !unit.prose;
      leftovers_ = 0;
    } else if (unit.marked) {
      strengths_[i] = Strength::kWeak;
    } else {
      open_ = IsLeftover(unit) && ++leftovers_ <= kMaxLeftovers;
    }
  }

  std::string_view text_;
  const std::vector<Unit>& units_;
  std::vector<Strength>& strengths_;
  std::string folded_;
  CueSet all_;
  bool line_ = false;
  bool dateline_ = false;
  bool open_ = true;
  std::size_t leftovers_ = 0;
};

}  // namespace

std::vector<Strength> LexiconStrengths(std::string_view text, const std::vector<Unit>& units) {
  std::vector<Strength> head(units.size(), Strength::kNone);
  std::vector<Strength> tail = head;
  EndReader head_reader(text, units, &head);
  head_reader.ReadHead();
  if (!head_reader.IsEnd()) std::ranges::fill(head, Strength::kNone);
  EndReader tail_reader(text, units, &tail);
  tail_reader.ReadTail();
  if (!tail_reader.IsEnd()) return head;
  for (std::size_t i = 0; i < units.size(); ++i) head[i] = std::max(head[i], tail[i]);
  return head;
}

bool IsDatelineAsItStands(std::string_view line) {
  if (line.size() > kMaxDatelineBytes) return false;
  std::string folded;
  FoldForCues(line, /*tight=*/true, &folded);
  return IsDateline(folded);
}

}  // namespace textkin
