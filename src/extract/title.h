// What a text is called, and how often, once it is known which of its lines are its site's.

#pragma once

#include <string_view>
#include <vector>

#include "textkin/document.h"

namespace textkin {

// "# Title" and "\# Title" of Markdown, escaped on the way or not, and "**Title**": the title.
std::string_view WithoutMarkup(std::string_view title);

// Where the title that was read is furniture ("Welcome to ..."), the first kept line takes its
// place, or nothing when that is a paragraph. The site's name behind it ("Title - Site") goes where
// the text has the title without it. `whole` is the whole document, marked.
void CorrectTitle(const Part& whole, Document* document);

// Marks the dateline below the first kept line, whatever that is: a title that reads like a
// sentence ends the head before it, and what it says of the page would count as numbers of the
// text. `marks` are resolved, and stay so.
void MarkDateline(std::string_view text, std::vector<Mark>* marks);

// A page heads a text with its title, once or twice, puts its dateline below, and then has the
// text, which begins with its own title: the page's are marked as boilerplate. `marks` are
// resolved, and stay so.
void MarkPageTitle(std::string_view text, std::vector<Mark>* marks);

}  // namespace textkin
