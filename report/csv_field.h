#pragma once

#include <string>

namespace report {

/// A text as a cell of a CSV file: quoted where RFC 4180 asks for it, and behind an apostrophe where a spreadsheet
/// would read it as a formula (a leading = + - @, tab or carriage return).
std::string csv_field(std::string text);

}  // namespace report
