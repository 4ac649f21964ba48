// Listing the inputs: which files there are, in one order, and what they will be called.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "file_type.h"
#include "textkin/document.h"
#include "textkin/read.h"

namespace textkin {

// All files of all inputs. A file takes its name and 32 bytes, so that millions fit.
class Listing {
 public:
  // One input argument.
  struct Root {
    std::string path;       // folder that names are relative to; empty: the working directory
    std::string id_prefix;  // "" or "site-a/"
    std::string id;         // of a file argument; empty for folders and globs
    bool is_stdin = false;
  };

  std::size_t size() const { return entries_.size(); }
  Batch::File File(std::size_t index) const;
  FileType type(std::size_t index) const { return entries_[index].type; }
  bool is_stdin(std::size_t index) const { return roots_[entries_[index].root].is_stdin; }

  void AddRoot(Root root) { roots_.push_back(std::move(root)); }
  const Root& last_root() const { return roots_.back(); }
  // Of the last root. `name` is raw, relative to the root.
  void AddFile(std::string_view name, std::uint64_t bytes, FileType type);
  void AddFault(std::string_view name, Fault fault);
  void CountOther(std::string_view name);
  std::string PathOf(std::string_view name) const;
  std::string IdOf(std::string_view name) const;

  std::vector<Document>& faults() { return faults_; }
  const ReadCounts& counts() const { return counts_; }

 private:
  struct Entry {
    std::uint64_t name_begin;  // in names_
    std::uint64_t bytes;
    std::uint32_t name_bytes;
    std::uint32_t root;
    FileType type;
  };

  std::vector<Root> roots_;
  std::vector<Entry> entries_;
  std::string names_;
  std::vector<Document> faults_;
  ReadCounts counts_;
};

// The names in each folder are taken in bytewise order. NotFound and InvalidArgument as
// BatchReader::Open.
absl::StatusOr<Listing> ListInputs(const ReadOptions& options);

}  // namespace textkin
