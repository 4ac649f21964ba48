// The progress line, at most ten times a second.

#include "progress_line.h"

#include <cstdio>

#include "terminal.h"

namespace textkin::cli {
namespace {

constexpr std::chrono::milliseconds kInterval(100);
constexpr char kEraseLine[] = "\r\x1b[K";

std::string Describe(const Progress& progress, double seconds) {
  std::string line =
      std::string(progress.stage) + "  " + WithCommas(progress.documents) + " documents";
  if (progress.bytes == 0 || seconds <= 0) return line;
  const double speed = static_cast<double>(progress.bytes) / seconds;
  line += "  " + BytesText(static_cast<std::uint64_t>(speed)) + "/s";
  if (progress.total_bytes > progress.bytes) {
    const auto left = static_cast<std::uint64_t>(
        static_cast<double>(progress.total_bytes - progress.bytes) / speed);
    char eta[32];
    std::snprintf(
        eta, sizeof eta, "  %2.0f %%  ETA %d:%02d",
        100.0 * static_cast<double>(progress.bytes) / static_cast<double>(progress.total_bytes),
        static_cast<int>(left / 60), static_cast<int>(left % 60));
    line += eta;
  }
  return line;
}

}  // namespace

ProgressLine::~ProgressLine() { std::fputs(kEraseLine, stderr); }

void ProgressLine::Update(const Progress& progress) {
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (stage_ == progress.stage && now - last_ < kInterval) return;
  stage_ = progress.stage;
  last_ = now;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  std::fputs((kEraseLine + Describe(progress, seconds)).c_str(), stderr);
}

}  // namespace textkin::cli
