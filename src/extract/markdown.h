// What Markdown adds to a text that no reader sees: front matter, comments, targets of links,
// images.

#pragma once

#include <string_view>
#include <vector>

#include "textkin/document.h"

namespace textkin {

// Appends marks of kind kBoilerplate. The words of a link stay text. Escapes such as "\*\*" are
// left to the normalizer, which reads them as masks. One pass.
void FindMarkdownMarkup(std::string_view text, std::vector<Mark>* marks);

}  // namespace textkin
