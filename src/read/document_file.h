// A whole file as one document.

#pragma once

#include <string>
#include <string_view>

#include "textkin/document.h"
#include "textkin/read.h"

namespace textkin {

// Reads, decompresses and decodes the file. What goes wrong is a fault of the document.
Document ReadDocument(const Batch::File& file);

// As ReadDocument for an open descriptor that is not owned: stdin. Its content says what it is:
// HTML, or text.
Document ReadDocumentFrom(int fd, const Batch::File& file);

// Whether these are the first bytes of a page, whatever it is called.
bool LooksLikeHtml(std::string_view bytes);

// Makes `document` of bytes as they are stored in a file of its format: decodes them, judges them,
// and finds the metadata. `charset`: a label that came with them, or empty.
void FillDocument(std::string bytes, std::string_view charset, Document* document);

}  // namespace textkin
