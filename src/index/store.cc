// Opening RocksDB, and what each column family is set to.

#include "store.h"

#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/merge_operator.h>
#include <rocksdb/table.h>

#include <cstdarg>
#include <cstdint>
#include <utility>
#include <vector>

#include "careful_files.h"

namespace textkin {
namespace {

constexpr std::array<const char*, kFamilies> kFamilyNames = {"default", "documents", "texts", "ids",
                                                             "postings"};
// Bytes of a block of texts before compression: one or two reports. A text is wanted by itself:
// from blocks of 32 kB reading one took 95 microseconds of CPU time, from these 45, and what they
// hold grows by 2 % for pages of many sites, by 30 for revisions of one text that lie side by side.
constexpr std::size_t kTextBlockBytes = std::size_t{4} << 10;
constexpr std::size_t kBlockBytes = std::size_t{8} << 10;
// Bytes of blocks kept unpacked, for all families.
constexpr std::size_t kCacheBytes = std::size_t{16} << 20;
// Of the filter on ids: one in a hundred new ids is looked for in vain.
constexpr double kIdFilterBits = 10;

// Of zstd: the third, its usual one, takes twice the time for texts a twentieth smaller.
constexpr int kZstdLevel = 1;

rocksdb::CompressionType CompressionOf(Family family) {
  if (family == kTextFamily) return rocksdb::kZSTD;
  // Postings are hashes, which nothing makes smaller; of a record most is.
  return family == kPostingFamily ? rocksdb::kNoCompression : rocksdb::kLZ4Compression;
}

// Joins blocks: the operands behind each other, in the order of their commits.
class JoinBlocks : public rocksdb::AssociativeMergeOperator {
 public:
  bool Merge(const rocksdb::Slice&, const rocksdb::Slice* existing, const rocksdb::Slice& value,
             std::string* joined, rocksdb::Logger*) const override {
    if (existing != nullptr) joined->assign(existing->data(), existing->size());
    joined->append(value.data(), value.size());
    return true;
  }
  const char* Name() const override { return "textkin.JoinBlocks"; }
};

// RocksDB's diary says nothing to a user, and a reader must not write.
class NoDiary : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

rocksdb::DBOptions DatabaseOptions(const std::string& log, Store::Mode mode) {
  rocksdb::DBOptions options;
  options.create_if_missing = mode == Store::Mode::kCreate;
  options.create_missing_column_families = mode == Store::Mode::kCreate;
  // All files are opened at once and stay open, so that a reader keeps his generation when a writer
  // unlinks them.
  options.max_open_files = -1;
  options.max_file_opening_threads = 1;  // more cost a small index more than they save a large one
  // Empty files that RocksDB would never delete, one a writer: they go with what was staged.
  options.wal_dir = log;
  options.skip_stats_update_on_db_open = true;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  options.info_log = std::make_shared<NoDiary>();
  return options;
}

rocksdb::ColumnFamilyOptions FamilyOptions(Family family,
                                           const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::ColumnFamilyOptions options;
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.block_size = family == kTextFamily ? kTextBlockBytes : kBlockBytes;
  table.format_version = 5;
  if (family == kIdFamily) {
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(kIdFilterBits));
  }
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  options.compression = CompressionOf(family);
  options.compression_opts.level = kZstdLevel;
  options.target_file_size_base = kStoreFileBytes;
  options.level_compaction_dynamic_level_bytes = true;
  if (family == kPostingFamily) options.merge_operator = std::make_shared<JoinBlocks>();
  return options;
}

}  // namespace

absl::Status StatusOf(const rocksdb::Status& status, const std::string& what) {
  if (status.ok()) return absl::OkStatus();
  const std::string message = what + ": " + status.ToString();
  if (status.IsNotFound()) return absl::NotFoundError(message);
  if (status.IsNoSpace()) return absl::ResourceExhaustedError(message);
  if (status.IsIOError()) return absl::UnavailableError(message);
  if (status.IsMemoryLimit()) return absl::ResourceExhaustedError(message);
  return absl::DataLossError(message);
}

std::string NumberKey(std::uint32_t number) {
  std::string key(sizeof number, '\0');
  for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<char>(number >> (24 - 8 * i));
  return key;
}

bool ParseNumberKey(std::string_view key, std::uint32_t* number) {
  if (key.size() != sizeof *number) return false;
  *number = 0;
  for (const char byte : key) *number = *number << 8 | static_cast<unsigned char>(byte);
  return true;
}

Store::Store(std::string folder) : folder_(std::move(folder)), files_(CarefulFiles()) {}

absl::StatusOr<std::unique_ptr<Store>> Store::Open(const std::string& folder,
                                                   const std::string& log, Mode mode) {
  std::unique_ptr<Store> store(new Store(folder));
  const std::shared_ptr<rocksdb::Cache> cache = rocksdb::NewLRUCache(kCacheBytes);
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (std::size_t i = 0; i < kFamilies; ++i) {
    families.emplace_back(kFamilyNames[i], FamilyOptions(static_cast<Family>(i), cache));
  }
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DBOptions options = DatabaseOptions(log, mode);
  options.env = store->files_.get();
  const rocksdb::Status status =
      mode == Mode::kRead
          ? rocksdb::DB::OpenForReadOnly(options, folder, families, &handles, &store->db_)
          : rocksdb::DB::Open(options, folder, families, &handles, &store->db_);
  if (!status.ok()) return StatusOf(status, "opening the store in '" + folder + "'");
  std::copy(handles.begin(), handles.end(), store->handles_.begin());
  return store;
}

Store::~Store() {
  if (db_ == nullptr) return;
  for (rocksdb::ColumnFamilyHandle* handle : handles_) db_->DestroyColumnFamilyHandle(handle);
  db_->Close();
  delete db_;
}

rocksdb::Options Store::options(Family family) const { return db_->GetOptions(handles_[family]); }

absl::Status Store::Get(Family family, std::string_view key, rocksdb::PinnableSlice* value) const {
  value->Reset();
  const rocksdb::Status status =
      db_->Get(rocksdb::ReadOptions(), handles_[family], SliceOf(key), value);
  if (status.IsNotFound()) return absl::NotFoundError("");
  return StatusOf(status,
                  "reading the " + std::string(kFamilyNames[family]) + " in '" + folder_ + "'");
}

}  // namespace textkin
