// A file system for RocksDB under which a call that failed fails the commit that it happened in,
// and leaves the generation before or the one after.
//
// RocksDB 7.8 finds the first and the last key of a file to ingest with an iterator whose status it
// does not look at: where that read fails, the file goes in as one that holds other keys than it
// does, and its documents cannot be found. It reads all files of a column family before it links
// the first one into the store; so from a failed read on nothing is linked any more.
//
// Where the sync of its manifest fails, it deletes the files of the commit, though the manifest may
// name them: then the store cannot be opened again. So from a failed sync on nothing is deleted any
// more; who opens the store next deletes what the manifest does not name.

#pragma once

#include <rocksdb/env.h>

#include <memory>

namespace textkin {

// For one store, and not to outlive it.
std::unique_ptr<rocksdb::Env> CarefulFiles();

}  // namespace textkin
