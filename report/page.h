// A report: plain data, laid out once on pages, put out as PDF, PNG, HTML and CSV. The same data gives the same bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/image.h"
#include "base/result.h"
#include "base/time.h"
#include "report/template.h"

namespace report {

/// What a thing is in its table or chart. Each has a colour and, for print in grey, a second sign (weight, hatch,
/// mark).
enum class Tone { plain, quiet, good, warning, alarm };

// ---- tables

struct Missing {};  ///< nobody knows: "—"
/// May not be shown to this audience: "<10" where a bound is told, else "※", which the table's foot explains.
struct Withheld {
    double below = 0;
};
struct Moment {
    base::UtcMs time = base::kNoTime;
};
using Cell = std::variant<Missing, Withheld, Words, double, Moment>;

/// A cell that reads the same in both languages.
inline Cell text_cell(std::string text) { return Words{text, text}; }

struct Column {
    std::string key;  ///< for templates and CSV, lower_case
    Words name;
    Words unit;  ///< in the header, in brackets
    int decimals = 0;
    bool sign = false;   ///< + before numbers above zero: differences
    bool share = false;  ///< the number is a share, 0.25 reads "25%"; `decimals` of the percent
    bool bar = false;    ///< a thin bar beside the number, by the largest of the column
    double ems = 0;      ///< width in characters; 0 = by the content
};

struct Row {
    std::vector<Cell> cells;
    Tone tone = Tone::plain;
    bool total = false;  ///< bold, with a rule above
};

struct Table {
    std::vector<Column> columns;
    std::vector<Row> rows;
    Words note;  ///< below: denominators, what was left out
};

// ---- charts

struct Series {
    Words name;
    std::vector<double> values;     ///< one per label; NaN = unknown, which breaks a line
    std::vector<double> low, high;  ///< a band about a line, or empty
    Tone tone = Tone::plain;        ///< plain = blue, quiet = grey (what it is compared with)
};

/// A line across a chart with its words: target, limit, now.
struct Mark {
    double at = 0;  ///< on the axis of values
    Words name;
    Tone tone = Tone::quiet;
};

/// One bar of a gantt.
struct Span {
    std::size_t label = 0;  ///< index into `labels`: its line
    base::UtcMs from = 0, to = 0;
    double done = -1;  ///< 0 to 1: the part that is drawn solid; < 0 = none is told
    Words name;        ///< beside or inside the bar
    Tone tone = Tone::plain;
};

struct Chart {
    Words axis;        ///< what the values are, with the unit: "工单 / 件"
    Words label_axis;  ///< what the labels are: "时", or ""
    std::vector<Words> labels;
    std::vector<Series> series;
    std::vector<Mark> marks;
    std::vector<Span> spans;          ///< gantt only
    base::UtcMs now = base::kNoTime;  ///< gantt only: a line
    int decimals = 0;                 ///< of the numbers at bars
    std::vector<double> edges;        ///< histogram only: labels().size() + 1 class limits
    Words note;                       ///< below: what is compared with what, how many were left out
};

// ---- the other blocks

/// One number that a duty officer looks for.
struct Tile {
    Words name;
    Words value;  ///< as it shall be read, "1 204", or "—"
    Words unit;
    Words compare;  ///< "较上周二 +12%": a number alone says little
    Tone tone = Tone::plain;
    std::vector<double> course;  ///< a small line under it, or empty
};

struct LegendEntry {
    enum class Shape { box, line, circle, square, triangle, diamond };
    std::uint32_t rgb = 0;  ///< 0xRRGGBB
    Shape shape = Shape::box;
    Words name;
};

/// A picture, and what makes it a map. What is drawn in the picture already is left empty here; the rest is drawn as
/// text and lines in one strip below it.
struct Figure {
    base::Image image;
    Words caption;
    std::vector<LegendEntry> legend;
    double metres_per_pixel = 0;   ///< of `image`, for the scale bar; 0 = none (oblique views)
    double north = kNoNorth;       ///< degrees clockwise from up; kNoNorth = no arrow
    std::vector<Words> furniture;  ///< sources, data time, freshness, licence: joined by spaces
    static constexpr double kNoNorth = 1e9;
};

struct Note {
    Words text;
    Tone tone = Tone::plain;
    Words label;  ///< bold before it: "线索 1", or ""
};

/// All that a report may show, by the names that its template uses. A map, so that the order is always the same.
struct Data {
    std::map<std::string, Words> facts;
    std::map<std::string, Table> tables;
    std::map<std::string, Chart> charts;
    std::map<std::string, std::vector<Tile>> tiles;
    std::map<std::string, Figure> figures;
    std::map<std::string, std::vector<Note>> notes;
    std::map<std::string, std::vector<std::string>> lists;  ///< keys for pages with `each`
    /// Of what may not be shown, or could not be made, the line that stands in its place (report/withheld.h).
    std::map<std::string, Words> withheld;
};

enum class Watermark { none, footer, diagonal };

class Typesetter;

/// What stands on every page, and in the file itself.
struct Edition {
    Language language = Language::zh;
    Words district;  ///< header, left
    Words times;     ///< header, right: "数据时间 … 获知时间 …"
    Words licence;   ///< footer
    Words sources;   ///< footer
    Watermark watermark = Watermark::none;
    Words watermark_text;              ///< "内部资料 注意保管"
    base::UtcMs made = base::kNoTime;  ///< into the PDF; kNoTime = none, so that the same data gives the same bytes
    std::string program;               ///< "Borough 0.1.0"
    /// Where Noto Sans CJK is looked for; none = where the system has its fonts.
    std::vector<std::filesystem::path> font_folders;
    /// Opened before, in the edition's language; null: opened anew. What fontconfig and Pango keep of fonts is never
    /// all given back, so hundreds of figures share them.
    std::shared_ptr<Typesetter const> fonts;
};

/// Those of the edition, or opened now. An error that names the package, where Noto Sans CJK SC is not found.
base::Result<std::shared_ptr<Typesetter const>> open_fonts(Edition const& edition);

// ---- pages

/// Something that is not as it should be on paper: a text that was cut, a table too wide, a figure too coarse.
struct Lint {
    std::size_t page = 0;  ///< from 1
    std::string block;     ///< name of its data, or its first words
    std::string what;      ///< one sentence
};

/// Pages laid out. Keeps what it needs; `data` may go afterwards.
class Layout {
public:
    Layout(Layout&&) noexcept;
    Layout& operator=(Layout&&) noexcept;
    ~Layout();

    std::size_t pages() const;
    Paper paper() const;
    std::vector<Lint> const& lints() const;                   ///< none = nothing was cut; callers tell or fail
    std::vector<std::filesystem::path> const& fonts() const;  ///< files that were used
    std::string page_text(std::size_t page) const;            ///< from 0; what a person would read, a line each

    struct State;
    explicit Layout(std::unique_ptr<State> state);
    State const& state() const { return *state_; }

private:
    std::unique_ptr<State> state_;
};

/// Data that a block needs and that is missing is an error with the template's line and the nearest name; so is a
/// Chinese font that is not installed.
base::Result<Layout> lay_out(Template const& how, Data const& data, Edition const& edition);

/// Where a figure will stand, so that it can be made in the right shape. In points.
struct FigurePlace {
    std::string name;
    FigureRequest request;
    double width = 0, height = 0;
};
/// For every figure of the pages. `data.figures` need not have them yet; one without an image is only a caption, a
/// legend and furniture, which take their room.
base::Result<std::vector<FigurePlace>> plan_figures(Template const& how, Data const& data, Edition const& edition);

base::Result<std::string> to_pdf(Layout const& layout);
/// `page` from 0; 144 dots an inch read well on a screen, 300 on paper.
base::Result<base::Image> to_picture(Layout const& layout, std::size_t page, double dots_per_inch);
/// One file without any link: pictures inside, tables as tables, charts as SVG with real text.
base::Result<std::string> to_html(Template const& how, Data const& data, Edition const& edition);

/// The figure with its strip of furniture and a small margin, and no page around it: each pixel of the picture as it
/// is, text of 10.5 points at `dots_per_inch`.
base::Result<base::Image> to_picture(Figure const& figure, Edition const& edition, double dots_per_inch);

/// A file of what lies behind: name ("units.csv") and bytes. UTF-8 with a byte order mark, RFC 4180; numbers plain,
/// times ISO 8601; text that a spreadsheet would take for a formula gets an apostrophe.
struct CsvFile {
    std::string name;
    std::string bytes;
};
/// Of every table and chart that the template shows, in its order.
base::Result<std::vector<CsvFile>> to_csv(Template const& how, Data const& data, Language language);

}  // namespace report
