// How a stage asks for parallel work without owning threads: the caller passes an executor.

#pragma once

#include <cstddef>
#include <functional>

namespace textkin {

// Calls body(0) ... body(count - 1), in any order and possibly at the same time, and returns when
// all are done. An executor that is told to stop may leave calls out; what was being made is then
// not used. Nested calls are allowed. `pipeline` passes one on oneTBB; tests pass SerialFor.
using ParallelFor =
    std::function<void(std::size_t count, const std::function<void(std::size_t)>& body)>;

inline void SerialFor(std::size_t count, const std::function<void(std::size_t)>& body) {
  for (std::size_t i = 0; i < count; ++i) body(i);
}

}  // namespace textkin
