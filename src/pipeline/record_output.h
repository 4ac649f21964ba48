// Where lines go: standard output, or a file that appears whole, packed as its name says.

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "packer.h"

namespace textkin {

class RecordOutput {
 public:
  // `path` empty: standard output. A regular file is written beside its place, where Commit puts
  // it; anything else that exists (a device, a pipe) is written as it is. AlreadyExists for a file
  // that exists, unless `overwrite`. `cancel` may be null.
  static absl::StatusOr<std::unique_ptr<RecordOutput>> Open(const std::string& path, bool overwrite,
                                                            const std::atomic<bool>* cancel);
  // Removes what was written beside the place, unless Commit has succeeded.
  ~RecordOutput();
  RecordOutput(const RecordOutput&) = delete;
  RecordOutput& operator=(const RecordOutput&) = delete;

  // Writes whole lines. However it ends, standard output has no half line then, as far as that can
  // be: of a regular file the rest of a line is cut off, and a line that a pipe has taken half is
  // finished. Cancelled when *cancel became true while the reader kept us waiting.
  absl::Status Write(std::string_view lines);
  absl::Status Commit();

  // For a program that writes the file itself; nothing is written here then.
  int fd() const { return fd_; }
  std::string Name() const;  // for messages
  // The reader of the pipe has gone. Write then does nothing, and that is no error.
  bool reader_gone() const { return reader_gone_; }

 private:
  RecordOutput(int fd, std::string path, std::string partial, const std::atomic<bool>* cancel);

  absl::Status WriteBytes(std::string_view bytes);
  absl::Status Failed(std::string_view bytes, std::size_t done, int error);

  int fd_;
  std::string path_;     // empty: standard output
  std::string partial_;  // empty: written in place
  const std::atomic<bool>* cancel_;
  std::unique_ptr<Packer> packer_;  // null: plain
  std::string packed_;
  bool reader_gone_ = false;
};

}  // namespace textkin
