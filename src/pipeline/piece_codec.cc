// One list of fields for writing and reading of each.

#include "piece_codec.h"

#include "plain_codec.h"
#include "textkin/hash.h"

namespace textkin {
namespace {

class FieldWriter {
 public:
  explicit FieldWriter(std::string* out) : writer_(out) {}

  template <typename... Values>
  void operator()(const Values&... values) {
    (Put(values), ...);
  }

 private:
  template <typename T>
  void Put(const T& value);
  template <typename T>
  void Put(const std::vector<T>& values) {
    writer_.Put(values.size());
    for (const T& value : values) Put(value);
  }
  template <typename Key, typename Value>
  void Put(const std::map<Key, Value>& values) {
    writer_.Put(values.size());
    for (const auto& [key, value] : values) {
      writer_.Put(key);
      Put(value);
    }
  }

  PlainWriter writer_;
};

class FieldReader {
 public:
  explicit FieldReader(std::string_view bytes) : reader_(bytes) {}

  template <typename... Values>
  void operator()(Values&... values) {
    (Get(values), ...);
  }

 private:
  template <typename T>
  void Get(T& value);
  template <typename T>
  void Get(std::vector<T>& values) {
    std::size_t size = 0;
    reader_.Get(&size);
    values.resize(size);
    for (T& value : values) Get(value);
  }
  template <typename Key, typename Value>
  void Get(std::map<Key, Value>& values) {
    std::size_t size = 0;
    reader_.Get(&size);
    for (std::size_t i = 0; i < size; ++i) {
      Key key{};
      reader_.Get(&key);
      Get(values[std::move(key)]);
    }
  }

  PlainReader reader_;
};

template <typename Visit, typename T>
concept HasFields = requires(Visit& visit, T& value) {
  Fields(value, visit);
};

// `T` with const for writing.
template <typename T, typename Type>
concept Is = std::is_same_v<std::remove_const_t<T>, Type>;

template <typename Visit, Is<Furniture> T>
void Fields(T& one, Visit& visit) {
  visit(one.key, one.documents, one.kind, one.tail, one.prose, one.common, one.text);
}
template <typename Visit, Is<SiteModel> T>
void Fields(T& model, Visit& visit) {
  visit(model.site, model.documents, model.teasers, model.furniture);
}
template <typename Visit, Is<Event> T>
void Fields(T& event, Visit& visit) {
  visit(event.type, event.in_b, event.loci, event.quotes);
}
template <typename Visit, Is<PairEvents> T>
void Fields(T& pair, Visit& visit) {
  visit(pair.tokens_a, pair.tokens_b, pair.covered_a, pair.covered_b, pair.shared_debris,
        pair.teaser_a, pair.teaser_b, pair.edits, pair.events, pair.passages);
}
template <typename Visit, Is<SiteCounts::Work> T>
void Fields(T& work, Visit& visit) {
  visit(work.documents, work.loci, work.words);
}
template <typename Visit, Is<SiteCounts::Site> T>
void Fields(T& site, Visit& visit) {
  visit(site.copies, site.taken, site.given, site.works);
}
template <typename Visit, Is<SiteCounts> T>
void Fields(T& counts, Visit& visit) {
  visit(counts.sites, counts.flows);
}
template <typename Visit, Is<SpinRule> T>
void Fields(T& rule, Visit& visit) {
  visit(rule.from, rule.to, rule.uses, rule.clusters);
}
template <typename Visit, Is<EncodedTeaching> T>
void Fields(T& teaching, Visit& visit) {
  visit(teaching.rules, teaching.counts, teaching.known);
}

template <typename Visit, Is<HabitCounts> T>
void Fields(T& counts, Visit& visit) {
  visit(counts.copies, counts.changed, counts.littered, counts.cleaned);
}

template <typename T>
void FieldWriter::Put(const T& value) {
  if constexpr (HasFields<FieldWriter, const T>) {
    Fields(value, *this);
  } else {
    writer_.Put(value);
  }
}

template <typename T>
void FieldReader::Get(T& value) {
  if constexpr (HasFields<FieldReader, T>) {
    Fields(value, *this);
  } else {
    reader_.Get(&value);
  }
}

template <typename T>
std::string EncodeFields(const T& value) {
  std::string payload;
  FieldWriter writer(&payload);
  writer(value);
  std::string bytes;
  PlainWriter(&bytes).Put(HashBytes(payload));
  return bytes + payload;
}

template <typename T>
absl::Status DecodeFields(std::string_view bytes, T* value) {
  std::uint64_t hash = 0;
  const absl::Status damaged = absl::DataLossError("what a step of the scan has left is damaged");
  if (bytes.size() < sizeof hash) return damaged;
  PlainReader(bytes).Get(&hash);
  bytes.remove_prefix(sizeof hash);
  if (HashBytes(bytes) != hash) return damaged;
  FieldReader reader(bytes);
  reader(*value);
  return absl::OkStatus();
}

}  // namespace

std::string Encode(const SiteModel& model) { return EncodeFields(model); }
std::string Encode(const PairEvents& events) { return EncodeFields(events); }
std::string Encode(const SiteCounts& counts) { return EncodeFields(counts); }
std::string Encode(const EncodedTeaching& teaching) { return EncodeFields(teaching); }
std::string Encode(const NamedHabits& habits) { return EncodeFields(habits); }

absl::Status Decode(std::string_view bytes, SiteModel* model) { return DecodeFields(bytes, model); }
absl::Status Decode(std::string_view bytes, PairEvents* events) {
  return DecodeFields(bytes, events);
}
absl::Status Decode(std::string_view bytes, SiteCounts* counts) {
  return DecodeFields(bytes, counts);
}
absl::Status Decode(std::string_view bytes, EncodedTeaching* teaching) {
  return DecodeFields(bytes, teaching);
}

absl::Status Decode(std::string_view bytes, NamedHabits* habits) {
  return DecodeFields(bytes, habits);
}

}  // namespace textkin
