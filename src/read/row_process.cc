// A pipe from the program that knows Parquet.

#include "row_process.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <utility>
#include <vector>

#include "record_fields.h"

namespace textkin {

std::optional<Fault> RowProcess::Start(int fd, const ReadOptions& options,
                                       std::unique_ptr<RowProcess>* rows) {
  if (options.parquet.empty())
    return Fault{FaultCode::kUnreadable, "this textkin was built without Parquet"};
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0)
    return Fault{FaultCode::kUnreadable, SystemError("pipe", errno)};
  FileDescriptor lines(ends[0]);
  const FileDescriptor output(ends[1]);
  std::vector<std::string> command = options.parquet;
  command.emplace_back("rows");
  if (!options.whole_rows) {
    for (std::string& path : RecordFields(options).Paths()) command.push_back(std::move(path));
  }
  absl::StatusOr<ChildProcess> child = ChildProcess::Start(command, fd, output.get());
  if (!child.ok()) return Fault{FaultCode::kUnreadable, std::string(child.status().message())};
  rows->reset(new RowProcess(*std::move(child), std::move(lines)));
  return std::nullopt;
}

std::optional<Fault> RowProcess::Finish() {
  const absl::Status status = child_.Wait();
  if (status.ok()) return std::nullopt;
  return Fault{FaultCode::kDamagedTable, std::string(status.message())};
}

}  // namespace textkin
