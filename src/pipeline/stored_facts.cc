// Numbers in this machine's order, strings and lists behind their sizes: the bytes never leave the
// process.

#include "stored_facts.h"

#include <cstdint>
#include <cstring>
#include <type_traits>
#include <vector>

namespace textkin {
namespace {

class Writer {
 public:
  explicit Writer(std::string* out) : out_(*out) {}

  template <typename T>
  requires std::is_trivially_copyable_v<T>
  void Put(const T& value) { out_.append(reinterpret_cast<const char*>(&value), sizeof value); }
  void Put(const std::string& value) {
    Put(value.size());
    out_.append(value);
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
  template <typename T>
  void Put(const std::vector<T>& values) {
    Put(values.size());
    for (const T& value : values) Put(value);
  }

 private:
  std::string& out_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

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

}  // namespace

void AppendFacts(const Extracted& extracted, std::string* out) {
  const Document& document = extracted.document;
  Writer writer(out);
  writer.Put(document.id);
  writer.Put(document.record_id);
  writer.Put(document.path);
  writer.Put(document.site);
  writer.Put(document.url);
  writer.Put(document.title);
  writer.Put(document.format);
  writer.Put(document.bytes);
  writer.Put(document.dates);
  writer.Put(document.faults);
  writer.Put(document.limits);
  writer.Put(extracted.parts);
}

void ReadFacts(std::string_view facts, Extracted* extracted) {
  Document& document = extracted->document;
  Reader reader(facts);
  reader.Get(&document.id);
  reader.Get(&document.record_id);
  reader.Get(&document.path);
  reader.Get(&document.site);
  reader.Get(&document.url);
  reader.Get(&document.title);
  reader.Get(&document.format);
  reader.Get(&document.bytes);
  reader.Get(&document.dates);
  reader.Get(&document.faults);
  reader.Get(&document.limits);
  reader.Get(&extracted->parts);
}

}  // namespace textkin
