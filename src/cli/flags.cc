// Parsing command lines; the one place where exceptions of Boost.Program_options are caught.

#include "flags.h"

#include <unistd.h>

#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace textkin::cli {
namespace {

// Below this the tables and one batch of documents do not fit.
constexpr std::uint64_t kSmallestMemory = std::uint64_t{64} << 20;
constexpr std::uint64_t kLargestMemory = std::uint64_t{1} << 50;

absl::Status OutOfRange(const std::string& name, const std::string& text,
                        const std::string& allowed) {
  return absl::InvalidArgumentError("--" + name + " " + text + ": " + allowed);
}

absl::Status ReadConfig(const std::string& path, const po::options_description& options,
                        po::variables_map* flags) {
  std::ifstream file(path);
  if (!file || file.peek() == std::ifstream::traits_type::eof())
    return absl::InvalidArgumentError("--config " + path + ": cannot be read, or is empty");
  po::store(po::parse_config_file(file, options), *flags);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<po::variables_map> ParseFlags(const Arguments& arguments,
                                             const po::options_description& options,
                                             const std::string& positional) {
  po::positional_options_description places;
  places.add(positional.c_str(), -1);
  po::variables_map flags;
  try {
    // No guessing of shortened names: a new option must not change what an old script means.
    const int style =
        po::command_line_style::default_style & ~po::command_line_style::allow_guessing;
    po::store(
        po::command_line_parser(arguments).options(options).positional(places).style(style).run(),
        flags);
    if (flags.count("config") > 0) {
      const absl::Status status = ReadConfig(flags["config"].as<std::string>(), options, &flags);
      if (!status.ok()) return status;
    }
    po::notify(flags);
  } catch (const po::error& error) {
    return absl::InvalidArgumentError(std::string(error.what()) + "; see --help");
  }
  return flags;
}

absl::StatusOr<double> ParseFraction(const std::string& name, const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !(value > 0 && value <= 1)) {
    return OutOfRange(name, text, "a number above 0 and at most 1");
  }
  return value;
}

absl::StatusOr<std::uint64_t> ParseWhole(const std::string& name, const std::string& text,
                                         std::uint64_t low, std::uint64_t high) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < low || value > high) {
    return OutOfRange(name, text,
                      "a whole number from " + std::to_string(low) + " to " + std::to_string(high));
  }
  return value;
}

absl::StatusOr<std::uint64_t> ParseSize(const std::string& name, const std::string& text) {
  static constexpr std::string_view kUnits = "KMGT";
  const absl::Status bad = OutOfRange(name, text, "a size from 64M to 1024T, such as 512M or 4G");
  std::uint64_t value = 0;
  const char* last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, value);
  if (error != std::errc() || last - end > 1) return bad;
  if (end != last) {
    const std::size_t unit = kUnits.find(static_cast<char>(*end & ~0x20));
    if (unit == std::string_view::npos || value > kLargestMemory >> (10 * (unit + 1))) return bad;
    value <<= 10 * (unit + 1);
  }
  if (value < kSmallestMemory || value > kLargestMemory) return bad;
  return value;
}

std::vector<std::string> ParquetProgram() {
  std::error_code error;
  const std::filesystem::path own = std::filesystem::read_symlink("/proc/self/exe", error);
  const std::string program = own.parent_path() / "textkin-parquet";
  if (error || ::access(program.c_str(), X_OK) != 0) return {};
  return {program};
}

void AddReadFlags(po::options_description* options, ReadOptions* read) {
  read->parquet = ParquetProgram();
  options->add_options()("include", po::value(&read->include)->composing()->value_name("GLOB"),
                         "read only what matches (repeatable)")(
      "exclude", po::value(&read->exclude)->composing()->value_name("GLOB"),
      "leave out what matches (repeatable)")("follow", po::bool_switch(&read->follow_links),
                                             "follow symbolic links, each file once")(
      "text-key", po::value(&read->text_key)->value_name("KEY"),
      "JSONL: field of the text [text]; a.b for nested")(
      "id-key", po::value(&read->id_key)->value_name("KEY"), "JSONL: field of the record's own id")(
      "url-key", po::value(&read->url_key)->value_name("KEY"), "JSONL: field of the URL")(
      "date-key", po::value(&read->date_key)->value_name("KEY"), "JSONL: field of the date")(
      "site-key", po::value(&read->site_key)->value_name("KEY"), "JSONL: field of the site");
}

}  // namespace textkin::cli
