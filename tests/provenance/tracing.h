// Families made of texts, all pairs aligned.

#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "align/aligning.h"
#include "textkin/provenance.h"

namespace textkin {

inline std::string report() {
  return "渡口管理所2019年工作报告\n"
         "全年开展安全检查46次，发现隐患128处，全部按期整改；更换救生衣320件，修复浮桥2座，并在汛期"
         "前完成了三个码头的清淤。\n"
         "职工食堂改造工程于秋季动工，投资75万元，预计2021年投入使用，期间就餐安排在临时大棚。\n"
         "渡船共运送旅客18200人次，比2018年增加7%"
         "，其中学生占四成；夜航班次由5班增至9班，群众反映良好。\n"
         "下一年将继续完善值班制度，添置巡逻艇2艘，培训船员60名，并把老码头的候船室改建成展览室，供"
         "附近的学校参观";
}
inline std::string Addition() {
  return "。\n附近渔民捐赠旧船一条，船身长而窄，保存完整，将在修缮后陈列于候船室门前的草坪上，由退"
         "休的老船长讲解它的来历。";
}

inline std::string Replaced(std::string text, const std::string& what, const std::string& with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
  return text;
}
inline std::string Masked(const std::string& text) {
  std::string masked;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (digit)
      masked.push_back('x');
    else
      masked.push_back(text[i]);
  }
  return masked;
}
// Otherwise than by masks: cut, in plain signs, with words broken.
inline std::string Damaged(const std::string& text) {
  std::string damaged = Replaced(text.substr(0, text.find("添置巡逻艇")), "，", ",");
  for (const char* word : {"食堂", "码头", "旅客"}) damaged.insert(damaged.find(word) + 3, "\n\n");
  return damaged;
}
inline std::string Cut(const std::string& text) { return text.substr(0, text.find("添置巡逻艇")); }

inline std::pair<std::string, Mark> WithDebris(std::string text) {
  const std::string debris = "第 1 页 共 4 页";
  const auto at = static_cast<std::uint32_t>(text.find("修复浮桥"));
  text.insert(at, debris);
  return {text, {{at, at + static_cast<std::uint32_t>(debris.size())}, MarkKind::kDebris}};
}

struct Traced {
  // Parts are numbered in the order of `texts`.
  explicit Traced(std::vector<std::string> all, std::vector<std::vector<Mark>> marks = {},
                  const std::vector<std::string>& dates = {})
      : texts(std::move(all)) {
    marks.resize(texts.size());
    std::vector<AlignableText> ready;
    for (std::size_t i = 0; i < texts.size(); ++i) ready.push_back(Ready(texts[i], marks[i]));
    std::vector<PairEvents> pairs;
    std::vector<PartFacts> facts(texts.size());
    for (PartId a = 0; a < texts.size(); ++a) {
      facts[a].part = a;
      facts[a].site = a + 1;
      if (a < dates.size()) facts[a].dates = {{dates[a], "published"}};
      for (PartId b = a + 1; b < texts.size(); ++b) {
        pairs.push_back(FindEvents({a, texts[a], &ready[a], marks[a]},
                                   {b, texts[b], &ready[b], marks[b]},
                                   Align(ready[a], ready[b], AlignOptions())));
        pairs.back().identical = ready[a].tokens().symbol == ready[b].tokens().symbol;
      }
    }
    for (const Family& family : MakeFamilies(std::move(pairs), std::move(facts))) {
      FamilyGraph graph = TraceFamily(family);
      for (Edge& edge : graph.edges) edges.push_back(std::move(edge));
      for (LostSource& one : graph.lost) lost.push_back(std::move(one));
    }
  }

  // "source relation derived"
  std::vector<std::string> Relations() const {
    std::vector<std::string> all;
    for (const Edge& edge : edges) {
      all.push_back(std::to_string(edge.source) + " " + std::string(RelationName(edge.relation)) +
                    " " + std::to_string(edge.derived));
    }
    return all;
  }
  // "source>derived" of those with a direction.
  std::vector<std::string> Directions() const {
    std::vector<std::string> all;
    for (const Edge& edge : edges) {
      if (IsDirected(edge.relation))
        all.push_back(std::to_string(edge.source) + ">" + std::to_string(edge.derived));
    }
    return all;
  }
  const Edge* Find(PartId source, PartId derived) const {
    for (const Edge& edge : edges) {
      if (edge.source == source && edge.derived == derived) return &edge;
    }
    return nullptr;
  }

  std::vector<std::string> texts;
  std::vector<Edge> edges;
  std::vector<LostSource> lost;
};

}  // namespace textkin
