// The smallest program that uses the installed library: it normalizes a sentence.

#include <iostream>
#include <string_view>

#include "textkin/normalize.h"

int main() {
  constexpr std::string_view kText = "新建学校xx所";
  const textkin::Span whole{0, static_cast<std::uint32_t>(kText.size())};
  textkin::Tokens tokens;
  textkin::Normalize(kText, {&whole, 1}, textkin::Folding::kFull, &tokens);
  std::cout << tokens.size() << " tokens, " << tokens.masks << " mask\n";
}
