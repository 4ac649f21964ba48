// Packing a stream of bytes.

#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace textkin {

class Packer {
 public:
  virtual ~Packer() = default;
  // Appends to *packed what has become ready; all that is left when `last`. False out of memory.
  virtual bool Pack(std::string_view bytes, bool last, std::string* packed) = 0;
};

// By the end of a file's name: .gz or .zst; null for others.
std::unique_ptr<Packer> PackerFor(std::string_view name);

}  // namespace textkin
