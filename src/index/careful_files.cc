// Passes all calls on, remembers that a read failed, and then refuses links.

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

using Flag = std::shared_ptr<std::atomic<bool>>;

class WatchedFile : public rocksdb::FSRandomAccessFileOwnerWrapper {
 public:
  WatchedFile(std::unique_ptr<rocksdb::FSRandomAccessFile> file, Flag failed)
      : FSRandomAccessFileOwnerWrapper(std::move(file)), failed_(std::move(failed)) {}

  IOStatus Read(uint64_t offset, size_t bytes, const IOOptions& options, rocksdb::Slice* result,
                char* scratch, IODebugContext* context) const override {
    return Noted(target()->Read(offset, bytes, options, result, scratch, context));
  }

  IOStatus MultiRead(rocksdb::FSReadRequest* requests, size_t number, const IOOptions& options,
                     IODebugContext* context) override {
    const IOStatus status = target()->MultiRead(requests, number, options, context);
    for (size_t i = 0; i < number; ++i) Noted(requests[i].status);
    return Noted(status);
  }

 private:
  IOStatus Noted(IOStatus status) const {
    if (!status.ok()) *failed_ = true;
    return status;
  }

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
    if (status.ok()) *file = std::make_unique<WatchedFile>(std::move(plain), failed_);
    return status;
  }

  IOStatus LinkFile(const std::string& from, const std::string& to, const IOOptions& options,
                    IODebugContext* context) override {
    if (*failed_) return IOStatus::IOError("a read failed before", from);
    return target()->LinkFile(from, to, options, context);
  }

 private:
  const Flag failed_ = std::make_shared<std::atomic<bool>>(false);
};

}  // namespace

std::unique_ptr<rocksdb::Env> CarefulFiles() {
  return rocksdb::NewCompositeEnv(std::make_shared<WatchedFileSystem>());
}

}  // namespace textkin
