// What --dry-run prints.

#pragma once

#include <cstdint>
#include <string>

#include "terminal.h"

namespace textkin::cli {

// Of a ScanPlan or an IndexPlan; `disk` is its line about the disk, `memory` is --memory in bytes
// or 0.
template <typename Plan>
std::string PlanText(const Plan& plan, const std::string& disk, std::uint64_t memory) {
  std::string text = "files      " + WithCommas(plan.files) + "\n";
  text += "bytes      " + BytesText(plan.bytes) + "\n";
  text += "documents  about " + WithCommas(plan.documents) + "\n";
  text += "memory     about " + BytesText(plan.memory) + " at the peak\n" + disk;
  if (memory > 0 && plan.memory > memory) {
    text += "warning    more than --memory " + BytesText(memory) + "\n";
  }
  return text;
}

}  // namespace textkin::cli
