// Signals: the first one asks for an orderly stop, the second one ends at once.

#pragma once

#include <atomic>

namespace textkin::cli {

// Installs handlers for SIGINT and SIGTERM; the flag becomes true when one arrives. SIGPIPE is
// ignored.
const std::atomic<bool>* WatchSignals();

// Ends the process by the signal that came, so that the shell sees 130 or 143.
[[noreturn]] void DieOfSignal();

}  // namespace textkin::cli
