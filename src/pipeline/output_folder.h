// The output folder: written beside its place under another name, put in its place by a rename.

#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace textkin {

// One file of the results. Write errors are kept and come out of Close.
class OutputFile {
 public:
  OutputFile(std::string path, std::FILE* file) : path_(std::move(path)), file_(file) {}
  void Write(std::string_view bytes);
  absl::Status Close();

 private:
  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::string path_;
  std::unique_ptr<std::FILE, Closer> file_;
  int error_ = 0;
};

// InvalidArgument when one of `inputs` (as ReadOptions has them) lies in the folder at `path`,
// which is going to be replaced.
absl::Status CheckInputsOutside(const std::string& path, const std::vector<std::string>& inputs);

class OutputFolder {
 public:
  // AlreadyExists when `path` exists, unless `overwrite` and it holds a run.json of an earlier
  // scan.
  static absl::StatusOr<std::unique_ptr<OutputFolder>> Create(const std::string& path,
                                                              bool overwrite);

  // Removes everything written, unless Commit has succeeded.
  ~OutputFolder();
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;

  const std::string& partial() const { return partial_; }  // where to write
  absl::StatusOr<OutputFile> Open(const std::string& name);
  // Puts the folder in its place. AlreadyExists as for Create: whatever has appeared there
  // meanwhile stays.
  absl::Status Commit();

 private:
  OutputFolder(std::string path, std::string partial, bool overwrite)
      : path_(std::move(path)), partial_(std::move(partial)), overwrite_(overwrite) {}
  std::string path_;
  std::string partial_;
  bool overwrite_;
  bool committed_ = false;
};

}  // namespace textkin
