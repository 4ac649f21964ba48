// The first pages of a process, read by several threads at once.

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>
#include <vector>

#include "extract/extracting.h"

namespace textkin {
namespace {

// Processes that begin so: without the parser made ready beforehand, some of these hang for ever.
constexpr int kProcesses = 300;
constexpr int kThreads = 4;
constexpr unsigned kPatience = 20;  // seconds for what takes a millisecond

[[noreturn]] void ReadAtOnce() {
  alarm(kPatience);
  std::atomic<int> waiting = kThreads;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      --waiting;
      while (waiting > 0) {
      }
      ExtractAs(Format::kHtml, "<p>one page</p>");
    });
  }
  for (std::thread& thread : threads) thread.join();
  _exit(0);
}

TEST(HtmlThreads, TheFirstPagesMayBeReadAtOnce) {
  for (int i = 0; i < kProcesses; ++i) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) ReadAtOnce();
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "process " << i;
  }
}

}  // namespace
}  // namespace textkin
