#include "report/template.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

#include <toml++/toml.h>

#include "geo/suggest.h"
#include "report/shipped.h"

namespace report {
namespace {

constexpr std::pair<std::string_view, BlockKind> kBlockKinds[] = {
    {"heading", BlockKind::heading}, {"text", BlockKind::text},   {"figure", BlockKind::figure},
    {"table", BlockKind::table},     {"chart", BlockKind::chart}, {"tiles", BlockKind::tiles},
    {"notes", BlockKind::notes}};
constexpr std::pair<std::string_view, ChartKind> kChartKinds[] = {{"bars", ChartKind::bars},
                                                                  {"stacked", ChartKind::stacked},
                                                                  {"line", ChartKind::line},
                                                                  {"histogram", ChartKind::histogram},
                                                                  {"gantt", ChartKind::gantt}};
constexpr std::pair<std::string_view, Language> kLanguages[] = {{"zh", Language::zh}, {"en", Language::en}};
constexpr std::pair<std::string_view, Paper> kPapers[] = {
    {"a4", Paper{}},
    {"a3", Paper{.width = 841.890, .height = 1190.551, .margin = 34.016, .text = 12}},
    {"16:9", Paper{.width = 540, .height = 960, .margin = 28, .text = 13}}};

constexpr std::size_t kMostCells = 40;

/// The first mistake of the file, by its place in it.
class Mistakes {
public:
    explicit Mistakes(std::string const& file) : file_(file) {}

    void add(toml::source_region const& at, std::string const& what) {
        if (first_.empty() || at.begin.line < line_) {
            line_ = at.begin.line;
            first_ = file_ + ", line " + std::to_string(at.begin.line) + ": " + what;
        }
    }
    bool any() const { return !first_.empty(); }
    base::Error error() const { return base::Error{first_}; }

private:
    std::string const& file_;
    toml::source_index line_ = 0;
    std::string first_;
};

/// Reads one table and remembers which keys it was asked for; the others are mistakes.
class Reader {
public:
    Reader(toml::table const& table, std::string where, Mistakes& mistakes)
        : table_(table), where_(std::move(where)), mistakes_(mistakes) {}
    Reader(Reader const&) = delete;
    Reader& operator=(Reader const&) = delete;

    /// After all keys were asked for.
    void finish() {
        std::vector<std::string> const known(known_.begin(), known_.end());
        for (auto const& [key, node] : table_) {
            std::string const word(key.str());
            if (known_.contains(word)) continue;
            mistakes_.add(key.source(), "unknown key '" + word + "' in " + where_ +
                                            geo::names_that_are_there(word, known, known.size()));
        }
    }

    toml::node const* find(std::string const& key) {
        known_.insert(key);
        return table_.get(key);
    }
    void wrong(toml::node const& at, std::string const& key, std::string const& wanted) {
        mistakes_.add(at.source(), "'" + key + "' in " + where_ + " must be " + wanted);
    }
    void missing(std::string const& key) { mistakes_.add(table_.source(), where_ + " needs '" + key + "'"); }

    void text(std::string const& key, std::string& out) {
        if (auto const* node = find(key)) {
            if (auto const value = node->value_exact<std::string>())
                out = *value;
            else
                wrong(*node, key, "a text");
        }
    }
    void flag(std::string const& key, bool& out) {
        if (auto const* node = find(key)) {
            if (auto const value = node->value_exact<bool>())
                out = *value;
            else
                wrong(*node, key, "true or false");
        }
    }
    void count(std::string const& key, std::size_t& out, std::int64_t least, std::int64_t most) {
        if (auto const* node = find(key)) {
            auto const value = node->value_exact<std::int64_t>();
            if (value && *value >= least && *value <= most)
                out = static_cast<std::size_t>(*value);
            else
                wrong(*node, key, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
        }
    }
    void texts(std::string const& key, std::vector<std::string>& out) {
        auto const* node = find(key);
        if (!node) return;
        auto const* array = node->as_array();
        if (!array) return wrong(*node, key, "a list of texts");
        for (auto const& one : *array) {
            if (auto const value = one.value_exact<std::string>())
                out.push_back(*value);
            else
                return wrong(one, key, "a list of texts");
        }
    }
    /// `{ zh = "…", en = "…" }`.
    void words(std::string const& key, Words& out) {
        auto const* node = find(key);
        if (!node) return;
        auto const* table = node->as_table();
        if (!table) return wrong(*node, key, "{ zh = \"…\", en = \"…\" }");
        Reader both(*table, "'" + key + "'", mistakes_);
        for (auto const& [language, said] : {std::pair{"zh", &out.zh}, std::pair{"en", &out.en}}) {
            both.text(language, *said);
            if (!both.find(language)) both.missing(language);
        }
        both.finish();
    }
    template <class T, std::size_t n>
    void choice(std::string const& key, std::pair<std::string_view, T> const (&choices)[n], T& out) {
        auto const* node = find(key);
        if (!node) return;
        std::string const word = node->value_exact<std::string>().value_or("");
        std::vector<std::string> names;
        for (auto const& [name, value] : choices) {
            if (name == word) {
                out = value;
                return;
            }
            names.emplace_back(name);
        }
        mistakes_.add(node->source(), "'" + key + "' in " + where_ + " cannot be '" + word + "'" +
                                          geo::names_that_are_there(word, names));
    }
    /// Two whole numbers from 1.
    void pair(std::string const& key, std::size_t& first, std::size_t& second) {
        auto const* node = find(key);
        if (!node) return;
        auto const* array = node->as_array();
        if (array && array->size() == 2) {
            auto const a = array->get(0)->value_exact<std::int64_t>(), b = array->get(1)->value_exact<std::int64_t>();
            if (a && b && *a >= 1 && *b >= 1 && *a <= std::int64_t{kMostCells} && *b <= std::int64_t{kMostCells}) {
                first = static_cast<std::size_t>(*a);
                second = static_cast<std::size_t>(*b);
                return;
            }
        }
        wrong(*node, key, "[row, column], from 1 to " + std::to_string(kMostCells));
    }
    /// Numbers above 0, and the word "natural" where `natural` allows it, which becomes 0.
    void shares(std::string const& key, std::vector<double>& out, bool natural) {
        auto const* node = find(key);
        if (!node) return;
        std::string const wanted = natural ? "a list of shares above 0 and of \"natural\"" : "a list of shares above 0";
        auto const* array = node->as_array();
        if (!array || array->empty() || array->size() > kMostCells) return wrong(*node, key, wanted);
        out.clear();
        for (auto const& one : *array) {
            auto const number = one.value<double>();
            bool const is_word = natural && one.value_exact<std::string>().value_or("") == "natural";
            if (!is_word && !(number && *number > 0 && *number < 1000)) return wrong(one, key, wanted);
            out.push_back(is_word ? 0 : *number);
        }
    }

private:
    toml::table const& table_;
    std::string where_;
    Mistakes& mistakes_;
    std::set<std::string> known_;
};

std::size_t line_of(toml::node const& node) { return node.source().begin.line; }

/// Says of a key that only some kinds of block have.
void judge(Block const& block, toml::table const& table, Mistakes& mistakes) {
    auto const complain = [&](std::string const& what) { mistakes.add(table.source(), what); };
    bool const wants_text = block.kind == BlockKind::heading || block.kind == BlockKind::text;
    if (wants_text && block.text.empty()) complain("a heading or a text needs 'text'");
    if (!wants_text && block.data.empty()) complain("this block needs 'data', the name of what it shows");
    if (block.kind == BlockKind::figure && block.figure.view.empty()) complain("a figure needs 'view'");
}

Block read_block(toml::table const& table, Mistakes& mistakes) {
    Block block;
    block.line = line_of(table);
    Reader reader(table, "a block", mistakes);
    reader.choice("kind", kBlockKinds, block.kind);
    if (!reader.find("kind")) reader.missing("kind");
    std::size_t row = 1, column = 1;
    reader.pair("at", row, column);
    if (!reader.find("at")) reader.missing("at");
    block.row = row - 1;
    block.column = column - 1;
    reader.pair("span", block.row_span, block.column_span);
    reader.text("data", block.data);
    reader.words("title", block.title);
    reader.words("text", block.text);
    reader.count("level", block.level, 1, 3);
    reader.texts("columns", block.columns);
    reader.count("most", block.most, 1, 1'000'000);
    reader.flag("optional", block.optional);
    reader.flag("breaks", block.breaks);
    reader.choice("chart", kChartKinds, block.chart);
    reader.flag("upright", block.upright);
    std::size_t height = 0;
    reader.count("height", height, 20, 2000);
    block.height = static_cast<double>(height);
    reader.text("view", block.figure.view);
    reader.texts("layers", block.figure.layers);
    reader.text("time", block.figure.time);
    reader.text("style", block.figure.style);
    reader.text("colour_by", block.figure.colour_by);
    reader.finish();
    judge(block, table, mistakes);
    return block;
}

/// Blocks stay inside of the grid, and no two of them in one cell.
void judge_grid(PageSpec const& page, toml::table const& table, Mistakes& mistakes) {
    std::set<std::pair<std::size_t, std::size_t>> taken;
    for (Block const& block : page.blocks) {
        std::string const where = "the block of line " + std::to_string(block.line);
        if (block.row + block.row_span > page.rows.size() || block.column + block.column_span > page.columns.size()) {
            mistakes.add(table.source(), where + " lies outside of the page's grid of " +
                                             std::to_string(page.rows.size()) + " rows and " +
                                             std::to_string(page.columns.size()) + " columns");
            continue;
        }
        for (std::size_t r = 0; r < block.row_span; ++r)
            for (std::size_t c = 0; c < block.column_span; ++c)
                if (!taken.emplace(block.row + r, block.column + c).second)
                    mistakes.add(table.source(), where + " takes a cell that another block has");
    }
}

PageSpec read_page(toml::table const& table, Mistakes& mistakes) {
    PageSpec page;
    page.line = line_of(table);
    Reader reader(table, "a page", mistakes);
    reader.shares("rows", page.rows, true);
    reader.shares("columns", page.columns, false);
    reader.text("each", page.each);
    reader.flag("follows", page.follows);
    auto const* blocks = reader.find("blocks");
    auto const* array = blocks ? blocks->as_array() : nullptr;
    if (!array || array->empty()) {
        if (blocks)
            reader.wrong(*blocks, "blocks", "a list of blocks");
        else
            reader.missing("blocks");
    } else {
        for (auto const& one : *array) {
            if (auto const* block = one.as_table())
                page.blocks.push_back(read_block(*block, mistakes));
            else
                reader.wrong(one, "blocks", "a list of { kind = … }");
        }
    }
    reader.finish();
    judge_grid(page, table, mistakes);
    // As a person reads: from the top, and from the left.
    std::stable_sort(page.blocks.begin(), page.blocks.end(), [](Block const& a, Block const& b) {
        return std::pair{a.row, a.column} < std::pair{b.row, b.column};
    });
    return page;
}

void read_languages(Reader& reader, Template& out) {
    auto const* node = reader.find("languages");
    if (!node) return;
    std::vector<std::string> names;
    reader.texts("languages", names);
    out.languages.clear();
    for (std::string const& name : names)
        for (auto const& [word, language] : kLanguages)
            if (word == name) out.languages.push_back(language);
    if (out.languages.size() != names.size() || names.empty()) reader.wrong(*node, "languages", "a list of zh and en");
}

void read_paper(Reader& reader, Paper& paper) {
    std::string name = "a4";
    reader.choice("paper", kPapers, paper);
    reader.text("paper", name);
    constexpr std::pair<std::string_view, bool> kTurns[] = {{"portrait", false}, {"landscape", true}};
    bool landscape = name == "16:9";
    reader.choice("orientation", kTurns, landscape);
    if (landscape) std::swap(paper.width, paper.height);
}

}  // namespace

base::Result<Template> read_template(std::string_view toml, std::string const& file) {
    toml::table table;
    try {
        table = toml::parse(toml, file);
    } catch (toml::parse_error const& error) {
        return base::Error{file + ", line " + std::to_string(error.source().begin.line) + ": " +
                           std::string(error.description())};
    }
    Mistakes mistakes(file);
    Template out;
    Reader reader(table, "the template", mistakes);
    reader.text("name", out.name);
    reader.words("title", out.title);
    if (!reader.find("title")) reader.missing("title");
    reader.text("audience", out.audience);
    read_languages(reader, out);
    read_paper(reader, out.paper);
    auto const* pages = reader.find("page");
    auto const* array = pages ? pages->as_array() : nullptr;
    if (!array || array->empty())
        reader.missing("[[page]]");
    else
        for (auto const& one : *array) {
            if (auto const* page = one.as_table())
                out.pages.push_back(read_page(*page, mistakes));
            else
                reader.wrong(one, "page", "[[page]]");
        }
    reader.finish();
    if (mistakes.any()) return mistakes.error();
    return out;
}

std::vector<std::string> shipped_templates() {
    std::vector<std::string> names;
    for (ShippedTemplate const& one : shipped()) names.emplace_back(one.name);
    return names;
}

base::Result<Template> shipped_template(std::string_view name) {
    for (ShippedTemplate const& one : shipped()) {
        if (one.name != name) continue;
        auto read = read_template(one.toml, std::string(name) + ".toml");
        if (read) read->name = name;
        return read;
    }
    return base::Error{"no template '" + std::string(name) + "'" +
                       geo::names_that_are_there(name, shipped_templates())};
}

}  // namespace report
