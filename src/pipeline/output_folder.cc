// Making, filling and committing the output folder.

#include "output_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <utility>

#include "textkin/scratch.h"

namespace textkin {
namespace {

namespace fs = std::filesystem;

// Bytes buffered per result file: a few system calls a second at full speed.
constexpr std::size_t kFileBuffer = 1u << 20;

bool Exists(const std::string& path) {
  std::error_code error;
  return fs::symlink_status(path, error).type() != fs::file_type::not_found;
}

absl::Status CheckReplaceable(const std::string& path, bool overwrite) {
  if (!Exists(path)) return absl::OkStatus();
  if (!overwrite) {
    return absl::AlreadyExistsError("output '" + path +
                                    "' exists; choose another folder or pass --overwrite");
  }
  if (!Exists(path + "/run.json")) {
    return absl::AlreadyExistsError("output '" + path +
                                    "' holds no run.json, so it is not the result of a scan; " +
                                    "--overwrite replaces only such a folder");
  }
  return absl::OkStatus();
}

std::string WithoutTrailingSlash(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

// A path without links; of a glob, the folder that it starts from.
fs::path Place(const std::string& input) {
  const std::size_t glob = input.find_first_of("*?[");
  std::error_code error;
  if (glob == std::string::npos || fs::exists(input, error))
    return fs::weakly_canonical(input, error);
  const std::size_t slash = input.rfind('/', glob);
  return fs::weakly_canonical(slash == std::string::npos ? "." : input.substr(0, slash + 1), error);
}

}  // namespace

absl::Status CheckInputsOutside(const std::string& path, const std::vector<std::string>& inputs) {
  const fs::path output = Place(WithoutTrailingSlash(path));
  for (const std::string& input : inputs) {
    const fs::path place = Place(WithoutTrailingSlash(input));
    if (input == "-" ||
        std::mismatch(output.begin(), output.end(), place.begin(), place.end()).first !=
            output.end()) {
      continue;
    }
    return absl::InvalidArgumentError("input '" + input + "' lies in the output '" + path +
                                      "', which --overwrite removes");
  }
  return absl::OkStatus();
}

void OutputFile::Write(std::string_view bytes) {
  if (error_ == 0 && std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size())
    error_ = errno;
}

absl::Status OutputFile::Close() {
  if (std::fclose(file_.release()) != 0 && error_ == 0) error_ = errno;
  return error_ == 0 ? absl::OkStatus() : SystemError("writing '" + path_ + "'", error_);
}

absl::StatusOr<std::unique_ptr<OutputFolder>> OutputFolder::Create(const std::string& path,
                                                                   bool overwrite) {
  std::string place = WithoutTrailingSlash(path);
  if (absl::Status status = CheckReplaceable(place, overwrite); !status.ok()) return status;
  std::error_code error;
  // A link stays, and what it leads to is replaced.
  if (fs::is_symlink(place, error)) {
    place = fs::canonical(place, error).string();
    if (error) return SystemError("resolving '" + path + "'", error.value());
  }
  error.clear();
  const fs::path parent = fs::path(place).parent_path();
  if (!parent.empty()) fs::create_directories(parent, error);
  if (error) return SystemError("making the folder '" + parent.string() + "'", error.value());
  const std::string partial = place + ".partial-" + std::to_string(::getpid());
  if (::mkdir(partial.c_str(), 0777) != 0)
    return SystemError("making the folder '" + partial + "'", errno);
  return std::unique_ptr<OutputFolder>(new OutputFolder(place, partial, overwrite));
}

OutputFolder::~OutputFolder() {
  std::error_code ignored;  // nothing can be done about it here
  if (!committed_) fs::remove_all(partial_, ignored);
}

absl::StatusOr<OutputFile> OutputFolder::Open(const std::string& name) {
  const std::string path = partial_ + "/" + name;
  std::FILE* file = std::fopen(path.c_str(), "wbe");
  if (file == nullptr) return SystemError("making '" + path + "'", errno);
  std::setvbuf(file, nullptr, _IOFBF, kFileBuffer);
  return OutputFile(path, file);
}

absl::Status OutputFolder::Commit() {
  if (absl::Status status = CheckReplaceable(path_, overwrite_); !status.ok()) return status;
  const std::string old = path_ + ".old-" + std::to_string(::getpid());
  const bool replaces = Exists(path_);
  if (replaces && ::rename(path_.c_str(), old.c_str()) != 0) {
    return SystemError("moving '" + path_ + "' away", errno);
  }
  // Never over something that has appeared since: a plain rename would replace an empty folder.
  int moved = ::renameat2(AT_FDCWD, partial_.c_str(), AT_FDCWD, path_.c_str(), RENAME_NOREPLACE);
  // Some file systems know no flags.
  if (moved != 0 && errno == EINVAL) moved = ::rename(partial_.c_str(), path_.c_str());
  if (moved != 0) {
    const int error = errno;
    if (replaces) static_cast<void>(::rename(old.c_str(), path_.c_str()));
    return SystemError("putting the results into '" + path_ + "'", error);
  }
  committed_ = true;
  std::error_code ignored;  // the results are in place; a leftover of the old ones is no failure
  if (replaces) fs::remove_all(old, ignored);
  return absl::OkStatus();
}

}  // namespace textkin
