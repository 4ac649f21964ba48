// Passes all calls on, remembers that a read or a sync failed, and then refuses links or deletions.

#include "careful_files.h"

#include <rocksdb/file_system.h>

#include <atomic>
#include <string>
#include <utility>

namespace textkin {
namespace {

using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;

// Set once, by the first call that fails.
class Flag {
 public:
  IOStatus Noted(IOStatus status) const {
    if (!status.ok()) *set_ = true;
    return status;
  }
  bool is_set() const { return *set_; }

 private:
  std::shared_ptr<std::atomic<bool>> set_ = std::make_shared<std::atomic<bool>>(false);
};

class ReadFile : public rocksdb::FSRandomAccessFileOwnerWrapper {
 public:
  ReadFile(std::unique_ptr<rocksdb::FSRandomAccessFile> file, Flag failed)
      : FSRandomAccessFileOwnerWrapper(std::move(file)), failed_(std::move(failed)) {}

  IOStatus Read(uint64_t offset, size_t bytes, const IOOptions& options, rocksdb::Slice* result,
                char* scratch, IODebugContext* context) const override {
    return failed_.Noted(target()->Read(offset, bytes, options, result, scratch, context));
  }

  IOStatus MultiRead(rocksdb::FSReadRequest* requests, size_t number, const IOOptions& options,
                     IODebugContext* context) override {
    const IOStatus status = target()->MultiRead(requests, number, options, context);
    for (size_t i = 0; i < number; ++i) failed_.Noted(requests[i].status);
    return failed_.Noted(status);
  }

 private:
  const Flag failed_;
};

class WrittenFile : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  WrittenFile(std::unique_ptr<rocksdb::FSWritableFile> file, Flag failed)
      : FSWritableFileOwnerWrapper(std::move(file)), failed_(std::move(failed)) {}

  IOStatus Sync(const IOOptions& options, IODebugContext* context) override {
    return failed_.Noted(target()->Sync(options, context));
  }

  IOStatus Fsync(const IOOptions& options, IODebugContext* context) override {
    return failed_.Noted(target()->Fsync(options, context));
  }

 private:
  const Flag failed_;
};

class WatchedFileSystem : public rocksdb::FileSystemWrapper {
 public:
  WatchedFileSystem() : FileSystemWrapper(rocksdb::FileSystem::Default()) {}

  const char* Name() const override { return "textkin.CarefulFiles"; }

  IOStatus NewRandomAccessFile(const std::string& path, const rocksdb::FileOptions& options,
                               std::unique_ptr<rocksdb::FSRandomAccessFile>* file,
                               IODebugContext* context) override {
    std::unique_ptr<rocksdb::FSRandomAccessFile> plain;
    IOStatus status = target()->NewRandomAccessFile(path, options, &plain, context);
    if (status.ok()) *file = std::make_unique<ReadFile>(std::move(plain), read_failed_);
    return status;
  }

  IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                           std::unique_ptr<rocksdb::FSWritableFile>* file,
                           IODebugContext* context) override {
    std::unique_ptr<rocksdb::FSWritableFile> plain;
    IOStatus status = target()->NewWritableFile(path, options, &plain, context);
    if (status.ok()) *file = std::make_unique<WrittenFile>(std::move(plain), sync_failed_);
    return status;
  }

  IOStatus LinkFile(const std::string& from, const std::string& to, const IOOptions& options,
                    IODebugContext* context) override {
    if (read_failed_.is_set()) return IOStatus::IOError("a read failed before", from);
    return target()->LinkFile(from, to, options, context);
  }

  IOStatus DeleteFile(const std::string& path, const IOOptions& options,
                      IODebugContext* context) override {
    if (sync_failed_.is_set()) return IOStatus::IOError("a sync failed before", path);
    return target()->DeleteFile(path, options, context);
  }

 private:
  const Flag read_failed_;
  const Flag sync_failed_;
};

}  // namespace

std::unique_ptr<rocksdb::Env> CarefulFiles() {
  return rocksdb::NewCompositeEnv(std::make_shared<WatchedFileSystem>());
}

}  // namespace textkin
