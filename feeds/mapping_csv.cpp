#include "feeds/mapping_csv.h"

#include <algorithm>

#include "base/file.h"

namespace feeds {

/// True where another cell of the same row follows.
bool CsvRows::take_cell(std::string& cell) {
    cell.clear();
    if (!rest_.empty() && rest_.front() == '"') {
        rest_.remove_prefix(1);
        for (;;) {
            std::size_t const quote = rest_.find('"');
            if (quote == std::string_view::npos) {
                broken_ = true;
                rest_ = {};
                return false;
            }
            cell.append(rest_.substr(0, quote));
            rest_.remove_prefix(quote + 1);
            if (rest_.empty() || rest_.front() != '"') break;
            cell += '"';
            rest_.remove_prefix(1);
        }
    }
    std::size_t const end = std::min(rest_.find_first_of(std::string{separator_, '\n'}), rest_.size());
    cell.append(rest_.substr(0, end));
    bool const more = end < rest_.size() && rest_[end] == separator_;
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    if (!more && !cell.empty() && cell.back() == '\r') cell.pop_back();
    return more;
}

bool CsvRows::next(std::vector<std::string>& cells) {
    while (!rest_.empty()) {
        std::size_t count = 0;
        bool more = true;
        while (more) {
            if (count == cells.size()) cells.emplace_back();
            more = take_cell(cells[count++]);
        }
        cells.resize(count);
        if (count > 1 || !cells[0].empty()) return true;
    }
    return false;
}

base::Result<Table> read_code_table(std::filesystem::path const& file, std::string const& code,
                                    std::string const& word) {
    auto const all = base::read_file(file);
    if (!all) return all.error();
    std::string_view body = *all;
    if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
    CsvRows rows(body, ',');
    std::vector<std::string> cells;
    if (!rows.next(cells)) return base::Error{file.string() + ": is empty"};
    auto const column = [&](std::string const& name) {
        return static_cast<std::size_t>(std::find(cells.begin(), cells.end(), name) - cells.begin());
    };
    std::size_t const from = column(code);
    std::size_t const to = column(word);
    if (from == cells.size() || to == cells.size())
        return base::Error{file.string() + ": needs the columns '" + code + "' and '" + word + "'"};
    Table table;
    while (rows.next(cells)) {
        if (std::max(from, to) < cells.size()) table[cells[from]] = cells[to];
    }
    return table;
}

}  // namespace feeds
