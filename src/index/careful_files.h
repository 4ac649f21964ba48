// A file system for RocksDB under which a failed read fails the commit that it happened in.
//
// RocksDB 7.8 finds the first and the last key of a file to ingest with an iterator whose status it
// does not look at: where that read fails, the file goes in as one that holds other keys than it
// does, and its documents cannot be found. It reads all files of a column family before it links
// the first one into the store; so from a failed read on nothing is linked any more.

#pragma once

#include <rocksdb/env.h>

#include <memory>

namespace textkin {

// For one store, and not to outlive it.
std::unique_ptr<rocksdb::Env> CarefulFiles();

}  // namespace textkin
