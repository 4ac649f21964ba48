// First all sites, then, with what is known of all of them, all documents.

#include "site_pass.h"

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

#include "part_batch.h"
#include "textkin/hash.h"

namespace textkin {
namespace {

class SitePass {
 public:
  SitePass(const ScanOptions& options, const StageOptions& stages, Collection* collection)
      : options_(options), stages_(stages), collection_(*collection) {}

  absl::Status Run(const ParallelFor& parallel_for) {
    ListSites();
    models_.resize(sites_.size());
    parallel_for(sites_.size(), [&](std::size_t i) { LearnOne(i); });
    DropFormulas(models_);
    watermarks_ = AllWatermarks(models_);
    const std::vector<Task> documents = ListDocuments();
    if (status_.ok()) {
      parallel_for(documents.size(), [&](std::size_t i) { MarkOne(documents[i]); });
    }
    return status_;
  }

 private:
  // A document to be marked, and what is known of its site.
  struct Task {
    PartId document;
    const SiteModel* model;
  };

  // What a site is learnt from.
  struct Sample {
    std::vector<Extracted> documents;
    std::vector<std::vector<Span>> kept;
    std::vector<std::vector<std::uint32_t>> content;
  };

  // Those whose marks may change: of sites with a model, and all if there are watermarks to look
  // for.
  std::vector<Task> ListDocuments() const {
    std::vector<const SiteModel*> models(collection_.sites(), &unknown_);
    for (std::size_t i = 0; i < sites_.size(); ++i)
      models[collection_.site_number(sites_[i].front())] = &models_[i];
    std::vector<Task> tasks;
    for (PartId part = 0; part < collection_.size(); ++part) {
      if (collection_.is_inner(part)) continue;
      const SiteModel* model = models[collection_.site_number(part)];
      if (!model->empty() || !watermarks_.empty()) tasks.push_back({part, model});
    }
    return tasks;
  }

  void ListSites() {
    std::vector<std::vector<PartId>> sites(collection_.sites());
    for (PartId part = 0; part < collection_.size(); ++part) {
      const std::uint32_t site = collection_.site_number(part);
      if (site > 0 && !collection_.is_inner(part)) sites[site].push_back(part);
    }
    for (std::vector<PartId>& site : sites)
      if (site.size() >= kMinSiteDocuments) sites_.push_back(std::move(site));
    // In an order that reading does not decide, the largest first: it takes longest.
    std::ranges::sort(sites_, {}, [](const std::vector<PartId>& site) {
      return std::pair(~site.size(), site.front());
    });
  }

  void Fail(const absl::Status& status) {
    const std::lock_guard lock(mutex_);
    if (status_.ok()) status_ = status;
  }

  void LearnOne(std::size_t number) {
    Sample sample;
    if (const absl::Status status = Load(sites_[number], &sample); !status.ok())
      return Fail(status);
    std::vector<SiteDocument> documents;
    for (std::size_t i = 0; i < sample.documents.size(); ++i) {
      const Document& document = sample.documents[i].document;
      documents.push_back({document.text, document.title, sample.kept[i], sample.content[i]});
    }
    models_[number] = LearnSite(collection_.site(sites_[number].front()), documents);
  }

  // Documents in the order of the hashes of their ids, as many as a site is learnt from.
  absl::Status Load(const std::vector<PartId>& site, Sample* sample) const {
    std::vector<std::pair<std::uint64_t, PartId>> order;
    for (const PartId part : site) order.emplace_back(HashBytes(collection_.id(part)), part);
    std::ranges::sort(order);
    std::size_t bytes = 0;
    for (const auto& [hash, part] : order) {
      if (sample->documents.size() == kMaxSiteDocuments || bytes > kMaxSiteBytes) break;
      if (collection_.text_size(part) > kMaxLearntBytes) continue;
      Extracted extracted;
      const absl::Status status = collection_.LoadDocument(part, &extracted);
      if (!status.ok()) return status;
      bytes += extracted.document.text.size();
      sample->kept.push_back(KeptSpans(extracted.parts.front()));
      sample->content.push_back(collection_.Content(part, extracted.parts.size()));
      sample->documents.push_back(std::move(extracted));
    }
    return absl::OkStatus();
  }

  void MarkOne(const Task& task) {
    static thread_local PartWork work;
    Extracted extracted;
    const absl::Status loaded = collection_.LoadDocument(task.document, &extracted);
    if (!loaded.ok()) return Fail(loaded);
    if (!MarkFurniture(*task.model, watermarks_, &extracted)) return;
    PartBatch batch;
    AddParts(extracted, 0, options_, stages_, &work, &batch);
    const std::lock_guard lock(mutex_);
    const absl::Status replaced = collection_.ReplaceDocument(task.document, batch);
    if (status_.ok()) status_ = replaced;
  }

  const ScanOptions& options_;
  const StageOptions& stages_;
  Collection& collection_;
  std::vector<std::vector<PartId>> sites_;
  std::vector<SiteModel> models_;  // of sites_
  const SiteModel unknown_;
  std::vector<Furniture> watermarks_;
  std::mutex mutex_;
  absl::Status status_;
};

}  // namespace

absl::Status MarkSites(const ScanOptions& options, const StageOptions& stages,
                       const ParallelFor& parallel_for, Collection* collection) {
  return SitePass(options, stages, collection).Run(parallel_for);
}

}  // namespace textkin
