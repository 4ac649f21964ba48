// Rows of rules.jsonl.

#include <map>

#include "json_writer.h"
#include "textkin/report.h"

namespace textkin {

void AppendRuleRow(const RuleRow& rule, std::string* out) {
  struct OfSite {
    std::string_view site;
    std::uint64_t documents = 0, uses = 0, left = 0;
  };
  std::map<std::string_view, OfSite> by_site;
  for (const RuleRow::Use& use : rule.documents) {
    if (use.site.empty()) continue;
    OfSite& site = by_site[use.site];
    site.site = use.site;
    ++site.documents;
    site.uses += use.uses;
    site.left += use.left;
  }
  std::vector<OfSite> sites;
  for (const auto& [name, site] : by_site) sites.push_back(site);

  JsonObject row(out);
  row.String("from", rule.from);
  row.String("to", rule.to);
  row.Number("uses", rule.uses);
  row.Number("clusters", rule.clusters);
  row.Key("documents");
  AppendArray(rule.documents.size(), out, [&](std::size_t i) {
    JsonObject use(out);
    use.String("id", rule.documents[i].id);
    use.Number("uses", rule.documents[i].uses);
    use.Number("left", rule.documents[i].left);
    use.Close();
  });
  row.Key("sites");
  AppendArray(sites.size(), out, [&](std::size_t i) {
    JsonObject site(out);
    site.String("site", sites[i].site);
    site.Number("documents", sites[i].documents);
    site.Number("uses", sites[i].uses);
    site.Number("left", sites[i].left);
    site.Close();
  });
  row.Close();
  out->push_back('\n');
}

}  // namespace textkin
