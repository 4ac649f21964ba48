// One document at a time, of a scan in pieces: packed, sketched, marked.

#include <algorithm>
#include <utility>

#include "packed_document.h"
#include "part_batch.h"
#include "piece_codec.h"
#include "teaser_pass.h"
#include "textkin/hash.h"
#include "textkin/piece.h"

namespace textkin {
namespace {

StageOptions StagesOfScan(const ScanOptions& options) {
  StageOptions stages = OptionsOf(options.preset);
  stages.shingle.seed = options.seed;
  return stages;
}

// Packs one document after another.
class DocumentPacker {
 public:
  DocumentPacker(const ScanOptions& options, const PackedSink& sink)
      : options_(options), stages_(StagesOfScan(options)), sink_(sink) {}

  void Pack(Document&& document) {
    document.text_place = {};  // its file is not there where it is needed again
    const Extracted extracted = Extract(std::move(document), stages_.extract);
    PartBatch batch;
    AddExtracted(extracted, options_, stages_, &work_, &batch);
    PackedDocument packed;
    packed.id = extracted.document.id;
    packed.site = extracted.document.site;
    for (const PartBatch::Entry& entry : batch.entries) packed.parts.push_back(entry.id);
    packed.text_bytes = extracted.document.text.size();
    packed.bytes = PackDocument(batch);
    sink_(std::move(packed));
  }

 private:
  const ScanOptions& options_;
  const StageOptions stages_;
  const PackedSink& sink_;
  PartWork work_;
};

std::vector<std::uint32_t> FingerprintsOf(const StoredPart& stored, Folding folding,
                                          Tokens* tokens) {
  Normalize(stored.text, stored.kept, folding, tokens);
  return SortedHashes(MakePassageFingerprints(*tokens));
}

// A document that a site is learnt from.
struct LearntDocument {
  Extracted extracted;
  std::vector<Span> kept;
  std::vector<std::uint32_t> content;
};

absl::StatusOr<LearntDocument> ReadLearnt(std::string_view packed) {
  PartBatch batch;
  if (absl::Status status = UnpackDocument(packed, &batch); !status.ok()) return status;
  LearntDocument document;
  ReadExtracted(batch, &document.extracted);
  document.kept = KeptSpans(document.extracted.parts.front());
  std::vector<std::uint32_t>& content = document.content;
  for (const PartBatch::Entry& entry : batch.entries) {
    content.insert(content.end(), entry.sketch.frac.begin(), entry.sketch.frac.end());
  }
  std::sort(content.begin(), content.end());
  content.erase(std::unique(content.begin(), content.end()), content.end());
  return document;
}

}  // namespace

void PackBatch(Batch batch, const ScanOptions& options, const PackedSink& sink) {
  DocumentPacker packer(options, sink);
  ReadBatch(std::move(batch), options.read,
            [&](Document&& document) { packer.Pack(std::move(document)); });
}

void PackFaults(std::vector<Document> faults, const ScanOptions& options, const PackedSink& sink) {
  DocumentPacker packer(options, sink);
  for (Document& document : faults) packer.Pack(std::move(document));
}

void PackRecord(std::string_view id, std::string_view json, const ScanOptions& options,
                const PackedSink& sink) {
  Batch batch;
  batch.is_lines = true;
  batch.first_record = 1;
  batch.files.emplace_back();
  batch.lines = std::string(json) + "\n";
  DocumentPacker packer(options, sink);
  ReadBatch(std::move(batch), options.read, [&](Document&& document) {
    document.id = document.path = id;
    packer.Pack(std::move(document));
  });
}

absl::StatusOr<std::vector<PackedPart>> SketchesOf(std::string_view packed,
                                                   const ScanOptions& options,
                                                   bool with_fingerprints) {
  PartBatch batch;
  if (absl::Status status = UnpackDocument(packed, &batch); !status.ok()) return status;
  const StageOptions stages = StagesOfScan(options);
  Tokens tokens;
  std::vector<PackedPart> parts;
  for (PartBatch::Entry& entry : batch.entries) {
    PackedPart part;
    if (with_fingerprints && entry.sketch.shingles > 0) {
      part.fingerprints = FingerprintsOf(StoredPartOf(batch, entry), stages.folding, &tokens);
    }
    part.id = std::move(entry.id);
    part.sketch = std::move(entry.sketch);
    parts.push_back(std::move(part));
  }
  return parts;
}

absl::StatusOr<Hash128> TextHash(std::string_view packed, std::size_t part,
                                 const ScanOptions& options) {
  PartBatch batch;
  if (absl::Status status = UnpackDocument(packed, &batch); !status.ok()) return status;
  if (part >= batch.entries.size()) return absl::InvalidArgumentError("no such part");
  const StageOptions stages = StagesOfScan(options);
  const StoredPart stored = StoredPartOf(batch, batch.entries[part]);
  Tokens tokens;
  Normalize(stored.text, stored.kept, stages.folding, &tokens);
  return HashBytes128(NormalizedText(stored.text, tokens, stages.folding));
}

absl::StatusOr<std::string> LearnSiteModel(std::string_view site,
                                           std::span<const std::string_view> documents) {
  std::vector<LearntDocument> learnt;
  for (const std::string_view packed : documents) {
    absl::StatusOr<LearntDocument> document = ReadLearnt(packed);
    if (!document.ok()) return document.status();
    learnt.push_back(*std::move(document));
  }
  std::vector<SiteDocument> views;
  for (const LearntDocument& one : learnt) {
    const Document& document = one.extracted.document;
    views.push_back({document.text, document.title, one.kept, one.content});
  }
  return Encode(LearnSite(site, views));
}

absl::StatusOr<SiteModels> SiteModels::Of(std::span<const std::string_view> encoded) {
  std::vector<SiteModel> models(encoded.size());
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    if (absl::Status status = Decode(encoded[i], &models[i]); !status.ok()) return status;
  }
  DropFormulas(models);
  SiteModels all;
  all.watermarks_ = AllWatermarks(models);
  for (SiteModel& model : models) {
    const std::string site = model.site;
    all.models_.emplace(site, std::move(model));
  }
  return all;
}

absl::StatusOr<std::optional<std::string>> SiteModels::Mark(std::string_view packed,
                                                            const ScanOptions& options) const {
  PartBatch batch;
  if (absl::Status status = UnpackDocument(packed, &batch); !status.ok()) return status;
  static const SiteModel unknown;
  const auto found = models_.find(batch.entries.front().site);
  const SiteModel& model = found == models_.end() ? unknown : found->second;
  if (model.empty() && watermarks_.empty()) return std::optional<std::string>();
  Extracted extracted;
  ReadExtracted(batch, &extracted);
  if (!MarkFurniture(model, watermarks_, &extracted)) return std::optional<std::string>();
  PartWork work;
  PartBatch again;
  AddParts(extracted, 0, options, StagesOfScan(options), &work, &again);
  ReplaceParts(again, &batch);
  return std::optional<std::string>(PackDocument(batch));
}

absl::StatusOr<LineKeys> LineKeysOf(std::string_view packed, const ScanOptions& options) {
  PartBatch batch;
  if (absl::Status status = UnpackDocument(packed, &batch); !status.ok()) return status;
  const Folding folding = StagesOfScan(options).folding;
  LineKeys keys;
  for (const PartBatch::Entry& entry : batch.entries) {
    const StoredPart stored = StoredPartOf(batch, entry);
    keys.heads.push_back(HeadKeysOf(stored, folding));
    if (!entry.is_inner) keys.tails = TailKeysOf(stored, folding);
  }
  return keys;
}

std::size_t ComparedBeginnings() { return kMaxCompared; }

}  // namespace textkin
