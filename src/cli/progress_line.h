// One line on the terminal that tells how far a scan is.

#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>

#include "textkin/pipeline.h"

namespace textkin::cli {

class ProgressLine : public ProgressSink {
 public:
  ~ProgressLine() override;  // erases the line
  void Update(const Progress& progress) override;

 private:
  std::mutex mutex_;
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point last_{};
  std::string stage_;
};

}  // namespace textkin::cli
