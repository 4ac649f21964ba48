// Splits at lines "篇1", "篇2", ...

#include "anthology.h"

#include <string>
#include <string_view>

namespace textkin {

void FindAnthology(const Document& document, const std::vector<Mark>& marks,
                   std::vector<Part>* parts) {
  (void)marks;
  const std::string_view text = document.text;
  std::vector<std::uint32_t> begins;
  for (std::size_t number = 1;; ++number) {
    const std::string heading = "\n篇" + std::to_string(number);
    const std::size_t at = text.find(heading, begins.empty() ? 0 : begins.back());
    if (at == text.npos) break;
    begins.push_back(static_cast<std::uint32_t>(at + 1));
  }
  if (begins.size() < 2) return;
  begins.push_back(static_cast<std::uint32_t>(text.size()));
  for (std::size_t i = 0; i + 1 < begins.size(); ++i) {
    const std::size_t end = text.find('\n', begins[i]);
    parts->push_back(
        {{begins[i], begins[i + 1]}, {}, std::string(text.substr(begins[i], end - begins[i]))});
  }
}

}  // namespace textkin
