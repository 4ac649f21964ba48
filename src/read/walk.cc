// Walking folders without recursion, so that depth costs no stack.

#include "walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <set>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "glob.h"
#include "ids.h"
#include "open_file.h"
#include "record_file.h"

namespace textkin {
namespace {

constexpr std::size_t kMaxOtherExamples = 5;  // as ReadCounts says

struct Child {
  std::string name;
  mode_t mode = 0;
  FileState state;
  int error = 0;  // errno, when it could not be examined
  bool is_link = false;
};

struct Folder {
  std::string name;  // relative to the root; empty for the root itself
  std::vector<Child> children;
  std::size_t next = 0;
  FileState state;
  bool inside = false;  // a glob matched it or a folder above it
};

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

Child Examine(int folder, const char* name, bool follow_links) {
  Child child;
  child.name = name;
  struct stat status;
  if (::fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
    child.error = errno;
    return child;
  }
  child.is_link = S_ISLNK(status.st_mode);
  if (child.is_link && follow_links && ::fstatat(folder, name, &status, 0) != 0)
    child.error = errno;
  child.mode = status.st_mode;
  child.state = StateOf(status);
  return child;
}

// The results of a scan are not documents: `textkin scan . -o out` may be run twice.
bool IsResult(const std::string& folder) {
  struct stat state {};
  return ::stat((folder + "/run.json").c_str(), &state) == 0 &&
         ::stat((folder + "/clusters.jsonl").c_str(), &state) == 0;
}

// Returns errno, or 0. Names come sorted bytewise.
int ReadFolder(const std::string& path, bool follow_links, std::vector<Child>* children) {
  FileDescriptor fd = OpenPath(path.empty() ? "." : path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (!fd.ok()) return errno;
  const int copy = ::fcntl(fd.get(), F_DUPFD_CLOEXEC, 0);
  if (copy < 0) return errno;
  const std::unique_ptr<DIR, CloseFolder> folder(::fdopendir(copy));
  if (folder == nullptr) return errno;
  while (true) {
    errno = 0;
    const dirent* entry = ::readdir(folder.get());
    if (entry == nullptr) break;
    const std::string_view name = entry->d_name;
    if (name == "." || name == ".." || name == ".git") continue;
    children->push_back(Examine(fd.get(), entry->d_name, follow_links));
  }
  const int error = errno;
  std::sort(children->begin(), children->end(),
            [](const Child& a, const Child& b) { return a.name < b.name; });
  return error;
}

// --include and --exclude. A pattern without '/' is tried on the name alone.
class Filter {
 public:
  explicit Filter(const ReadOptions& options) {
    for (const std::string& pattern : options.include) include_.emplace_back(pattern);
    for (const std::string& pattern : options.exclude) exclude_.emplace_back(pattern);
  }
  bool Excludes(std::string_view name, std::string_view id) const {
    return Any(exclude_, name, id);
  }
  bool Includes(std::string_view name, std::string_view id) const {
    return include_.empty() || Any(include_, name, id);
  }
  bool chooses() const { return !include_.empty(); }

 private:
  static bool Any(const std::vector<Glob>& globs, std::string_view name, std::string_view id) {
    const std::string_view last = name.substr(name.rfind('/') + 1);
    return std::any_of(globs.begin(), globs.end(), [&](const Glob& glob) {
      return glob.has_folders() ? glob.Matches(name) || glob.Matches(id) : glob.Matches(last);
    });
  }

  std::vector<Glob> include_;
  std::vector<Glob> exclude_;
};

// The last "." and what follows, where no glob character is among it: "*.log" asks for a type by
// name.
std::string_view LiteralExtension(std::string_view pattern) {
  const std::size_t dot = pattern.rfind('.');
  if (dot == std::string_view::npos) return {};
  const std::string_view extension = pattern.substr(dot);
  return Glob::IsPattern(extension) || extension.find('/') != std::string_view::npos
             ? std::string_view()
             : extension;
}

std::string Join(std::string_view folder, std::string_view name) {
  if (folder.empty()) return std::string(name);
  std::string path(folder);
  if (!path.ends_with('/')) path.push_back('/');
  return path.append(name);
}

class Walker {
 public:
  Walker(const ReadOptions& options, Listing* listing)
      : follow_links_(options.follow_links),
        records_only_(options.records_only),
        filter_(options),
        listing_(listing) {}

  // Everything below the last root of the listing, or what `pattern` matches of it. Returns whether
  // anything was there to be matched.
  bool WalkRoot(const std::string* pattern);
  // The file that is the last root.
  void AddArgument(const std::string& name, std::uint64_t bytes);

 private:
  bool Enter(std::string name, const FileState& state, bool inside);
  void Visit(const Folder& parent, const Child& child);
  void VisitFolder(std::string name, const Child& child, bool inside);
  void VisitFile(const std::string& name, const Child& child);
  bool IsAncestor(const FileState& state) const;
  bool SeenBefore(const FileState& state);
  void AddFile(const std::string& name, std::uint64_t bytes, bool asked_for);

  const bool follow_links_;
  const bool records_only_;
  const Filter filter_;
  Listing* const listing_;
  std::unique_ptr<Glob> glob_;
  std::string_view extension_;  // that the glob asks for by name
  bool matched_ = false;
  std::vector<Folder> stack_;
  absl::flat_hash_set<std::pair<dev_t, ino_t>> seen_;  // with follow_links only
};

bool Walker::WalkRoot(const std::string* pattern) {
  matched_ = false;
  glob_ = pattern == nullptr ? nullptr : std::make_unique<Glob>(*pattern);
  extension_ = pattern == nullptr ? std::string_view() : LiteralExtension(*pattern);
  const std::string path = listing_->PathOf({});
  struct stat status {};
  if (::stat(path.empty() ? "." : path.c_str(), &status) != 0 && glob_ != nullptr) return false;
  const bool inside = glob_ == nullptr || glob_->Matches({});
  if (!Enter({}, StateOf(status), inside)) return glob_ == nullptr;
  while (!stack_.empty()) {
    Folder& folder = stack_.back();
    if (folder.next == folder.children.size()) {
      stack_.pop_back();
      continue;
    }
    const Child child = std::move(folder.children[folder.next++]);
    Visit(folder, child);
  }
  return matched_ || inside;
}

// Puts the folder on the stack; an unreadable one becomes a fault.
bool Walker::Enter(std::string name, const FileState& state, bool inside) {
  Folder folder;
  const int error = ReadFolder(listing_->PathOf(name), follow_links_, &folder.children);
  if (error != 0) {
    listing_->AddFault(name, {FaultCode::kUnreadable, SystemError("read folder", error)});
  }
  if (follow_links_) SeenBefore(state);
  folder.name = std::move(name);
  folder.state = state;
  folder.inside = inside;
  stack_.push_back(std::move(folder));
  return error == 0;
}

void Walker::Visit(const Folder& parent, const Child& child) {
  std::string name = Join(parent.name, child.name);
  const std::string id = listing_->IdOf(name);
  if (filter_.Excludes(name, id)) return;
  const Glob::Reach reach = glob_ == nullptr ? Glob::Reach() : glob_->Try(name);
  const bool inside = parent.inside || reach.matches;
  const bool is_folder = S_ISDIR(child.mode);
  if (!inside && !(is_folder && reach.leads_further)) return;
  matched_ |= inside;
  if (is_folder && child.error == 0) {
    VisitFolder(std::move(name), child, inside);
  } else if (filter_.Includes(name, id)) {
    VisitFile(name, child);
  }
}

void Walker::VisitFolder(std::string name, const Child& child, bool inside) {
  if (IsAncestor(child.state)) {
    listing_->AddFault(name, {FaultCode::kLinkLoop, "leads back to a folder above it"});
  } else if ((follow_links_ && SeenBefore(child.state)) || IsResult(listing_->PathOf(name))) {
    listing_->CountOther(name);
  } else {
    Enter(std::move(name), child.state, inside);
  }
}

void Walker::VisitFile(const std::string& name, const Child& child) {
  if (child.error == ELOOP) {
    listing_->AddFault(name, {FaultCode::kLinkLoop, "a link that leads to itself"});
  } else if (child.error != 0) {
    listing_->AddFault(name, {FaultCode::kUnreadable, SystemError("stat", child.error)});
  } else if (S_ISLNK(child.mode)) {
    listing_->CountOther(name);
  } else if (!S_ISREG(child.mode)) {
    listing_->AddFault(name,
                       {FaultCode::kNotRegular, "a FIFO, socket or device, so it is not read"});
  } else if (follow_links_ && SeenBefore(child.state)) {
    listing_->CountOther(name);
  } else {
    const bool by_extension = !extension_.empty() && name.ends_with(extension_);
    AddFile(name, static_cast<std::uint64_t>(child.state.bytes), filter_.chooses() || by_extension);
  }
}

bool Walker::IsAncestor(const FileState& state) const {
  return std::any_of(stack_.begin(), stack_.end(), [&](const Folder& folder) {
    return folder.state.device == state.device && folder.state.inode == state.inode;
  });
}

bool Walker::SeenBefore(const FileState& state) {
  return !seen_.insert({state.device, state.inode}).second;
}

// `asked_for`: the user named the file or its type, so that an unknown type is taken for text.
void Walker::AddFile(const std::string& name, std::uint64_t bytes, bool asked_for) {
  FileType type = TypeOfName(name);
  if (records_only_ && asked_for && !HoldsManyRecords(type)) type = FileType::kRecords;
  if (type == FileType::kJson) {
    type = HoldsRecords(listing_->PathOf(name)) ? FileType::kRecords : FileType::kOther;
  }
  if (type == FileType::kOther && asked_for) type = FileType::kText;
  if (type == FileType::kOther || (records_only_ && !HoldsManyRecords(type))) {
    listing_->CountOther(name);
  } else {
    listing_->AddFile(name, bytes, type);
  }
}

void Walker::AddArgument(const std::string& name, std::uint64_t bytes) {
  const std::string id = listing_->IdOf(name);
  if (filter_.Excludes(name, id) || !filter_.Includes(name, id)) return;
  AddFile(name, bytes, /*asked_for=*/true);
}

// Gives every argument a name of its own: "a", "a~2", "a~3".
class ArgumentNames {
 public:
  std::string Unique(const std::string& path) {
    const std::string name = EncodePath(ArgumentName(path));
    std::string unique = name;
    for (int copy = 2; !taken_.insert(unique).second; ++copy) {
      unique = name + "~" + std::to_string(copy);
    }
    return unique;
  }

 private:
  std::set<std::string> taken_;
};

// The longest folder without glob characters, with its slash; empty for the current one.
std::string FolderOfGlob(const std::string& glob) {
  const std::size_t slash = glob.rfind('/', glob.find_first_of("*?["));
  return slash == std::string::npos ? "" : glob.substr(0, slash + 1);
}

// The inputs by their resolved paths, bytewise. What depends on which comes first (names that occur
// again, links to one file) then does not depend on the order of the command line.
std::vector<std::string> InOrderOfPaths(const std::vector<std::string>& inputs) {
  std::vector<std::pair<std::string, std::string>> keyed;
  for (const std::string& input : inputs) {
    std::string path = ResolvedPath(input);
    if (path.empty() && Glob::IsPattern(input)) {
      const std::string folder = FolderOfGlob(input);
      path = Join(ResolvedPath(folder.empty() ? "." : folder), input.substr(folder.size()));
    }
    keyed.emplace_back(std::move(path), input);
  }
  std::sort(keyed.begin(), keyed.end());
  std::vector<std::string> ordered;
  for (auto& [path, input] : keyed) ordered.push_back(std::move(input));
  return ordered;
}

absl::Status NoInput(const std::string& input) {
  return absl::NotFoundError("input '" + EncodePath(input) + "': " + std::strerror(errno));
}

class InputLister {
 public:
  explicit InputLister(const ReadOptions& options)
      : several_(options.inputs.size() > 1), walker_(options, &listing_) {}

  absl::Status Add(const std::string& input) {
    if (input == "-") return AddStdin();
    struct stat status;
    if (::stat(input.c_str(), &status) == 0) {
      return S_ISDIR(status.st_mode) ? AddFolder(input) : AddFile(input, status);
    }
    if (errno == ELOOP) return AddFile(input, {});
    if (Glob::IsPattern(input)) return AddGlob(input);
    return NoInput(input);
  }

  Listing Take() { return std::move(listing_); }

 private:
  std::string Prefix(const std::string& path) {
    return several_ ? names_.Unique(path) + "/" : std::string();
  }

  absl::Status AddStdin() {
    if (has_stdin_) return absl::InvalidArgumentError("'-' (stdin) can be read only once");
    has_stdin_ = true;
    listing_.AddRoot({"", "", "-", /*is_stdin=*/true});
    listing_.AddFile("-", 0, FileType::kRecords);
    return absl::OkStatus();
  }

  absl::Status AddFolder(const std::string& input) {
    listing_.AddRoot({input, Prefix(input), "", false});
    walker_.WalkRoot(nullptr);
    return absl::OkStatus();
  }

  absl::Status AddFile(const std::string& input, const struct stat& status) {
    const std::size_t slash = input.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : input.substr(0, slash + 1);
    const std::string name = input.substr(folder.size());
    listing_.AddRoot({folder, "", names_.Unique(input), false});
    if (S_ISREG(status.st_mode)) {
      walker_.AddArgument(name, static_cast<std::uint64_t>(status.st_size));
    } else if (status.st_mode == 0) {
      listing_.AddFault(name, {FaultCode::kLinkLoop, "a link that leads to itself"});
    } else {
      listing_.AddFault(name,
                        {FaultCode::kNotRegular, "a FIFO, socket or device, so it is not read"});
    }
    return absl::OkStatus();
  }

  absl::Status AddGlob(const std::string& input) {
    const std::string folder = FolderOfGlob(input);
    const std::string pattern = input.substr(folder.size());
    listing_.AddRoot({folder, Prefix(folder.empty() ? "." : folder), "", false});
    if (walker_.WalkRoot(&pattern)) return absl::OkStatus();
    return absl::NotFoundError("input '" + EncodePath(input) + "' matches nothing");
  }

  const bool several_;
  Listing listing_;
  Walker walker_;
  ArgumentNames names_;
  bool has_stdin_ = false;
};

}  // namespace

std::string Listing::PathOf(std::string_view name) const {
  return name.empty() ? last_root().path : Join(last_root().path, name);
}

std::string Listing::IdOf(std::string_view name) const {
  const Root& root = last_root();
  return root.id.empty() ? root.id_prefix + EncodePath(name) : root.id;
}

void Listing::AddFile(std::string_view name, std::uint64_t bytes, FileType type) {
  entries_.push_back({names_.size(), bytes, static_cast<std::uint32_t>(name.size()),
                      static_cast<std::uint32_t>(roots_.size() - 1), type});
  names_.append(name);
  ++counts_.files;
  counts_.bytes += bytes;
}

void Listing::AddFault(std::string_view name, Fault fault) {
  Document document;
  document.id = IdOf(name);
  // The root itself has no name below the root.
  if (document.id.empty()) document.id = EncodePath(ArgumentName(PathOf({})));
  if (document.id.size() > 1 && document.id.ends_with('/')) document.id.pop_back();
  document.path = document.id;
  const std::size_t slash = name.find('/');
  if (slash != std::string_view::npos) document.site = EncodePath(name.substr(0, slash));
  document.faults.push_back(std::move(fault));
  faults_.push_back(std::move(document));
}

void Listing::CountOther(std::string_view name) {
  ++counts_.other_types;
  if (counts_.other_examples.size() < kMaxOtherExamples)
    counts_.other_examples.push_back(IdOf(name));
}

Batch::File Listing::File(std::size_t index) const {
  const Entry& entry = entries_[index];
  const Root& root = roots_[entry.root];
  const std::string_view name = std::string_view(names_).substr(entry.name_begin, entry.name_bytes);
  Batch::File file;
  file.path = Join(root.path, name);
  file.id = root.id.empty() ? root.id_prefix + EncodePath(name) : root.id;
  const std::size_t slash = name.find('/');
  if (slash != std::string_view::npos) file.site = EncodePath(name.substr(0, slash));
  file.bytes = entry.bytes;
  return file;
}

absl::StatusOr<Listing> ListInputs(const ReadOptions& options) {
  InputLister lister(options);
  // Of records that are passed on, the order is the caller's.
  const std::vector<std::string> inputs =
      options.records_only ? options.inputs : InOrderOfPaths(options.inputs);
  for (const std::string& input : inputs) {
    if (const absl::Status status = lister.Add(input); !status.ok()) return status;
  }
  return lister.Take();
}

}  // namespace textkin
