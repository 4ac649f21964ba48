// The RocksDB store of an index: its column families, how it is opened, and its errors as statuses.
//
// Nothing is ever written through the log: all comes as sorted files that one call ingests, so a
// commit is one record of RocksDB's manifest, synced, and the log stays empty.

#pragma once

#include <rocksdb/db.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace textkin {

enum Family : std::size_t {
  kGenerationFamily,  // one key: the generation
  kDocumentFamily,    // by number: EncodeDocument
  kTextFamily,        // by number: the text
  kIdFamily,          // by id: the number
  kPostingFamily,     // by block: entries
  kFamilies,
};
// Bytes of a sorted file at which the next one begins: what has to be written anew to erase one
// document, and at ten million documents 750 files, which all are open.
inline constexpr std::uint64_t kStoreFileBytes = std::uint64_t{32} << 20;

inline constexpr char kGenerationKey[] = "generation";

// `what` says what was being done, with the path.
absl::Status StatusOf(const rocksdb::Status& status, const std::string& what);

// A number as a key: ordered as the numbers are.
std::string NumberKey(std::uint32_t number);
bool ParseNumberKey(std::string_view key, std::uint32_t* number);

inline rocksdb::Slice SliceOf(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
inline std::string_view ViewOf(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

class Store {
 public:
  enum class Mode { kRead, kWrite, kCreate };
  // `log`: a folder for RocksDB's log; for a reader any that has none.
  static absl::StatusOr<std::unique_ptr<Store>> Open(const std::string& folder,
                                                     const std::string& log, Mode mode);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  rocksdb::DB& db() const { return *db_; }
  rocksdb::ColumnFamilyHandle* family(Family family) const { return handles_[family]; }
  rocksdb::Options options(Family family) const;  // for files that this family will take in
  const std::string& folder() const { return folder_; }

  // NotFound for a key that is not there.
  absl::Status Get(Family family, std::string_view key, rocksdb::PinnableSlice* value) const;

 private:
  Store(std::string folder);

  std::string folder_;
  std::unique_ptr<rocksdb::Env> files_;
  rocksdb::DB* db_ = nullptr;
  std::array<rocksdb::ColumnFamilyHandle*, kFamilies> handles_{};
};

}  // namespace textkin
