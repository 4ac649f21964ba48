// Command lines: one options table per subcommand, and errors that name the option and the allowed
// range.

#pragma once

#include <boost/program_options.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "commands.h"
#include "textkin/read.h"

namespace textkin::cli {

namespace po = boost::program_options;

// Parses `arguments` by `options`; words that belong to no option go to `positional`. A --config
// FILE among them fills what the command line leaves open. InvalidArgument with a message for the
// user.
absl::StatusOr<po::variables_map> ParseFlags(const Arguments& arguments,
                                             const po::options_description& options,
                                             const std::string& positional);

// Values of options, as text; `name` without dashes. InvalidArgument names the option and the
// range.
absl::StatusOr<double> ParseFraction(const std::string& name, const std::string& text);  // (0, 1]
absl::StatusOr<std::uint64_t> ParseWhole(const std::string& name, const std::string& text,
                                         std::uint64_t low, std::uint64_t high);
absl::StatusOr<std::uint64_t> ParseSize(const std::string& name,
                                        const std::string& text);  // 64M .. 1024T, "4G"

// The program beside this one that reads and writes Parquet; empty when there is none.
std::vector<std::string> ParquetProgram();

// --text-key, --id-key, ... : how records and files are read.
void AddReadFlags(po::options_description* options, ReadOptions* read);

}  // namespace textkin::cli
