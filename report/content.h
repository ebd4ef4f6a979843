// A template met by its data: pages with their names filled in, and every block with what it shows.
#pragma once

#include <list>
#include <variant>
#include <vector>

#include "report/page.h"

namespace report {

/// A block whose words have their facts. Points into the data.
struct Content {
    Block block;
    std::variant<std::monostate, Table const*, Chart const*, std::vector<Tile> const*, Figure const*,
                 std::vector<Note> const*>
        shows;
    Words const* withheld = nullptr;  ///< said in its place
};

struct PageContent {
    PageSpec spec;
    std::vector<Content> blocks;
    std::list<std::vector<Note>> withheld;  ///< what its blocks show that the data do not hold
};

/// Optional blocks without data are left out, and pages of which nothing but headings is left. A heading or text with
/// `data` is shown where there is such data. With `blank` a figure that is not there yet is a blank one.
base::Result<std::vector<PageContent>> fill(Template const& how, Data const& data, Figure const* blank = nullptr);

/// Puts facts in the place of `{facts.name}`; a star in a name is the page's key. An unknown name is an error.
base::Status fill_words(Words& words, Data const& data, std::string const& key);

/// The columns that a table's block asks for, as indices; all where it names none.
base::Result<std::vector<std::size_t>> chosen_columns(Table const& table, Block const& block);

/// The first so many rows that are no totals, and all totals; everything where `most` is 0.
Table shown_rows(Table const& table, std::size_t most);

/// What stands below a table: its note, how many rows were left out, and what the sign of withheld cells means.
std::string table_note(Table const& shown, std::vector<std::size_t> const& columns, std::size_t left_out,
                       Language language);

}  // namespace report
