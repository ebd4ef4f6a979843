#include "analysis/csv.h"

#include <algorithm>

namespace analysis {

namespace {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r";
    std::size_t const from = text.find_first_not_of(kBlank);
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(kBlank) - from + 1);
}

std::vector<std::string_view> split(std::string_view line) {
    std::vector<std::string_view> fields;
    for (;;) {
        std::size_t const comma = line.find(',');
        fields.push_back(trimmed(line.substr(0, comma)));
        if (comma == std::string_view::npos) return fields;
        line.remove_prefix(comma + 1);
    }
}

std::string header_of(std::span<std::string_view const> words) {
    std::string all;
    for (std::string_view const word : words) all.append(all.empty() ? "" : ",").append(word);
    return all;
}

}  // namespace

base::Error csv_error(std::string const& file, std::size_t line, std::string const& what) {
    return {file + ", line " + std::to_string(line) + ": " + what};
}

base::Result<std::vector<CsvRow>> read_csv(std::string_view csv, std::span<std::string_view const> columns,
                                           std::string const& file) {
    if (csv.starts_with("\xEF\xBB\xBF")) csv.remove_prefix(3);
    std::vector<CsvRow> rows;
    bool header = false;
    for (std::size_t line = 1; !csv.empty(); ++line) {
        std::size_t const end = csv.find('\n');
        std::string_view const text = trimmed(csv.substr(0, end));
        csv.remove_prefix(end == std::string_view::npos ? csv.size() : end + 1);
        if (text.empty() || text.front() == '#') continue;
        std::vector<std::string_view> fields = split(text);
        if (!header) {
            if (!std::ranges::equal(fields, columns))
                return csv_error(
                    file, line,
                    "the header is \"" + std::string(text) + "\"; it should be \"" + header_of(columns) + "\"");
            header = true;
            continue;
        }
        if (fields.size() != columns.size())
            return csv_error(
                file, line,
                std::to_string(fields.size()) + " fields; there should be " + std::to_string(columns.size()));
        rows.push_back({line, std::move(fields)});
    }
    if (!header) return base::Error{file + ": no header line \"" + header_of(columns) + "\""};
    return rows;
}

}  // namespace analysis
