// CSV payloads (RFC 4180): rows of one message, and code tables beside a mapping file.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feeds/mapping_plan.h"

namespace feeds {

/// Reads rows from the left. Cells in quotes may hold separators, line breaks and doubled quotes.
class CsvRows {
public:
    CsvRows(std::string_view text, char separator) : rest_(text), separator_(separator) {}

    /// The next row into `cells`; false at the end. Blank lines are passed over.
    bool next(std::vector<std::string>& cells);
    /// A quote that opened and never closed.
    bool broken() const { return broken_; }

private:
    bool take_cell(std::string& cell);

    std::string_view rest_;
    char separator_;
    bool broken_ = false;
};

/// Two columns of a CSV file with a header line.
base::Result<Table> read_code_table(std::filesystem::path const& file, std::string const& code,
                                    std::string const& word);

}  // namespace feeds
