// Candidates of one sketch: the lists of its keys counted, then the sketches of the best compared.

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>
#include <vector>

#include "postings.h"
#include "reader.h"

namespace textkin {
namespace {

// Documents whose sketches are looked at, for each that is wanted: lists know nothing of parts, and
// a key of 32 bits is now and then a stranger's.
constexpr std::size_t kLoadedPerWanted = 4;

// What lists tell of a document.
struct Meeting {
  std::uint8_t bands = 0;
  bool same_content = false;
  std::uint16_t values = 0;  // up to 65,535: a book of a million characters has as many

  bool empty() const { return bands == 0 && values == 0 && !same_content; }
  std::uint32_t weight() const { return std::uint32_t{bands} + values; }
};
static_assert(kIndexBands <= UINT8_MAX);

bool SharesBand(const Sketch& a, const Sketch& b) {
  if (a.shingles == 0 || b.shingles == 0) return false;
  for (std::size_t at = 0; at < kIndexBands * kIndexRows; at += kIndexRows) {
    if (std::equal(a.minhash.begin() + at, a.minhash.begin() + at + kIndexRows,
                   b.minhash.begin() + at)) {
      return true;
    }
  }
  return false;
}

std::uint32_t CountShared(const std::vector<std::uint32_t>& a,
                          const std::vector<std::uint32_t>& b) {
  std::uint32_t shared = 0;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    shared += *x == *y ? 1 : 0;
    const bool step_x = *x <= *y, step_y = *y <= *x;
    x += step_x ? 1 : 0;
    y += step_y ? 1 : 0;
  }
  return shared;
}

// Sizes up to which MinHash tells containment better than FracMinHash: its standard error, .03 of
// resemblance, grows with the larger side.
constexpr double kAlikeSizes = 4;

// The share of the smaller part that the other has, estimated.
double EstimateContainment(const Sketch& a, const Sketch& b, const IndexCandidate& candidate) {
  const double smaller = std::min(a.shingles, b.shingles),
               larger = std::max(a.shingles, b.shingles);
  const double j = candidate.resemblance;
  const auto values = static_cast<double>(std::min(a.frac.size(), b.frac.size()));
  if (larger > kAlikeSizes * smaller && values > 0) return candidate.shared / values;
  return smaller == 0 ? 0 : std::min(1., j * (smaller + larger) / ((1 + j) * smaller));
}

class CandidateSearch {
 public:
  CandidateSearch(const StoreReader& reader, const Sketch& sketch, const CandidateOptions& options)
      : reader_(reader), sketch_(sketch), options_(options), meetings_(ThreadMeetings()) {
    if (meetings_.size() < reader.record().next_number) {
      meetings_.resize(reader.record().next_number);
    }
  }
  ~CandidateSearch() {
    for (const IndexNumber number : met_) meetings_[number] = Meeting();
  }
  CandidateSearch(const CandidateSearch&) = delete;
  CandidateSearch& operator=(const CandidateSearch&) = delete;

  absl::StatusOr<IndexCandidates> Run() {
    if (sketch_.content == Hash128{}) return IndexCandidates();
    if (absl::Status status = CountLists(); !status.ok()) return status;
    for (const IndexNumber number : Best()) {
      const absl::StatusOr<StoredDocument> stored = reader_.LoadRecord(number);
      if (!stored.ok()) return stored.status();
      Compare(number, stored->document);
    }
    return Ranked();
  }

 private:
  static std::vector<Meeting>& ThreadMeetings() {
    static thread_local std::vector<Meeting> meetings;
    return meetings;
  }

  // A candidate with what it is ranked by.
  struct Compared {
    IndexCandidate candidate;
    double likeness = 0;
    std::string id;
  };

  template <typename Count>
  absl::Status CountList(const PostingKey& key, const Count& count) {
    const absl::Status read = reader_.store().Get(kPostingFamily, BlockKey(key.block), &block_);
    if (absl::IsNotFound(read)) return absl::OkStatus();
    if (!read.ok()) return read;
    list_.clear();
    AppendDocumentsOf(ViewOf(block_), key.key, &list_);
    for (const IndexNumber number : list_) {
      if (number >= reader_.record().next_number)
        return absl::DataLossError("a posting leads nowhere");
      Meeting& meeting = meetings_[number];
      if (meeting.empty()) met_.push_back(number);
      count(&meeting);
    }
    return absl::OkStatus();
  }

  absl::Status CountLists() {
    absl::Status status = CountList(ContentPosting(sketch_.content),
                                    [](Meeting* meeting) { meeting->same_content = true; });
    if (sketch_.shingles == 0) return status;
    for (std::size_t band = 0; band < kIndexBands && status.ok(); ++band) {
      status = CountList(BandPosting(band, sketch_), [](Meeting* meeting) { ++meeting->bands; });
    }
    for (std::size_t i = 0; options_.min_shared > 0 && i < sketch_.frac.size() && status.ok();
         ++i) {
      status = CountList(ValuePosting(sketch_.frac[i]), [](Meeting* meeting) {
        if (meeting->values < UINT16_MAX) ++meeting->values;
      });
    }
    return status;
  }

  bool IsEnough(const Meeting& meeting) const {
    return meeting.same_content || meeting.bands > 0 ||
           (options_.min_shared > 0 && meeting.values >= options_.min_shared);
  }

  // Those that have the most in common, by number among equals; ascending, as they lie on disk.
  std::vector<IndexNumber> Best() {
    std::vector<std::tuple<bool, std::uint32_t, IndexNumber>> order;
    for (const IndexNumber number : met_) {
      const Meeting& meeting = meetings_[number];
      if (IsEnough(meeting)) order.emplace_back(!meeting.same_content, ~meeting.weight(), number);
    }
    const std::size_t most = options_.max_candidates * kLoadedPerWanted;
    if (order.size() > most) {
      std::nth_element(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(most),
                       order.end());
      order.resize(most);
      is_capped_ = true;
    }
    std::vector<IndexNumber> best;
    for (const auto& entry : order) best.push_back(std::get<2>(entry));
    std::sort(best.begin(), best.end());
    return best;
  }

  void Compare(IndexNumber number, const IndexedDocument& document) {
    for (std::uint32_t part = 0; part < document.sketches.size(); ++part) {
      const Sketch& other = document.sketches[part];
      if (!IsNode(document, part) || other.content == Hash128{}) continue;
      Compared compared;
      IndexCandidate& candidate = compared.candidate;
      candidate = {number, part, 0, CountShared(sketch_.frac, other.frac),
                   sketch_.content == other.content};
      const bool by_values = options_.min_shared > 0 && candidate.shared >= options_.min_shared;
      if (!candidate.same_content && !by_values && !SharesBand(sketch_, other)) continue;
      if (sketch_.shingles > 0 && other.shingles > 0) {
        candidate.resemblance = EstimateResemblance(sketch_.minhash, other.minhash);
      }
      compared.likeness = EstimateContainment(sketch_, other, candidate);
      compared.id = document.extracted.document.id;
      compared_.push_back(std::move(compared));
    }
  }

  IndexCandidates Ranked() {
    std::sort(compared_.begin(), compared_.end(), [](const Compared& a, const Compared& b) {
      return std::tuple(!a.candidate.same_content, -a.likeness, std::string_view(a.id),
                        a.candidate.part) < std::tuple(!b.candidate.same_content, -b.likeness,
                                                       std::string_view(b.id), b.candidate.part);
    });
    IndexCandidates result;
    result.is_capped = is_capped_ || compared_.size() > options_.max_candidates;
    for (const Compared& compared : compared_) {
      if (result.found.size() == options_.max_candidates) break;
      result.found.push_back(compared.candidate);
    }
    return result;
  }

  const StoreReader& reader_;
  const Sketch& sketch_;
  const CandidateOptions& options_;
  rocksdb::PinnableSlice block_;
  std::vector<IndexNumber> list_;
  // By number, four bytes each: a template of a hundred thousand copies is in a hundred lists as
  // long as that, and a table of hashes would be asked for their sum. Kept by the thread, and empty
  // between two searches.
  std::vector<Meeting>& meetings_;
  std::vector<IndexNumber> met_;  // those that are not empty
  std::vector<Compared> compared_;
  bool is_capped_ = false;
};

}  // namespace

absl::StatusOr<IndexCandidates> StoreReader::FindCandidates(const Sketch& sketch,
                                                            const CandidateOptions& options) const {
  return CandidateSearch(*this, sketch, options).Run();
}

}  // namespace textkin
