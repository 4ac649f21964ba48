// index.txt, and cleaning up.

#include "folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>

#include "lock.h"
#include "textkin/index.h"

namespace textkin {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFirstLine = "textkin index\n";
// Bytes of index.txt at most: three lines.
constexpr std::size_t kMarkerBytes = 256;

// Takes "WORD NUMBER\n" from the front of *text.
bool TakeNumber(std::string_view word, std::string_view* text, std::uint64_t* number) {
  if (!text->starts_with(word)) return false;
  text->remove_prefix(word.size());
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), *number);
  if (error != std::errc()) return false;
  text->remove_prefix(static_cast<std::size_t>(end - text->data()));
  if (!text->starts_with('\n')) return false;
  text->remove_prefix(1);
  return true;
}

absl::Status SyncFolder(const std::string& path) {
  const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return IndexSystemError("opening '" + path + "'", errno);
  const int error = ::fsync(folder) == 0 ? 0 : errno;
  ::close(folder);
  return error == 0 ? absl::OkStatus() : IndexSystemError("syncing '" + path + "'", error);
}

int WriteAll(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) return errno;
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(file) == 0 ? 0 : errno;
}

absl::Status WriteSynced(const std::string& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) return IndexSystemError("opening '" + path + "'", errno);
  int error = WriteAll(file, bytes);
  if (::close(file) != 0 && error == 0) error = errno;
  return error == 0 ? absl::OkStatus() : IndexSystemError("writing '" + path + "'", error);
}

}  // namespace

absl::StatusOr<std::uint64_t> IndexFolder::ReadGeneration() const {
  const int file = ::open(marker().c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0 && (errno == ENOENT || errno == ENOTDIR)) {
    return absl::NotFoundError("there is no index in '" + path_ + "'");
  }
  if (file < 0) return IndexSystemError("opening '" + marker() + "'", errno);
  char bytes[kMarkerBytes];
  const ssize_t size = ::read(file, bytes, sizeof bytes);
  const int error = errno;
  ::close(file);
  if (size < 0) return IndexSystemError("reading '" + marker() + "'", error);
  std::string_view text(bytes, static_cast<std::size_t>(size));
  const absl::Status damaged = absl::DataLossError("'" + marker() + "' is damaged");
  if (!text.starts_with(kFirstLine)) return damaged;
  text.remove_prefix(kFirstLine.size());
  std::uint64_t format = 0, generation = 0;
  if (!TakeNumber("format ", &text, &format)) return damaged;
  if (format != static_cast<std::uint64_t>(kIndexVersion)) {
    return absl::FailedPreconditionError(
        "the index in '" + path_ + "' has format " + std::to_string(format) +
        ", which this textkin does not read; it reads format " + std::to_string(kIndexVersion));
  }
  if (!TakeNumber("generation ", &text, &generation) || !text.empty()) return damaged;
  return generation;
}

absl::Status IndexFolder::WriteGeneration(std::uint64_t generation) const {
  const std::string fresh = staging() + "/index.txt";
  const absl::Status status =
      WriteSynced(fresh, std::string(kFirstLine) + "format " + std::to_string(kIndexVersion) +
                             "\ngeneration " + std::to_string(generation) + "\n");
  if (!status.ok()) return status;
  if (::rename(fresh.c_str(), marker().c_str()) != 0) {
    return IndexSystemError("renaming '" + fresh + "'", errno);
  }
  return SyncFolder(path_);
}

absl::Status IndexFolder::Make() const {
  std::error_code error;
  fs::create_directory(path_, error);
  if (error) return IndexSystemError("making the folder '" + path_ + "'", error.value());
  const absl::StatusOr<std::uint64_t> generation = ReadGeneration();
  if (generation.ok() && *generation == 0) return absl::OkStatus();
  if (!absl::IsNotFound(generation.status())) {
    return absl::AlreadyExistsError("'" + path_ + "' is an index already; add to it instead");
  }
  fs::directory_iterator entries(path_, error);
  if (error) return IndexSystemError("reading the folder '" + path_ + "'", error.value());
  for (const fs::directory_entry& entry : entries) {
    if (entry.path() != lock() && entry.path() != staging() && entry.path() != log()) {
      return absl::AlreadyExistsError("'" + path_ + "' exists and is not empty");
    }
  }
  return absl::OkStatus();
}

absl::Status IndexFolder::Begin() const {
  if (absl::Status status = ClearStaging(); !status.ok()) return status;
  if (absl::Status status = WriteGeneration(0); !status.ok()) return status;
  std::error_code error;
  fs::remove_all(store(), error);
  return error ? IndexSystemError("removing '" + store() + "'", error.value()) : absl::OkStatus();
}

absl::Status IndexFolder::ClearStaging() const {
  for (const std::string& path : {staging(), log()}) {
    std::error_code error;
    fs::remove_all(path, error);
    if (!error) fs::create_directory(path, error);
    if (error) return IndexSystemError("clearing '" + path + "'", error.value());
  }
  return absl::OkStatus();
}

void IndexFolder::RemoveAll() const {
  std::error_code ignored;
  for (const std::string& path : {store(), staging(), log(), marker(), lock()}) {
    fs::remove_all(path, ignored);
  }
  fs::remove(path_, ignored);  // fails when something else has appeared there
}

}  // namespace textkin
