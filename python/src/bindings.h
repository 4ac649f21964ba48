// What each file of the module adds to it, and how statuses become exceptions.

#pragma once

#include <nanobind/nanobind.h>

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "textkin/read.h"

namespace textkin::python {

void AddComparing(nanobind::module_& module);
void AddFiltering(nanobind::module_& module);
void AddIndexing(nanobind::module_& module);
void AddJoining(nanobind::module_& module);
void AddPieces(nanobind::module_& module);
void AddRecords(nanobind::module_& module);
void AddScanning(nanobind::module_& module);
void AddSketching(nanobind::module_& module);

// Raises the exception of textkin.errors that belongs to the status. Needs the GIL.
[[noreturn]] void Raise(const absl::Status& status);

// `settings` has the names of ReadOptions, all of them but `cancel`.
ReadOptions ReadOptionsOf(const nanobind::dict& settings);

template <typename Value>
Value ValueOrRaise(absl::StatusOr<Value> value) {
  if (!value.ok()) Raise(value.status());
  return *std::move(value);
}

}  // namespace textkin::python
