// posix_spawn, which is safe beside other threads, and a file in memory for what the program says.

#include "textkin/child_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

namespace textkin {
namespace {

// Of what a program says in the end; one line.
constexpr std::size_t kErrorBytes = 1000;

// Signals as a program expects them, whatever this process does with them.
void ResetSignals(posix_spawnattr_t* attributes) {
  sigset_t all, none;
  ::sigfillset(&all);
  ::sigemptyset(&none);
  ::posix_spawnattr_setsigdefault(attributes, &all);
  ::posix_spawnattr_setsigmask(attributes, &none);
  ::posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
}

int Spawn(const std::vector<std::string>& command, int input, int output, int errors, pid_t* pid) {
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawnattr_init(&attributes);
  ::posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&files, errors, STDERR_FILENO);
  ResetSignals(&attributes);
  const int error = ::posix_spawnp(pid, words[0], &files, &attributes, words.data(), environ);
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&files);
  return error;
}

}  // namespace

absl::StatusOr<ChildProcess> ChildProcess::Start(const std::vector<std::string>& command, int input,
                                                 int output) {
  const int errors = ::memfd_create("textkin-errors", MFD_CLOEXEC);
  if (errors < 0) return absl::UnavailableError(std::strerror(errno));
  ChildProcess child(-1, errors);
  if (const int error = Spawn(command, input, output, errors, &child.pid_); error != 0) {
    child.pid_ = -1;
    return absl::UnavailableError("starting '" + command[0] + "': " + std::strerror(error));
  }
  return child;
}

ChildProcess::~ChildProcess() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) continue;
  }
  if (errors_ >= 0) ::close(errors_);
}

absl::Status ChildProcess::Wait() {
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0) {
    if (errno != EINTR) return absl::UnavailableError(std::strerror(errno));
  }
  pid_ = -1;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return absl::OkStatus();
  std::string said(kErrorBytes, '\0');
  const ssize_t bytes = ::pread(errors_, said.data(), said.size(), 0);
  said.resize(bytes > 0 ? static_cast<std::size_t>(bytes) : 0);
  while (said.ends_with('\n')) said.pop_back();
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    const std::string died = signal == SIGALRM ? "it took too long" : ::strsignal(signal);
    return absl::DataLossError(said.empty() ? died : died + ": " + said);
  }
  return absl::DataLossError(said);
}

}  // namespace textkin
