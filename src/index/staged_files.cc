// SstFileWriter and IngestExternalFiles.

#include "staged_files.h"

#include <utility>

namespace textkin {

std::string StagedFiles::NextPath() {
  const std::lock_guard lock(mutex_);
  return folder_ + "/" + std::to_string(next_++) + ".sst";
}

void StagedFiles::Append(Family family, std::string path) {
  const std::lock_guard lock(mutex_);
  files_[family].push_back(std::move(path));
}

void StagedFiles::Prepend(Family family, std::string path) {
  const std::lock_guard lock(mutex_);
  files_[family].insert(files_[family].begin(), std::move(path));
}

absl::Status StagedFiles::Ingest(const Store& store) {
  std::vector<rocksdb::IngestExternalFileArg> arguments;
  for (std::size_t family = 0; family < kFamilies; ++family) {
    if (files_[family].empty()) continue;
    rocksdb::IngestExternalFileArg argument;
    argument.column_family = store.family(static_cast<Family>(family));
    argument.external_files = std::exchange(files_[family], {});
    argument.options.move_files = true;
    argument.options.snapshot_consistency = false;
    // Files are never written to after they were synced.
    argument.options.write_global_seqno = false;
    // What the disk did not keep is found now, and not when the documents are wanted.
    argument.options.verify_checksums_before_ingest = true;
    arguments.push_back(std::move(argument));
  }
  return StatusOf(store.db().IngestExternalFiles(arguments),
                  "committing to '" + store.folder() + "'");
}

absl::Status SortedFile::Check(const rocksdb::Status& status) const {
  return StatusOf(status, "writing '" + path_ + "'");
}

absl::Status SortedFile::MakeRoom() {
  if (writer_ != nullptr && writer_->FileSize() >= kStoreFileBytes) {
    if (absl::Status status = Finish(); !status.ok()) return status;
  }
  if (writer_ != nullptr) return absl::OkStatus();
  path_ = staged_.NextPath();
  writer_ = std::make_unique<rocksdb::SstFileWriter>(rocksdb::EnvOptions(), store_.options(family_),
                                                     store_.family(family_));
  return Check(writer_->Open(path_));
}

absl::Status SortedFile::Put(std::string_view key, std::string_view value) {
  if (absl::Status status = MakeRoom(); !status.ok()) return status;
  return Check(writer_->Put(SliceOf(key), SliceOf(value)));
}

absl::Status SortedFile::Merge(std::string_view key, std::string_view value) {
  if (absl::Status status = MakeRoom(); !status.ok()) return status;
  return Check(writer_->Merge(SliceOf(key), SliceOf(value)));
}

absl::Status SortedFile::Delete(std::string_view key) {
  if (absl::Status status = MakeRoom(); !status.ok()) return status;
  return Check(writer_->Delete(SliceOf(key)));
}

absl::Status SortedFile::Finish() {
  if (writer_ == nullptr) return absl::OkStatus();
  const std::unique_ptr<rocksdb::SstFileWriter> writer = std::move(writer_);
  if (absl::Status status = Check(writer->Finish()); !status.ok()) return status;
  first_ ? staged_.Prepend(family_, path_) : staged_.Append(family_, path_);
  return absl::OkStatus();
}

}  // namespace textkin
