// weights.json read once; it is part of the program, so what is wrong with it is a bug.

#include "weights.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "weights_json.h"

namespace textkin {
namespace {

using Json = nlohmann::json;

Cost ReadCost(const Json& json) { return {json.at(0).get<double>(), json.at(1).get<double>()}; }

Weights ReadWeights() {
  const Json json = Json::parse(kWeightsJson);
  const auto number = [&](const char* key) { return json.at(key).get<double>(); };
  Weights weights;
  weights.version = json.at("version").get<std::string>();
  for (std::size_t i = 0; i < kEventTypes; ++i) {
    const std::string name(EvidenceTypeName(static_cast<EvidenceType>(i)));
    const Json& event = json.at("events").at(name);
    weights.events[i] = {ReadCost(event.at("loss")), ReadCost(event.at("restore"))};
  }
  const Json& edits = json.at("edits");
  weights.renumbered = ReadCost(edits.at("renumbered"));
  weights.reworded = ReadCost(edits.at("reworded"));
  weights.moved = ReadCost(edits.at("moved"));
  weights.restyled = ReadCost(edits.at("restyled"));
  weights.alone = ReadCost(edits.at("alone"));
  weights.most_nats = number("most_nats");
  weights.uncovered = number("uncovered");
  weights.debris_credit = number("debris_credit");
  weights.root = number("root");
  weights.anthology = number("anthology");
  weights.mixture = number("mixture");
  weights.foreign_mark = number("foreign_mark");
  weights.lost_mark = number("lost_mark");
  weights.date_order = number("date_order");
  weights.habit = number("habit");
  weights.oftener = number("oftener");
  weights.taken = number("taken");
  weights.taken_tokens = number("taken_tokens");
  weights.scattered = number("scattered");
  weights.most_told_apart = number("most_told_apart");
  weights.elsewhere = number("elsewhere");
  weights.oftener_in_tree = number("oftener_in_tree");
  weights.tree = number("tree");
  weights.no_rival = number("no_rival");
  weights.most_told = number("most_told");
  weights.most_margin = number("most_margin");
  weights.separative = number("separative");
  weights.directed_from = number("directed_from");
  weights.second_from = number("second_from");
  weights.direct_from = number("direct_from");
  weights.parent = json.at("parent").get<Weights::Curve>();
  weights.ancestor = json.at("ancestor").get<Weights::Curve>();
  weights.second = json.at("second").get<Weights::Curve>();
  weights.direct = json.at("direct").get<Weights::Curve>();
  return weights;
}

}  // namespace

double Cost::Of(std::uint32_t loci) const {
  return loci == 0 ? 0 : first + more * std::log(static_cast<double>(loci));
}

const Weights& CompiledWeights() {
  static const Weights weights = ReadWeights();
  return weights;
}

double Interpolate(const Weights::Curve& curve, double at) {
  if (at <= curve.front().first) return curve.front().second;
  if (at >= curve.back().first) return curve.back().second;
  const auto above = std::upper_bound(
      curve.begin(), curve.end(), at,
      [](double x, const std::pair<double, double>& point) { return x < point.first; });
  const auto below = above - 1;
  const double share = (at - below->first) / (above->first - below->first);
  return below->second + share * (above->second - below->second);
}

}  // namespace textkin
