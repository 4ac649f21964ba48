// Numbers in this machine's order, strings and lists behind their sizes: bytes that stay on
// machines of one kind, and are read back by the build that wrote them.

#pragma once

#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "textkin/document.h"

namespace textkin {

class PlainWriter {
 public:
  explicit PlainWriter(std::string* out) : out_(*out) {}

  template <typename T>
  requires std::is_trivially_copyable_v<T>
  void Put(const T& value) { out_.append(reinterpret_cast<const char*>(&value), sizeof value); }
  void Put(const std::string& value) {
    Put(value.size());
    out_.append(value);
  }
  void Put(const std::u32string& word) {
    Put(word.size());
    for (const char32_t character : word) Put(character);
  }
  template <typename Key, typename Value>
  void Put(const std::map<Key, Value>& values) {
    Put(values.size());
    for (const auto& [key, value] : values) {
      Put(key);
      Put(value);
    }
  }
  void Put(const DateClaim& date) {
    Put(date.value);
    Put(date.kind);
  }
  void Put(const Fault& fault) {
    Put(fault.code);
    Put(fault.detail);
  }
  void Put(const Part& part) {
    Put(part.span);
    Put(part.title);
    Put(part.marks);
  }
  template <typename A, typename B>
  void Put(const std::pair<A, B>& pair) {
    Put(pair.first);
    Put(pair.second);
  }
  template <typename T>
  void Put(const std::vector<T>& values) {
    Put(values.size());
    for (const T& value : values) Put(value);
  }

 private:
  std::string& out_;
};

class PlainReader {
 public:
  explicit PlainReader(std::string_view bytes) : bytes_(bytes) {}

  template <typename T>
  requires std::is_trivially_copyable_v<T>
  void Get(T* value) {
    std::memcpy(value, bytes_.data(), sizeof *value);
    bytes_.remove_prefix(sizeof *value);
  }
  void Get(std::string* value) {
    std::size_t size = 0;
    Get(&size);
    value->assign(bytes_.substr(0, size));
    bytes_.remove_prefix(size);
  }
  void Get(std::u32string* word) {
    std::size_t size = 0;
    Get(&size);
    word->resize(size);
    for (char32_t& character : *word) Get(&character);
  }
  template <typename Key, typename Value>
  void Get(std::map<Key, Value>* values) {
    std::size_t size = 0;
    Get(&size);
    for (std::size_t i = 0; i < size; ++i) {
      Key key;
      Get(&key);
      Get(&(*values)[std::move(key)]);
    }
  }
  void Get(DateClaim* date) {
    Get(&date->value);
    Get(&date->kind);
  }
  void Get(Fault* fault) {
    Get(&fault->code);
    Get(&fault->detail);
  }
  void Get(Part* part) {
    Get(&part->span);
    Get(&part->title);
    Get(&part->marks);
  }
  template <typename A, typename B>
  void Get(std::pair<A, B>* pair) {
    Get(&pair->first);
    Get(&pair->second);
  }
  template <typename T>
  void Get(std::vector<T>* values) {
    std::size_t size = 0;
    Get(&size);
    values->resize(size);
    for (T& value : *values) Get(&value);
  }

 private:
  std::string_view bytes_;
};

}  // namespace textkin
