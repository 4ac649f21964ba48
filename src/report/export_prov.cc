// W3C PROV-JSON (https://www.w3.org/submissions/prov-json/): documents are entities, directed edges
// are derivations, documents with equal words are alternates of each other, and a lost source is an
// entity whose value is the text that its copies show.

#include <string>

#include "export.h"
#include "json_writer.h"

namespace textkin::result {
namespace {

// `id` as the local part of a qualified name: what is no letter, digit, - . _ or / is encoded.
std::string LocalName(std::string_view id) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string name = "doc:";
  for (const char c : id) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' || byte == '_' ||
                       byte == '/';
    if (plain) {
      name.push_back(c);
    } else {
      name.push_back('%');
      name.push_back(kDigits[byte >> 4]);
      name.push_back(kDigits[byte & 15u]);
    }
  }
  return name;
}

void AddDecimal(std::string_view key, const std::optional<double>& value, JsonObject* object,
                std::string* out) {
  if (!value) return;
  object->Key(key);
  JsonObject typed(out);
  typed.Key("$");
  out->push_back('"');
  AppendDecimal(*value, out);
  out->push_back('"');
  typed.String("type", "xsd:double");
  typed.Close();
}

class ProvWriter : public GraphWriter {
 public:
  explicit ProvWriter(const Sink& sink) : sink_(sink) {}

  void Begin() override {
    sink_(
        "{\"prefix\":{\"doc\":\"urn:textkin:document:\",\"textkin\":\"urn:textkin:\"},\n"
        "\"entity\":{");
  }
  void Node(const DocumentRow& document) override {
    std::string out = Next(&nodes_);
    AppendJsonString(LocalName(document.id), &out);
    out.push_back(':');
    JsonObject entity(&out);
    if (!document.title.empty()) entity.String("prov:label", document.title);
    entity.String("textkin:id", document.id);
    if (!document.site.empty()) entity.String("textkin:site", document.site);
    if (!document.url.empty()) entity.String("textkin:url", document.url);
    if (!document.part_of.empty()) entity.String("textkin:part_of", document.part_of);
    if (!document.text_hash.empty()) entity.String("textkin:text_hash", document.text_hash);
    entity.Close();
    sink_(out);
  }
  void Lost(const LostRow& lost) override {
    std::string out = Next(&nodes_);
    AppendJsonString(LocalName(lost.id), &out);
    out.push_back(':');
    JsonObject entity(&out);
    entity.String("prov:label", "lost");
    entity.String("textkin:id", lost.id);
    entity.Bool("textkin:lost", true);
    if (lost.text) entity.String("prov:value", *lost.text);
    entity.Close();
    sink_(out);
  }
  void Link(const EdgeRow& edge) override {
    if (edge.directed) {
      Derivation(edge);
    } else if (edge.relation == "identical") {
      alternates_ += Next(&alternate_count_) + "\"_:a" + std::to_string(alternate_count_) + "\":";
      JsonObject pair(&alternates_);
      pair.String("prov:alternate1", LocalName(edge.source));
      pair.String("prov:alternate2", LocalName(edge.derived));
      pair.Close();
    }
  }
  void End() override {
    if (derivation_count_ == 0) sink_("},\n\"wasDerivedFrom\":{");
    sink_("},\n\"alternateOf\":{" + alternates_ + "}}\n");
  }

 private:
  // What stands before the next member of an object.
  static std::string Next(std::uint64_t* count) { return (*count)++ == 0 ? "\n" : ",\n"; }

  void Derivation(const EdgeRow& edge) {
    std::string out = derivation_count_ == 0 ? "},\n\"wasDerivedFrom\":{" : "";
    out += Next(&derivation_count_) + "\"_:d" + std::to_string(derivation_count_) + "\":";
    JsonObject derivation(&out);
    derivation.String("prov:generatedEntity", LocalName(edge.derived));
    derivation.String("prov:usedEntity", LocalName(edge.source));
    derivation.String("textkin:relation", edge.relation);
    if (!edge.circle.empty()) derivation.String("textkin:circle", edge.circle);
    AddDecimal("textkin:confidence", edge.confidence, &derivation, &out);
    AddDecimal("textkin:confidence_direct", edge.confidence_direct, &derivation, &out);
    AddDecimal("textkin:share", edge.share, &derivation, &out);
    AddDecimal("textkin:share_exclusive", edge.share_exclusive, &derivation, &out);
    if (!edge.evidence.empty()) {
      derivation.Key("textkin:evidence");
      AppendArray(edge.evidence.size(), &out, [&](std::size_t i) {
        const EvidenceRow& evidence = edge.evidence[i];
        AppendJsonString(evidence.sentence.empty() ? evidence.type : evidence.sentence, &out);
      });
    }
    derivation.Close();
    sink_(out);
  }

  const Sink& sink_;
  std::uint64_t nodes_ = 0, derivation_count_ = 0, alternate_count_ = 0;
  std::string alternates_;  // they follow all derivations
};

}  // namespace

std::unique_ptr<GraphWriter> MakeProvWriter(const Sink& sink) {
  return std::make_unique<ProvWriter>(sink);
}

}  // namespace textkin::result
