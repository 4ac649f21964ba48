// The folder of an index: what lies where in it, and the file that makes it one.
//
//   index.txt   says that this is an index, of which format, and the last generation
//   lock        of the writer
//   store/      RocksDB
//   staging/    of the writer: files on their way into the store
//   log/        of the writer: RocksDB's log, which is always empty

#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace textkin {

class IndexFolder {
 public:
  explicit IndexFolder(std::string path) : path_(std::move(path)) {}

  const std::string& path() const { return path_; }
  std::string lock() const { return path_ + "/lock"; }
  std::string store() const { return path_ + "/store"; }
  std::string staging() const { return path_ + "/staging"; }
  std::string log() const { return path_ + "/log"; }
  std::string marker() const { return path_ + "/index.txt"; }

  // The generation that index.txt names; the store may be further by one, never behind. NotFound
  // where there is no such file; FailedPrecondition for another format; DataLoss for anything else.
  absl::StatusOr<std::uint64_t> ReadGeneration() const;
  // Names a generation, on disk for good when it returns.
  absl::Status WriteGeneration(std::uint64_t generation) const;

  // Makes the folder for a new index. AlreadyExists when there is anything in it but what a writer
  // leaves who was killed before his first commit.
  absl::Status Make() const;
  // Makes the folder an index of generation 0, which is nothing to readers, without a store. With
  // the lock.
  absl::Status Begin() const;
  // Makes what only a writer has, with nothing in it.
  absl::Status ClearStaging() const;
  // Removes all of a new index that was never committed.
  void RemoveAll() const;

 private:
  std::string path_;
};

}  // namespace textkin
