// Sorted files on their way into the store.

#pragma once

#include <rocksdb/sst_file_writer.h>

#include <array>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "store.h"

namespace textkin {

// The files of one commit, by family, in the order in which they come into force. For several
// threads.
class StagedFiles {
 public:
  explicit StagedFiles(std::string folder) : folder_(std::move(folder)) {}

  // A name for the next file.
  std::string NextPath();
  void Append(Family family, std::string path);
  // As if it had been the first.
  void Prepend(Family family, std::string path);
  // Puts all of them into the store at once: all are there for good when it returns, or none. Then
  // begins anew.
  absl::Status Ingest(const Store& store);

 private:
  const std::string folder_;
  std::mutex mutex_;
  std::uint64_t next_ = 0;
  std::array<std::vector<std::string>, kFamilies> files_;
};

// One file, or several where it grows long: entries with ascending keys.
class SortedFile {
 public:
  // `first`: comes into force before what is staged already.
  SortedFile(const Store& store, Family family, bool first, StagedFiles* staged)
      : store_(store), family_(family), first_(first), staged_(*staged) {}

  absl::Status Put(std::string_view key, std::string_view value);
  absl::Status Merge(std::string_view key, std::string_view value);
  absl::Status Delete(std::string_view key);
  // Stages what is not staged yet.
  absl::Status Finish();

 private:
  absl::Status Check(const rocksdb::Status& status) const;
  absl::Status MakeRoom();

  const Store& store_;
  const Family family_;
  const bool first_;
  StagedFiles& staged_;
  std::string path_;
  std::unique_ptr<rocksdb::SstFileWriter> writer_;
};

}  // namespace textkin
