// textkin-parquet: reads and writes Parquet for textkin in a process of its own, so that a hostile
// file ends this process and not a scan, and so that Arrow meets no other library there.
//   textkin-parquet rows [COLUMN...] <FILE       rows as JSON Lines; no column: all
//   textkin-parquet keep|annotate TEXT_COLUMN <LIST >FILE    kept_rows.h
// Exit code 0, or 1 with one line on standard error.

#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

#include "kept_rows.h"
#include "row_lines.h"

namespace {

// Memory of the process, beyond which allocation fails: a hundred times what a batch takes. Bytes.
constexpr rlim_t kProcessMemory = rlim_t{1} << 30;

int Run(const std::vector<std::string>& words) {
  if (!words.empty() && words[0] == "rows") {
    textkin::WriteRowLines(STDIN_FILENO, {words.begin() + 1, words.end()});
  } else if (words.size() == 2 && (words[0] == "keep" || words[0] == "annotate")) {
    textkin::WriteKeptRows(words[1], words[0] == "annotate");
  } else {
    std::fputs("textkin runs this program to read and write Parquet\n", stderr);
    return 2;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  // Arrow's other allocators reserve address space ahead, which the limit below would count.
  ::setenv("ARROW_DEFAULT_MEMORY_POOL", "system", /*overwrite=*/1);
  const rlimit memory{kProcessMemory, kProcessMemory};
  ::setrlimit(RLIMIT_DATA, &memory);
  try {
    return Run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::string line = error.what();
    for (char& c : line) c = c == '\n' ? ' ' : c;
    std::fprintf(stderr, "%s\n", line.c_str());
    return 1;
  }
}
