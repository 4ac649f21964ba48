// run.json: what was asked, what was found, what went wrong, what it cost.

#include <nlohmann/json.hpp>

#include "textkin/report.h"
#include "textkin/version.h"

namespace textkin {

std::string RunJson(const RunReport& report) {
  using Json = nlohmann::ordered_json;
  Json seconds = Json::object();
  for (const auto& [stage, value] : report.seconds) seconds[stage] = value;
  const Json run = {
      {"textkin", kVersion},
      {"format", kFormatVersion},
      {"normalizer", kNormalizerVersion},
      {"inputs", report.inputs},
      {"settings", report.settings},
      {"counts",
       {{"documents", report.documents},
        {"split_documents", report.split},
        {"parts", report.parts},
        {"bytes", report.bytes},
        {"clusters", report.clusters},
        {"clustered_documents", report.clustered},
        {"pairs", report.pairs_by_verdict},
        {"pairs_across_clusters", report.pairs_across},
        {"aligned_pairs", report.aligned_pairs},
        {"passages", report.passages},
        {"formulas", report.formulas},
        {"provenance_families", report.families},
        {"edges", report.edges_by_relation},
        {"files_of_other_types", report.other_types},
        {"records_of_other_types", report.other_records}}},
      {"other_types", report.other_examples},
      {"faults", report.faults_by_code},
      {"limits", report.limits_by_name},
      {"resources",
       {{"seconds", seconds},
        {"cpu_seconds", report.cpu_seconds},
        {"peak_bytes", report.peak_bytes},
        {"spilled_bytes", report.spilled_bytes}}},
  };
  // Settings may hold paths that are not UTF-8.
  return run.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace textkin
