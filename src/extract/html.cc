// The SAX events of libxml2's HTML parser, folded into blocks of text.
//
// SAX and not a tree: libxml2's tree loses everything past depth 256, and freeing or walking a tree
// of 10^6 levels is a recursion waiting to overflow. The builder keeps one small record per open
// element.

#include "html.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "confine.h"
#include "element.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

std::string_view View(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

// Bytes of the white space character at text[at], or 0: Unicode's White_Space, because pages indent
// with U+3000 and U+00A0. Other characters are not looked at.
std::size_t SpaceLength(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
  };
  const unsigned first = byte(0);
  if (first == ' ' || (first >= '\t' && first <= '\r')) return 1;
  if (first == 0xC2 && (byte(1) == 0xA0 || byte(1) == 0x85)) return 2;
  if (first == 0xE2 && byte(1) == 0x80) {
    const unsigned third = byte(2);
    return (third >= 0x80 && third <= 0x8A) || third == 0xA8 || third == 0xA9 || third == 0xAF ? 3
                                                                                               : 0;
  }
  if (first == 0xE3 && byte(1) == 0x80 && byte(2) == 0x80) return 3;
  return 0;
}

class PageBuilder {
 public:
  void Start(std::string_view name, const xmlChar** attributes);
  void End();
  void Characters(std::string_view text);
  // What a flattened element still does: it parts blocks and lines.
  void Border(std::string_view name) {
    const ElementFlow flow = TraitsOf(name).flow;
    if (flow == ElementFlow::kBlock) EndBlock();
    if (flow == ElementFlow::kBreak) BreakLine();
  }
  HtmlPage Finish();

 private:
  struct Open {
    ElementTraits traits;
    std::uint32_t container = 0;  // number of the nearest block-level element, itself included
    std::uint32_t around = 0;     // index in open_ of the block-level element around that one
    std::uint32_t first_block = 0;
    std::uint32_t hidden_from = 0;  // where its text began, if it is the outermost hidden one
    std::optional<RegionKind> named;
    BlockTag tag = BlockTag::kOther;  // of blocks directly inside
    bool skips = false;
    bool hides = false;
    bool link = false;
    bool pre = false;
    bool h1 = false;
    bool title = false;
  };

  void ReadMeta(const xmlChar** attributes);
  void AppendText(std::string_view text);
  void AppendPre(std::string_view text);
  void BreakLine();
  void BeginBlock();
  void EndBlock();
  void Put(std::string_view characters);

  HtmlPage page_;
  std::vector<Open> open_;
  std::string document_title_;
  std::string og_title_;
  std::string og_url_;
  std::string first_h1_;
  bool in_block_ = false;
  std::string gap_;  // white space that is due before the block's next character
  std::uint32_t elements_ = 0;
  std::uint32_t skipping_ = 0;
  std::uint32_t hiding_ = 0;
  std::uint32_t links_ = 0;
  std::uint32_t pres_ = 0;
  std::uint32_t h1s_ = 0;
  bool h1_done_ = false;
  bool title_done_ = false;
};

struct Attributes {
  std::string_view names[2];  // class, id
  std::string_view style;
  std::string_view href;
  std::string_view role;
  std::string_view key;  // name, property or itemprop
  std::string_view content;
  std::string_view rel;
  std::string_view datetime;
  bool hidden = false;
};

Attributes Read(const xmlChar** attributes) {
  Attributes read;
  for (; attributes != nullptr && *attributes != nullptr; attributes += 2) {
    const std::string_view name = View(attributes[0]);
    const std::string_view value = View(attributes[1]);
    if (name == "class") read.names[0] = value;
    if (name == "id") read.names[1] = value;
    if (name == "style") read.style = value;
    if (name == "href") read.href = value;
    if (name == "role") read.role = value;
    if (name == "name" || name == "property" || name == "itemprop") read.key = value;
    if (name == "content") read.content = value;
    if (name == "rel") read.rel = value;
    if (name == "datetime") read.datetime = value;
    // "until-found" is hidden too: it is shown only when searched for.
    if (name == "hidden") read.hidden = true;
  }
  return read;
}

std::optional<RegionKind> RegionOfRole(std::string_view role) {
  if (role == "navigation" || role == "menu" || role == "menubar") return RegionKind::kNavigation;
  if (role == "contentinfo") return RegionKind::kFooter;
  if (role == "banner") return RegionKind::kHeader;
  if (role == "complementary") return RegionKind::kAside;
  if (role == "search") return RegionKind::kForm;
  if (role == "main") return RegionKind::kMain;
  if (role == "article") return RegionKind::kArticle;
  return std::nullopt;
}

// The names that sites give to a date of publication.
bool IsDateKey(std::string_view key) {
  std::string lower;
  for (const char c : key) lower.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  constexpr std::string_view kKeys[] = {"article:published_time",
                                        "og:published_time",
                                        "datepublished",
                                        "date",
                                        "pubdate",
                                        "publishdate",
                                        "publish_date",
                                        "publish-date",
                                        "dc.date",
                                        "dc.date.issued",
                                        "dcterms.date",
                                        "dcterms.issued",
                                        "dcterms.created",
                                        "citation_publication_date",
                                        "parsely-pub-date",
                                        "sailthru.date",
                                        "weibo:article:create_at"};
  return std::ranges::find(kKeys, std::string_view(lower)) != std::end(kKeys);
}

void PageBuilder::ReadMeta(const xmlChar** attributes) {
  const Attributes read = Read(attributes);
  if (read.rel == "canonical" && page_.url.empty()) page_.url = read.href;
  if (read.key == "og:title" && og_title_.empty()) og_title_ = read.content;
  if (read.key == "og:url" && og_url_.empty()) og_url_ = read.content;
  if (IsDateKey(read.key) && !read.content.empty()) {
    page_.dates.push_back({std::string(read.content), "meta"});
  }
}

void PageBuilder::Start(std::string_view name, const xmlChar** attributes) {
  Open open;
  open.traits = TraitsOf(name);
  if (!open_.empty()) {
    open.container = open_.back().container;
    open.around = open_.back().around;
    open.tag = open_.back().tag;
    // Where </head> is missing, a page's first real element is where the body begins.
    Open& parent = open_.back();
    if (parent.traits.flow == ElementFlow::kHead && parent.skips && !BelongsIntoHead(name)) {
      parent.skips = false;
      --skipping_;
    }
  }
  if (name == "meta" || name == "link") ReadMeta(attributes);
  if (open.traits.flow == ElementFlow::kBreak) BreakLine();
  if (open.traits.flow == ElementFlow::kBlock) {
    EndBlock();
    open.around = open_.empty() ? 0 : static_cast<std::uint32_t>(open_.size() - 1);
    open.container = ++elements_;
    if (open.traits.tag) open.tag = *open.traits.tag;
  }
  const Attributes read = Read(attributes);
  if (name == "time" && !read.datetime.empty() && skipping_ == 0) {
    page_.dates.push_back({std::string(read.datetime), "published"});
  }
  const bool root = name == "html" || name == "body";
  if (open.traits.flow == ElementFlow::kBlock && !root) {
    if (!open.traits.region) open.traits.region = RegionOfRole(read.role);
    open.named = RegionOfNames(read.names[0]);
    if (!open.named) open.named = RegionOfNames(read.names[1]);
  }
  open.first_block = static_cast<std::uint32_t>(page_.blocks.size());
  open.skips = open.traits.flow == ElementFlow::kHidden || open.traits.flow == ElementFlow::kHead;
  open.hides = !root && (read.hidden || StyleHides(read.style));
  open.hidden_from = static_cast<std::uint32_t>(page_.text.size());
  open.link = name == "a";
  open.pre = name == "pre" || name == "textarea";
  open.h1 = name == "h1";
  open.title = name == "title";
  skipping_ += open.skips;
  hiding_ += open.hides;
  links_ += open.link;
  pres_ += open.pre;
  h1s_ += open.h1;
  open_.push_back(std::move(open));
}

void PageBuilder::End() {
  if (open_.empty()) return;
  const Open open = std::move(open_.back());
  if (open.traits.flow == ElementFlow::kBlock) EndBlock();
  open_.pop_back();
  skipping_ -= open.skips;
  hiding_ -= open.hides;
  links_ -= open.link;
  pres_ -= open.pre;
  h1s_ -= open.h1;
  const auto end = static_cast<std::uint32_t>(page_.text.size());
  if (open.hides && hiding_ == 0 && end > open.hidden_from) {
    page_.hidden.push_back({open.hidden_from, end});
  }
  const auto blocks = static_cast<std::uint32_t>(page_.blocks.size());
  if (blocks > open.first_block) {
    if (open.traits.region)
      page_.regions.push_back({*open.traits.region, open.first_block, blocks});
    if (open.named) page_.regions.push_back({*open.named, open.first_block, blocks});
  }
  if (open.h1 && !first_h1_.empty()) h1_done_ = true;
  if (open.title && !document_title_.empty()) title_done_ = true;
}

void PageBuilder::Characters(std::string_view text) {
  if (!open_.empty() && open_.back().title && !title_done_) document_title_ += text;
  if (skipping_ > 0) return;
  if (h1s_ > 0 && !h1_done_) first_h1_ += text;
  if (pres_ > 0) {
    AppendPre(text);
  } else {
    AppendText(text);
  }
}

void PageBuilder::AppendText(std::string_view text) {
  std::size_t from = 0;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t space = at < text.size() ? SpaceLength(text, at) : 0;
    if (at < text.size() && space == 0) {
      ++at;
      continue;
    }
    if (at > from) Put(text.substr(from, at - from));
    if (at == text.size()) break;
    if (in_block_ && gap_.empty()) gap_.push_back(' ');
    at += space;
    from = at;
  }
}

void PageBuilder::AppendPre(std::string_view text) {
  std::size_t from = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const char c = at < text.size() ? text[at] : '\0';
    if (at < text.size() && c != '\n' && c != '\r' && c != ' ' && c != '\t') continue;
    if (at > from) Put(text.substr(from, at - from));
    if (in_block_ && at < text.size() && c != '\r') gap_.push_back(c);
    from = at + 1;
  }
}

void PageBuilder::BreakLine() {
  if (!in_block_ || skipping_ > 0) return;
  if (pres_ == 0 && gap_ == " ") gap_.clear();
  gap_.push_back('\n');
}

void PageBuilder::BeginBlock() {
  if (!page_.text.empty()) page_.text.push_back('\n');
  Block block;
  block.span.begin = static_cast<std::uint32_t>(page_.text.size());
  if (!open_.empty()) {
    const Open& own = open_.back();
    block.tag = own.tag;
    const Open& around = open_[own.around];
    block.container = around.container;
    block.outer = open_[around.around].container;
  }
  block.title = h1s_ > 0;
  page_.blocks.push_back(block);
  in_block_ = true;
}

void PageBuilder::EndBlock() {
  gap_.clear();
  if (!in_block_) return;
  in_block_ = false;
  page_.blocks.back().span.end = static_cast<std::uint32_t>(page_.text.size());
}

void PageBuilder::Put(std::string_view characters) {
  if (!in_block_) BeginBlock();
  const std::size_t before = page_.text.size();
  page_.text += gap_;
  gap_.clear();
  for (const char c : characters) {
    if (c != '\0') page_.text.push_back(c);  // libxml2 lets a reference to NUL pass
  }
  if (links_ > 0) {
    page_.blocks.back().link_bytes += static_cast<std::uint32_t>(page_.text.size() - before);
  }
}

// White space folded to one space, and trimmed.
std::string Folded(std::string_view text) {
  std::string folded;
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t length = SpaceLength(text, at); length > 0) {
      space = !folded.empty();
      at += length;
      continue;
    }
    if (space) folded.push_back(' ');
    space = false;
    folded.push_back(text[at++]);
  }
  return folded;
}

HtmlPage PageBuilder::Finish() {
  while (!open_.empty()) End();
  EndBlock();
  if (page_.url.empty()) page_.url = Folded(og_url_);
  for (const std::string& candidate : {document_title_, og_title_, first_h1_}) {
    if (page_.title.empty()) page_.title = Folded(candidate);
  }
  return std::move(page_);
}

// What libxml2 calls back with.
struct Parse {
  PageBuilder builder;
  htmlParserCtxtPtr context = nullptr;
};

void OnStart(void* user, const xmlChar* name, const xmlChar** attributes) {
  auto* const parse = static_cast<Parse*>(user);
  htmlParserCtxtPtr context = parse->context;
  const std::string_view tag = View(name);
  // Scripts and styles stay, so that the parser knows that their content is not markup.
  if (context->nameNr > kMaxElementDepth && tag != "script" && tag != "style") {
    context->name = context->nameTab[--context->nameNr - 1];
    parse->builder.Border(tag);
    return;
  }
  parse->builder.Start(tag, attributes);
}

void OnEnd(void* user, const xmlChar*) { static_cast<Parse*>(user)->builder.End(); }

void OnCharacters(void* user, const xmlChar* text, int bytes) {
  static_cast<Parse*>(user)->builder.Characters(
      {reinterpret_cast<const char*>(text), static_cast<std::size_t>(bytes)});
}

void OnError(void*, xmlErrorPtr) {}  // invalid markup is the rule; giving up is found at the end

struct FreeContext {
  void operator()(htmlParserCtxtPtr context) const { htmlFreeParserCtxt(context); }
};

}  // namespace

HtmlPage ReadHtml(std::string markup) {
  // libxml2 makes itself ready without locks: two threads that do so at once wait for each other
  // for ever.
  [[maybe_unused]] static const bool is_ready = (xmlInitParser(), true);
  ConfineTags(&markup);
  Parse parse;
  const std::unique_ptr<htmlParserCtxt, FreeContext> context(
      htmlCreateMemoryParserCtxt(markup.data(), static_cast<int>(markup.size())));
  if (context == nullptr) {
    HtmlPage page;
    // libxml2 makes no parser for an empty input.
    if (!markup.empty()) page.faults.push_back({FaultCode::kHtmlParser, "no parser could be made"});
    return page;
  }
  parse.context = context.get();
  xmlSAXHandler sax{};
  sax.initialized = XML_SAX2_MAGIC;
  sax.startElement = OnStart;
  sax.endElement = OnEnd;
  sax.characters = OnCharacters;
  sax.ignorableWhitespace = OnCharacters;
  sax.serror = OnError;
  *context->sax = sax;
  context->userData = &parse;
  htmlCtxtUseOptions(context.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                        HTML_PARSE_NONET | HTML_PARSE_NODEFDTD |
                                        HTML_PARSE_IGNORE_ENC | XML_PARSE_HUGE);
  xmlSwitchEncoding(context.get(), XML_CHAR_ENCODING_UTF8);
  htmlParseDocument(context.get());
  HtmlPage page = parse.builder.Finish();
  const auto left = context->input->end - context->input->cur;
  if (left > 0 || context->disableSAX != 0) {
    page.faults.push_back({FaultCode::kHtmlParser, "the parser gave up " + std::to_string(left) +
                                                       " bytes before the end of the page"});
  }
  return page;
}

}  // namespace textkin
