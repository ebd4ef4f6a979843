// How a report is laid out, as a TOML file says it: paper, pages, blocks in a grid. It names data and holds none.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace report {

enum class Language { zh, en };

/// The same said in both languages. `{facts.key}` in a template's words stands for a fact of that name.
struct Words {
    std::string zh;
    std::string en;
    std::string const& in(Language language) const { return language == Language::zh ? zh : en; }
    bool empty() const { return zh.empty() && en.empty(); }
    friend bool operator==(Words const&, Words const&) = default;
};

/// In points, 1/72 inch.
struct Paper {
    double width = 595.276;  ///< A4
    double height = 841.890;
    double margin = 34.016;  ///< 12 mm
    double text = 10.5;      ///< size of body text; all others follow from it
};

/// `16:9` is a screen of 960 x 540 points: 1920 x 1080 at 144 dots an inch.
enum class BlockKind { heading, text, figure, table, chart, tiles, notes };
enum class ChartKind { bars, stacked, line, histogram, gantt };

/// How the caller shall make a picture; the engine only hands it on. All but `view` may be empty.
struct FigureRequest {
    std::string view;                 ///< a viewpoint of the district, or a camera as `borough shot` reads it
    std::vector<std::string> layers;  ///< live layers
    std::string time;                 ///< "" = the report's own moment, else "-1d", "-1w" or a time
    std::string style = "paper";
    std::string colour_by;
};

struct Block {
    BlockKind kind = BlockKind::text;
    std::size_t row = 0, column = 0;            ///< of the page's grid, from 0
    std::size_t row_span = 1, column_span = 1;  ///< cells it takes
    std::string data;                  ///< name of a table, chart, list of tiles, figure or list of notes in the data
    Words title;                       ///< above a table, chart or figure; the words of a heading
    Words text;                        ///< of a text; its paragraphs are parted by line feeds
    std::size_t level = 1;             ///< of a heading, 1 to 3
    std::vector<std::string> columns;  ///< of a table: which, in this order; none = all
    std::size_t most = 0;              ///< rows of a table, bars of a chart, notes; 0 = all. What is left out is told
    bool optional = false;             ///< without its data it is left out; otherwise that is an error
    bool breaks = true;                ///< a table may go on on the next page
    ChartKind chart = ChartKind::bars;
    bool upright = false;  ///< bars stand instead of lying
    double height = 0;     ///< points at least, in a row of natural height; 0 = by kind
    FigureRequest figure;
    std::size_t line = 0;  ///< of the file, for messages
};

/// A row is as tall as what stands in it (share 0), or takes its share of what these leave of the page.
struct PageSpec {
    std::vector<double> rows{0};
    std::vector<double> columns{1};  ///< shares of the width
    /// Name of a list in the data: the page is made once for each of its keys, and `*` in the names of data and facts
    /// stands for the key. "" = once.
    std::string each;
    bool follows = false;  ///< goes on where the page before it ended, if there is room for more than its headings
    std::vector<Block> blocks;
    std::size_t line = 0;
};

struct Template {
    std::string name;
    Words title;
    std::vector<Language> languages{Language::zh, Language::en};
    std::string audience = "internal";  ///< unless the command line says another
    Paper paper;
    std::vector<PageSpec> pages;
};

/// Unknown keys, wrong types and blocks outside of their grid are errors with file, line, key, and what was likely
/// meant.
base::Result<Template> read_template(std::string_view toml, std::string const& file);

/// The templates that come with the program, by name: daily_hotline, weekly_supervision, site_comparison,
/// indicator_sheet, event_evidence.
std::vector<std::string> shipped_templates();
/// An error that names all, where there is none of that name.
base::Result<Template> shipped_template(std::string_view name);

}  // namespace report
