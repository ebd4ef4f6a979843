// Small tables with a header line, as customers keep them: no quotes, no commas inside fields.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace analysis {

struct CsvRow {
    std::size_t line = 0;  ///< from 1, for messages
    std::vector<std::string_view> fields;
};

/// Rows below the header, which must name exactly `columns`. A byte order mark, carriage returns, empty lines and lines
/// that start with # are passed over. Views into `csv`.
base::Result<std::vector<CsvRow>> read_csv(std::string_view csv, std::span<std::string_view const> columns,
                                           std::string const& file);

/// "holidays.csv, line 3: ..."
base::Error csv_error(std::string const& file, std::size_t line, std::string const& what);

}  // namespace analysis
