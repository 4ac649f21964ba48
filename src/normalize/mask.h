// Masks: deciding whether an x, a star, 某 or a box hides something, from what stands around it.

#pragma once

#include <cstdint>
#include <string_view>

namespace textkin {

enum class MaskAnswer { kNo, kYes, kPerhaps };  // kPerhaps: yes in a text that masks elsewhere

// A run of letters and digits that holds an x, text[begin, end).
struct XRun {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::size_t x_count = 0;
  std::size_t digit_count = 0;  // the run is made of x and digits only
};

// The characters around a place, raw and unfolded, inside one kept range.
class Surroundings {
 public:
  explicit Surroundings(std::string_view text, std::uint32_t begin, std::uint32_t end)
      : text_(text.substr(0, end)), begin_(begin) {}

  char32_t Before(std::uint32_t at) const;  // the character that ends at `at`, 0 at the edge
  char32_t After(std::uint32_t at) const;   // the character that begins at `at`, 0 at the edge
  std::string_view Line(
      std::uint32_t at) const;  // the line around `at`, at most 400 bytes to each side
  std::string_view text() const { return text_; }
  std::uint32_t begin() const { return begin_; }

 private:
  std::string_view text_;
  std::uint32_t begin_;
};

// x, xx, 20xx, x市; not the x of X光, 1+X, X-ray, 3x4.
MaskAnswer IsXMask(const Surroundings& around, const XRun& run);

// A capital N alone, at `at`: of $N and N%, not of N/A and N. Smith.
MaskAnswer IsNMask(const Surroundings& around, std::uint32_t at);

// The run of equal mask characters (backslashes of Markdown escapes included) that begins at
// `begin`.
struct MaskRun {
  std::uint32_t end = 0;
  bool is_mask = false;
  bool is_cjk = false;   // an ordinary character after all: 某 in 某些, 〇 in 二〇一五
  bool perhaps = false;  // of is_cjk: a mask in a text that masks elsewhere, as 某 in 某人
};
MaskRun ReadMaskRun(const Surroundings& around, std::uint32_t begin);

}  // namespace textkin
