// What the thread sanitizer has to be told: oneTBB's library is not built with it, so it does not
// see that the body of a loop runs behind the loop's start and before its end. Everywhere else
// these calls are nothing.

#pragma once

#if defined(__SANITIZE_THREAD__)
extern "C" {
void __tsan_acquire(void* address);
void __tsan_release(void* address);
}
#endif

namespace textkin {

// An event that oneTBB puts in order: what a thread did before HandOver is done for every thread
// that calls TakeOver with the same address later.
inline void HandOver([[maybe_unused]] const void* event) {
#if defined(__SANITIZE_THREAD__)
  __tsan_release(const_cast<void*>(event));
#endif
}
inline void TakeOver([[maybe_unused]] const void* event) {
#if defined(__SANITIZE_THREAD__)
  __tsan_acquire(const_cast<void*>(event));
#endif
}

// A piece of work that runs behind the event `begin` and before the event `end`.
class Turn {
 public:
  Turn(const void* begin, const void* end) : end_(end) { TakeOver(begin); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() { HandOver(end_); }

 private:
  [[maybe_unused]] const void* end_;
};

}  // namespace textkin
