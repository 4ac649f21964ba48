// Handlers of SIGINT and SIGTERM.

#include "signals.h"

#include <csignal>
#include <cstdlib>

namespace textkin::cli {
namespace {

std::atomic<bool> stop_requested = false;
volatile std::sig_atomic_t last_signal = SIGTERM;
static_assert(std::atomic<bool>::is_always_lock_free, "set in a signal handler");

void OnSignal(int signal) {
  last_signal = signal;
  stop_requested = true;
}

}  // namespace

const std::atomic<bool>* WatchSignals() {
  struct sigaction action {};
  action.sa_handler = OnSignal;
  action.sa_flags = static_cast<int>(SA_RESETHAND);  // a second signal has its default effect
  sigemptyset(&action.sa_mask);
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return &stop_requested;
}

void DieOfSignal() {
  std::signal(last_signal, SIG_DFL);
  std::raise(last_signal);
  std::abort();  // the default effect of both signals is to end the process
}

}  // namespace textkin::cli
