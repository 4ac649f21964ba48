// Collects what is wrong with truth and result: every case counted, the first few named.

#pragma once

#include <array>
#include <map>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "textkin/eval.h"
#include "textkin/names.h"

namespace textkin::eval {

class Problems {
 public:
  void Add(ProblemKind kind, const std::string& example);

  // Counts an id once per kind, however often it occurs; `where` is the file of the first time.
  void AddId(ProblemKind kind, Name id, const std::string& where, const Names& names);

  const std::map<ProblemKind, Problem>& all() const { return all_; }

 private:
  std::map<ProblemKind, Problem> all_;
  std::array<absl::flat_hash_set<Name>, kProblemKinds> known_;
};

}  // namespace textkin::eval
