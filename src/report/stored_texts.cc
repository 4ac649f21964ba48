// Texts that scan --write-text has stored beside the other results.

#include <utility>

#include "json_lines.h"
#include "slice.h"
#include "textkin/hash.h"
#include "textkin/utf8.h"

namespace textkin::result {
namespace {

// The name of a stored text: docs/formats/results.md.
std::string PathOfText(const std::string& folder, std::string_view id) {
  const std::string path = folder + "/text/" + std::string(id) + ".txt";
  if (FileExists(path)) return path;
  return folder + "/text/~" + Hex(HashBytes128(id)) + ".txt";
}

// Whether `id` names a file inside the folder of texts. Ids of textkin's own never lead out of it;
// a result may come from elsewhere.
bool StaysInside(std::string_view id) {
  std::string_view rest = id;
  while (!rest.empty()) {
    const std::size_t slash = rest.find('/');
    if (rest.substr(0, slash) == "..") return false;
    rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
  }
  return id.find('\0') == std::string_view::npos;
}

}  // namespace

TextOf StoredTexts(const std::string& folder) {
  if (!FileExists(folder + "/text")) return nullptr;
  return [folder](const TextRequest& wanted) -> absl::StatusOr<std::optional<std::string>> {
    const bool is_part = !wanted.part_of.empty();
    const std::string_view id = is_part ? wanted.part_of : wanted.id;
    if (!StaysInside(id)) return std::optional<std::string>();
    absl::StatusOr<std::string> text = ReadWhole(PathOfText(folder, id));
    if (absl::IsNotFound(text.status())) return std::optional<std::string>();
    if (!text.ok()) return text.status();
    RepairUtf8(&*text);
    if (!is_part) return std::optional<std::string>(std::move(*text));
    return std::optional<std::string>(Slice(*text, wanted.range.begin, wanted.range.end));
  };
}

}  // namespace textkin::result
