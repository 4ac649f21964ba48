// sites.json: one object, for there are as many sites as a page can hold, or some thousands.

#include "json_writer.h"
#include "textkin/report.h"

namespace textkin {
namespace {

void AppendOperator(const SiteOperatorRow& made, std::uint32_t copies, std::string* out) {
  JsonObject row(out);
  row.String("type", EvidenceTypeName(made.type));
  row.Number("documents", made.documents);
  row.Decimal("share", copies == 0 ? 0 : static_cast<double>(made.documents) / copies);
  row.Number("loci", made.loci);
  row.Bool("habit", made.habit);
  row.Key("words");
  AppendArray(made.words.size(), out, [&](std::size_t i) { AppendJsonString(made.words[i], out); });
  row.Close();
}

void AppendSite(const SiteRow& site, std::string* out) {
  JsonObject row(out);
  row.String("site", site.site);
  row.Number("taken", site.taken);
  row.Number("given", site.given);
  row.Number("copies", site.copies);
  row.Key("operators");
  AppendArray(site.operators.size(), out,
              [&](std::size_t i) { AppendOperator(site.operators[i], site.copies, out); });
  row.Close();
}

void AppendCopies(const SiteCopyRow& copies, std::string* out) {
  JsonObject row(out);
  row.String("from", copies.from);
  row.String("to", copies.to);
  row.Number("documents", copies.documents);
  row.Number("passages", copies.passages);
  row.Number("characters", copies.characters);
  row.Close();
}

}  // namespace

std::string SitesJson(const std::vector<SiteRow>& sites, const std::vector<SiteCopyRow>& copies) {
  std::string json;
  JsonObject object(&json);
  object.Key("sites");
  AppendArray(sites.size(), &json, [&](std::size_t i) {
    json += "\n";
    AppendSite(sites[i], &json);
  });
  object.Key("copies");
  AppendArray(copies.size(), &json, [&](std::size_t i) {
    json += "\n";
    AppendCopies(copies[i], &json);
  });
  object.Close();
  json += "\n";
  return json;
}

}  // namespace textkin
