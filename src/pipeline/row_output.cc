// The list of rows to keep, entry by entry.

#include "row_output.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <utility>
#include <vector>

#include "textkin/scratch.h"

namespace textkin {

bool NamesRows(std::string_view path) { return path.ends_with(".parquet"); }

absl::StatusOr<std::unique_ptr<RowOutput>> RowOutput::Open(const FilterOptions& options,
                                                           const std::atomic<bool>* cancel) {
  if (options.read.parquet.empty()) {
    return absl::InvalidArgumentError("output '" + options.output +
                                      "': this textkin was built without Parquet");
  }
  absl::StatusOr<std::unique_ptr<RecordOutput>> file =
      RecordOutput::Open(options.output, options.overwrite, cancel);
  if (!file.ok()) return file.status();
  // A socket and no pipe: writing to a program that has ended is then an error and no signal.
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return SystemError("making a socket", errno);
  std::vector<std::string> command = options.read.parquet;
  command.emplace_back(options.action == FilterAction::kAnnotate ? "annotate" : "keep");
  command.push_back(options.read.text_key);
  absl::StatusOr<ChildProcess> child = ChildProcess::Start(command, ends[1], (*file)->fd());
  ::close(ends[1]);
  if (!child.ok()) {
    ::close(ends[0]);
    return child.status();
  }
  return std::unique_ptr<RowOutput>(new RowOutput(*std::move(file), *std::move(child), ends[0]));
}

RowOutput::~RowOutput() {
  if (list_ >= 0) ::close(list_);
}

void RowOutput::Keep(const BlockLine& line) { Add('K', line, std::nullopt); }

void RowOutput::Annotate(const BlockLine& line, std::string_view annotation) {
  Add('A', line, annotation);
}

void RowOutput::Replace(const BlockLine& line, std::string_view text) { Add('T', line, text); }

void RowOutput::Add(char kind, const BlockLine& line, std::optional<std::string_view> word) {
  const Batch::File& file = line.batch->files.front();
  if (!line.batch->is_rows) {
    stranger_ = file.id;
    return;
  }
  if (path_ != file.path) {
    path_ = file.path;
    gathered_.append("F ").append(std::to_string(path_.size())).append("\n").append(path_);
  }
  gathered_.push_back(kind);
  gathered_.append(" ").append(std::to_string(line.line.number));
  if (word) gathered_.append(" ").append(std::to_string(word->size()));
  gathered_.append("\n").append(word.value_or(""));
}

absl::Status RowOutput::Failed(const absl::Status& why) const {
  return absl::UnavailableError("writing " + file_->Name() + ": " + std::string(why.message()));
}

absl::Status RowOutput::Flush() {
  if (!stranger_.empty()) {
    return absl::InvalidArgumentError("output " + file_->Name() +
                                      ": Parquet is made of Parquet alone, and '" + stranger_ +
                                      "' is none");
  }
  std::string_view rest = gathered_;
  while (!rest.empty()) {
    const ssize_t sent = ::send(list_, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) {
      const int error = errno;
      const absl::Status ended = child_.Wait();
      return ended.ok() ? SystemError("writing " + file_->Name(), error) : Failed(ended);
    }
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
  gathered_.clear();
  return absl::OkStatus();
}

absl::Status RowOutput::Commit() {
  gathered_.append("E\n");
  if (const absl::Status status = Flush(); !status.ok()) return status;
  ::close(std::exchange(list_, -1));
  if (const absl::Status status = child_.Wait(); !status.ok()) return Failed(status);
  return file_->Commit();
}

}  // namespace textkin
