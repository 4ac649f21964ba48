// A parsed line, for the two files that look inside it.

#pragma once

#include <simdjson.h>

namespace textkin::result {

struct JsonRow {
  simdjson::dom::object object;
};

}  // namespace textkin::result
