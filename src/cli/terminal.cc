// Making text safe to print.

#include "terminal.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "textkin/utf8.h"

namespace textkin::cli {
namespace {

// Characters that move the cursor, reorder the line or hide: C0, DEL, C1, bidi controls,
// zero-width, tags.
bool IsHarmful(char32_t c) {
  if (c == '\n' || c == '\t') return false;
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || (c >= 0x200B && c <= 0x200F) || c == 0x61C ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF ||
         (c >= 0xE0000 && c <= 0xE007F);
}

}  // namespace

std::string Printable(std::string_view text) {
  std::string valid(text);
  RepairUtf8(&valid);
  std::string out;
  for (std::size_t at = 0; at < valid.size();) {
    const std::size_t begin = at;
    const char32_t c = DecodeUtf8(valid, &at);
    if (c == '\r' && at < valid.size() && valid[at] == '\n') continue;
    if (IsHarmful(c)) {
      char name[16];
      std::snprintf(name, sizeof name, "<U+%04X>", static_cast<unsigned>(c));
      out += name;
    } else {
      out.append(valid, begin, at - begin);
    }
  }
  return out;
}

absl::StatusOr<bool> WantsColour(const std::string& color) {
  if (color == "always") return true;
  if (color == "never") return false;
  if (color == "auto") {
    return ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
  }
  return absl::InvalidArgumentError("--color " + color + ": auto, always or never");
}

std::size_t LayoutWidth() {
  winsize size{};
  const bool is_known = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return is_known ? std::clamp<std::size_t>(size.ws_col, kNarrowest, kWidest) : 100;
}
bool StderrIsTerminal() { return ::isatty(STDERR_FILENO) == 1; }

std::string WithCommas(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string Count(std::uint64_t number, const std::string& one) {
  return WithCommas(number) + " " + one + (number == 1 ? "" : "s");
}

std::string BytesText(std::uint64_t bytes) {
  static constexpr const char* kUnits[] = {"B", "kB", "MB", "GB", "TB"};
  double value = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (value >= 1000 && unit < 4) {
    value /= 1000;
    ++unit;
  }
  char text[32];
  std::snprintf(text, sizeof text, unit == 0 ? "%.0f %s" : "%.1f %s", value, kUnits[unit]);
  return text;
}

std::string Percent(double share) {
  char text[16];
  if (share > 0 && share < 0.001) return "under 0.1 %";
  if (share < 1) share = std::min(share, 0.999);
  std::snprintf(text, sizeof text, "%.1f %%", 100 * share);
  return text;
}

bool WriteStdout(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) {  // a pipe that its other owner made non-blocking
      pollfd wait{STDOUT_FILENO, POLLOUT, 0};
      ::poll(&wait, 1, -1);
    } else if (errno == EPIPE) {
      return true;
    } else if (errno != EINTR) {
      std::fprintf(stderr, "textkin: writing standard output: %s\n", std::strerror(errno));
      return false;
    }
  }
  return true;
}

}  // namespace textkin::cli
