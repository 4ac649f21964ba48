// GraphML, DOT, GEXF and CSV: the graph for programs that draw or tabulate it.

#include <charconv>
#include <initializer_list>
#include <string>

#include "export.h"
#include "xml.h"

namespace textkin::result {
namespace {

// Six decimals, as in the results.
std::string DecimalText(double value) {
  char digits[48];
  const auto end =
      std::to_chars(digits, digits + sizeof digits, value, std::chars_format::fixed, 6).ptr;
  return std::string(digits, end);
}
std::string DecimalText(const std::optional<double>& value) {
  return value ? DecimalText(*value) : "";
}

class SinkWriter : public GraphWriter {
 protected:
  explicit SinkWriter(const Sink& sink) : sink_(sink) {}
  // Writes what has gathered in out_.
  void Flush() {
    sink_(out_);
    out_.clear();
  }
  const Sink& sink_;
  std::string out_;
};

class GraphmlWriter : public SinkWriter {
 public:
  explicit GraphmlWriter(const Sink& sink) : SinkWriter(sink) {}

  void Begin() override {
    out_ =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
    for (const char* name : {"title", "site", "url", "language", "part_of"})
      Key("node", name, "string");
    Key("node", "chars", "long");
    for (const char* name : {"relation", "reason", "circle"}) Key("edge", name, "string");
    Key("edge", "directed", "boolean");
    for (const char* name : {"confidence", "confidence_direct", "share", "share_exclusive"})
      Key("edge", name, "double");
    // Readers want one kind of edge in a graph: those without a direction say so in their data.
    out_ += "<graph id=\"provenance\" edgedefault=\"directed\">\n";
    Flush();
  }
  void Node(const DocumentRow& document) override {
    out_ = "<node id=\"";
    AppendXml(document.id, &out_);
    out_ += "\">";
    Data("title", document.title);
    Data("site", document.site);
    Data("url", document.url);
    Data("language", document.language);
    Data("part_of", document.part_of);
    Data("chars", std::to_string(document.chars));
    out_ += "</node>\n";
    Flush();
  }
  void Link(const EdgeRow& edge) override {
    out_ = "<edge source=\"";
    AppendXml(edge.source, &out_);
    out_ += "\" target=\"";
    AppendXml(edge.derived, &out_);
    out_ += "\">";
    Data("relation", edge.relation);
    Data("reason", edge.reason);
    Data("circle", edge.circle);
    Data("directed", edge.directed ? "true" : "false");
    Data("confidence", DecimalText(edge.confidence));
    Data("confidence_direct", DecimalText(edge.confidence_direct));
    Data("share", DecimalText(edge.share));
    Data("share_exclusive", DecimalText(edge.share_exclusive));
    out_ += "</edge>\n";
    Flush();
  }
  void End() override {
    out_ = "</graph>\n</graphml>\n";
    Flush();
  }

 private:
  void Key(const std::string& of, const std::string& name, const std::string& type) {
    out_ += "<key id=\"" + name + "\" for=\"" + of + "\" attr.name=\"" + name + "\" attr.type=\"" +
            type + "\"/>\n";
  }
  void Data(std::string_view key, std::string_view value) {
    if (value.empty()) return;
    out_.append("<data key=\"").append(key).append("\">");
    AppendXml(value, &out_);
    out_ += "</data>";
  }
};

// A quoted string of DOT. Labels know escapes of their own, so a backslash is doubled.
std::string DotText(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out.push_back('\\');
    // Line ends would end the label's line; other control characters have no place in a drawing.
    out.push_back(static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c);
  }
  return out + "\"";
}

class DotWriter : public SinkWriter {
 public:
  explicit DotWriter(const Sink& sink) : SinkWriter(sink) {}

  void Begin() override {
    sink_(
        "digraph provenance {\n"
        "  rankdir=LR;\n"
        "  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n");
  }
  void Node(const DocumentRow& document) override {
    const std::string& name = document.title.empty() ? document.id : document.title;
    sink_("  " + DotText(document.id) + " [label=" + DotText(name) +
          ", site=" + DotText(document.site) + "];\n");
  }
  void Link(const EdgeRow& edge) override {
    std::string line = "  " + DotText(edge.source) + " -> " + DotText(edge.derived) +
                       " [relation=" + DotText(edge.relation);
    if (edge.confidence) line += ", confidence=" + DecimalText(*edge.confidence);
    if (edge.share) line += ", share=" + DecimalText(*edge.share);
    if (!edge.circle.empty()) line += ", circle=" + DotText(edge.circle);
    if (!edge.directed) line += ", dir=none, style=dashed, constraint=false";
    sink_(line + "];\n");
  }
  void End() override { sink_("}\n"); }
};

class GexfWriter : public SinkWriter {
 public:
  explicit GexfWriter(const Sink& sink) : SinkWriter(sink) {}

  void Begin() override {
    out_ =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<gexf xmlns=\"http://www.gexf.net/1.2draft\" version=\"1.2\">\n"
        "<graph mode=\"static\" defaultedgetype=\"directed\">\n"
        "<attributes class=\"node\" mode=\"static\">\n"
        "<attribute id=\"0\" title=\"site\" type=\"string\"/>\n"
        "<attribute id=\"1\" title=\"url\" type=\"string\"/>\n"
        "<attribute id=\"2\" title=\"language\" type=\"string\"/>\n"
        "</attributes>\n"
        "<attributes class=\"edge\" mode=\"static\">\n"
        "<attribute id=\"0\" title=\"relation\" type=\"string\"/>\n"
        "<attribute id=\"1\" title=\"directed\" type=\"boolean\"/>\n"
        "<attribute id=\"2\" title=\"confidence\" type=\"double\"/>\n"
        "<attribute id=\"3\" title=\"share\" type=\"double\"/>\n"
        "</attributes>\n<nodes>\n";
    Flush();
  }
  void Node(const DocumentRow& document) override {
    out_ = "<node id=\"";
    AppendXml(document.id, &out_);
    out_ += "\" label=\"";
    AppendXml(document.title.empty() ? document.id : document.title, &out_);
    out_ += "\"><attvalues>";
    Value("0", document.site);
    Value("1", document.url);
    Value("2", document.language);
    out_ += "</attvalues></node>\n";
    Flush();
  }
  void Link(const EdgeRow& edge) override {
    out_ = links_ == 0 ? "</nodes>\n<edges>\n" : "";
    out_ += "<edge id=\"" + std::to_string(links_++) + "\" source=\"";
    AppendXml(edge.source, &out_);
    out_ += "\" target=\"";
    AppendXml(edge.derived, &out_);
    out_ += "\" weight=\"" + DecimalText(edge.share.value_or(1)) + "\"><attvalues>";
    Value("0", edge.relation);
    Value("1", edge.directed ? "true" : "false");
    Value("2", DecimalText(edge.confidence));
    Value("3", DecimalText(edge.share));
    out_ += "</attvalues></edge>\n";
    Flush();
  }
  void End() override {
    out_ = links_ == 0 ? "</nodes>\n<edges>\n" : "";
    out_ += "</edges>\n</graph>\n</gexf>\n";
    Flush();
  }

 private:
  void Value(std::string_view key, std::string_view value) {
    if (value.empty()) return;
    out_.append("<attvalue for=\"").append(key).append("\" value=\"");
    AppendXml(value, &out_);
    out_ += "\"/>";
  }
  std::uint64_t links_ = 0;
};

// Whether a spreadsheet would take a cell for a formula, by its first character, of full width too.
bool LooksLikeFormula(std::string_view cell) {
  if (cell.empty()) return false;
  for (const std::string_view start :
       {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"}) {
    if (cell.substr(0, start.size()) == start) return true;
  }
  return cell.front() == '\0';
}

class CsvWriter : public SinkWriter {
 public:
  CsvWriter(const Sink& sink, bool raw) : SinkWriter(sink), raw_(raw) {}

  void Begin() override {
    sink_(
        "source,derived,relation,directed,confidence,confidence_direct,share,share_exclusive,"
        "reason,evidence,against\r\n");
  }
  void Node(const DocumentRow&) override {}
  void Link(const EdgeRow& edge) override {
    for (const std::string* cell : {&edge.source, &edge.derived, &edge.relation}) Text(*cell);
    Plain(edge.directed ? "true" : "false");
    for (const auto* value :
         {&edge.confidence, &edge.confidence_direct, &edge.share, &edge.share_exclusive})
      Plain(DecimalText(*value));
    Text(edge.reason);
    Text(Sentences(edge.evidence));
    Text(Sentences(edge.against));
    out_.back() = '\r';  // the last comma
    out_.push_back('\n');
    Flush();
  }

 private:
  static std::string Sentences(const std::vector<EvidenceRow>& rows) {
    std::string all;
    for (const EvidenceRow& row : rows) {
      if (!all.empty()) all += "; ";
      all += row.sentence.empty() ? row.type : row.sentence;
    }
    return all;
  }
  void Plain(std::string_view cell) { out_.append(cell).push_back(','); }
  void Text(std::string_view cell) {
    std::string text = !raw_ && LooksLikeFormula(cell) ? "'" : "";
    for (const char c : cell) {
      if (c == '\0') continue;  // no program reads it
      if (c == '"') text.push_back('"');
      text.push_back(c);
    }
    if (text.find_first_of(",\"\r\n") != std::string::npos) text = "\"" + text + "\"";
    Plain(text);
  }
  const bool raw_;
};

}  // namespace

std::unique_ptr<GraphWriter> MakeGraphmlWriter(const Sink& sink) {
  return std::make_unique<GraphmlWriter>(sink);
}
std::unique_ptr<GraphWriter> MakeDotWriter(const Sink& sink) {
  return std::make_unique<DotWriter>(sink);
}
std::unique_ptr<GraphWriter> MakeGexfWriter(const Sink& sink) {
  return std::make_unique<GexfWriter>(sink);
}
std::unique_ptr<GraphWriter> MakeCsvWriter(const Sink& sink, bool raw) {
  return std::make_unique<CsvWriter>(sink, raw);
}

}  // namespace textkin::result
