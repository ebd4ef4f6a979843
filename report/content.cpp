#include "report/content.h"

#include <algorithm>
#include <cmath>

#include "geo/suggest.h"
#include "report/withheld.h"

namespace report {
namespace {

template <class T>
std::vector<std::string> keys(std::map<std::string, T> const& map) {
    std::vector<std::string> out;
    for (auto const& [key, value] : map) out.push_back(key);
    return out;
}

std::string with_key(std::string text, std::string const& key) {
    for (std::size_t at = text.find('*'); at != std::string::npos && !key.empty(); at = text.find('*', at + key.size()))
        text.replace(at, 1, key);
    return text;
}

/// Names of facts stand in braces; a star in them is the key of the page.
base::Result<std::string> with_facts(std::string const& text, Language language, Data const& data,
                                     std::string const& key) {
    constexpr std::string_view kOpen = "{facts.";
    std::string out;
    std::size_t from = 0;
    for (std::size_t at; (at = text.find(kOpen, from)) != std::string::npos;) {
        std::size_t const end = text.find('}', at);
        if (end == std::string::npos) return base::Error{"a { that no } closes"};
        std::string const name = with_key(text.substr(at + kOpen.size(), end - at - kOpen.size()), key);
        auto const fact = data.facts.find(name);
        if (fact == data.facts.end())
            return base::Error{"no fact '" + name + "'" + geo::names_that_are_there(name, keys(data.facts))};
        out += text.substr(from, at - from) + fact->second.in(language);
        from = end + 1;
    }
    return out + text.substr(from);
}

bool exists(std::string const& name, Data const& data) {
    return data.tables.contains(name) || data.charts.contains(name) || data.tiles.contains(name) ||
           data.figures.contains(name) || data.notes.contains(name) || data.facts.contains(name) ||
           data.withheld.contains(name);
}

/// Finds the block's data; `false` where there is none.
class Finder {
public:
    Finder(Content& out, std::string& fault) : out_(out), fault_(fault) {}

    template <class T>
    bool in(std::map<std::string, T> const& map, char const* what) {
        auto const found = map.find(out_.block.data);
        if (found == map.end()) {
            fault_ = std::string("no ") + what + " '" + out_.block.data + "'" +
                     geo::names_that_are_there(out_.block.data, keys(map));
            return false;
        }
        out_.shows = &found->second;
        return true;
    }

private:
    Content& out_;
    std::string& fault_;
};

bool find_data(Content& out, Data const& data, Figure const* blank, std::string& fault) {
    Finder find(out, fault);
    switch (out.block.kind) {
        case BlockKind::heading:
        case BlockKind::text: return true;
        case BlockKind::table: return find.in(data.tables, "table");
        case BlockKind::chart: return find.in(data.charts, "chart");
        case BlockKind::tiles: return find.in(data.tiles, "list of tiles");
        case BlockKind::notes: return find.in(data.notes, "list of notes");
        case BlockKind::figure:
            if (find.in(data.figures, "figure")) return true;
            if (blank) out.shows = blank;
            return blank != nullptr;
    }
    return false;
}

/// Lists of one length, or a sentence.
std::string fault_of(Content const& content) {
    if (auto const* const* table = std::get_if<Table const*>(&content.shows)) {
        for (Row const& row : (*table)->rows)
            if (row.cells.size() != (*table)->columns.size())
                return "a row of " + std::to_string(row.cells.size()) + " cells in a table of " +
                       std::to_string((*table)->columns.size()) + " columns";
        if ((*table)->columns.empty()) return "a table without columns";
    }
    if (auto const* const* chart = std::get_if<Chart const*>(&content.shows)) {
        std::size_t const labels = (*chart)->labels.size();
        for (Series const& series : (*chart)->series) {
            if (series.values.size() != labels)
                return std::to_string(series.values.size()) + " values for " + std::to_string(labels) + " labels";
            if (series.low.size() != series.high.size() || (!series.low.empty() && series.low.size() != labels))
                return "a band that is not as long as its line";
        }
        for (Mark const& mark : (*chart)->marks)
            if (!std::isfinite(mark.at)) return "a mark without a value";
        for (Span const& span : (*chart)->spans)
            if (span.label >= labels || span.to < span.from || span.from == base::kNoTime)
                return "a span without its label, or that ends before it begins";
        if (content.block.chart == ChartKind::histogram && (*chart)->edges.size() != labels + 1)
            return std::to_string((*chart)->edges.size()) + " class limits for " + std::to_string(labels) + " classes";
    }
    return {};
}

base::Result<std::vector<Content>> fill_page(PageSpec const& page, Data const& data, std::string const& key,
                                             std::string const& where, Figure const* blank) {
    std::vector<Content> out;
    for (Block const& block : page.blocks) {
        Content content{.block = block, .shows = {}};
        content.block.data = with_key(block.data, key);
        content.block.figure.view = with_key(block.figure.view, key);
        auto const error = [&](std::string const& what) {
            return base::Error{where + ", line " + std::to_string(block.line) + ": " + what};
        };
        bool const only_beside = block.kind == BlockKind::heading || block.kind == BlockKind::text;
        if (only_beside && !content.block.data.empty() && !exists(content.block.data, data)) continue;
        std::string fault;
        if (!find_data(content, data, blank, fault)) {
            auto const instead = data.withheld.find(content.block.data);
            if (instead != data.withheld.end()) content.withheld = &instead->second;
            if (!content.withheld && block.optional) continue;
            if (!content.withheld) return error(fault);
        }
        bool complete = true;
        for (Words* words : {&content.block.title, &content.block.text}) {
            auto const filled = fill_words(*words, data, key);
            if (!filled && !block.optional) return error(filled.error().message);
            complete = complete && filled;
        }
        if (!complete) continue;
        if (std::string const what = fault_of(content); !what.empty())
            return error("'" + content.block.data + "': " + what);
        if (auto const* const* table = std::get_if<Table const*>(&content.shows)) {
            auto const chosen = chosen_columns(**table, content.block);
            if (!chosen) return error(chosen.error().message);
        }
        out.push_back(std::move(content));
    }
    return out;
}

// Its blocks point into its own list, which a copy would leave behind.
static_assert(std::is_nothrow_move_constructible_v<PageContent>);

}  // namespace

base::Status fill_words(Words& words, Data const& data, std::string const& key) {
    for (auto const& [said, language] : {std::pair{&words.zh, Language::zh}, std::pair{&words.en, Language::en}}) {
        auto filled = with_facts(*said, language, data, key);
        if (!filled) return filled.error();
        *said = std::move(*filled);
    }
    return base::done;
}

base::Result<std::vector<PageContent>> fill(Template const& how, Data const& data, Figure const* blank) {
    std::string const where = how.name.empty() ? "template" : how.name + ".toml";
    std::vector<PageContent> out;
    for (PageSpec const& page : how.pages) {
        std::vector<std::string> once{""};
        if (!page.each.empty()) {
            auto const list = data.lists.find(page.each);
            if (list == data.lists.end())
                return base::Error{where + ", line " + std::to_string(page.line) + ": no list '" + page.each + "'" +
                                   geo::names_that_are_there(page.each, keys(data.lists))};
            once = list->second;
        }
        for (std::string const& key : once) {
            auto blocks = fill_page(page, data, key, where, blank);
            if (!blocks) return blocks.error();
            bool const worth = std::any_of(blocks->begin(), blocks->end(),
                                           [](Content const& one) { return one.block.kind != BlockKind::heading; });
            if (!worth) continue;
            out.push_back({page, std::move(*blocks), {}});
            close_up(out.back());
        }
    }
    if (out.empty()) return base::Error{where + ": no page has anything to show"};
    return out;
}

base::Result<std::vector<std::size_t>> chosen_columns(Table const& table, Block const& block) {
    std::vector<std::string> names;
    for (Column const& column : table.columns) names.push_back(column.key);
    std::vector<std::size_t> out;
    for (std::string const& wanted : block.columns) {
        auto const found = std::find(names.begin(), names.end(), wanted);
        if (found == names.end())
            return base::Error{"table '" + block.data + "' has no column '" + wanted + "'" +
                               geo::names_that_are_there(wanted, names)};
        out.push_back(static_cast<std::size_t>(found - names.begin()));
    }
    if (block.columns.empty())
        for (std::size_t i = 0; i < names.size(); ++i) out.push_back(i);
    return out;
}

Table shown_rows(Table const& table, std::size_t most) {
    Table out{.columns = table.columns, .rows = {}, .note = table.note};
    std::size_t count = 0;
    for (Row const& row : table.rows)
        if (row.total || most == 0 || count++ < most) out.rows.push_back(row);
    return out;
}

std::string table_note(Table const& shown, std::vector<std::size_t> const& columns, std::size_t left_out,
                       Language language) {
    bool const zh = language == Language::zh;
    std::vector<std::string> parts;
    if (!shown.note.empty()) parts.push_back(shown.note.in(language));
    if (left_out > 0)
        parts.push_back(zh ? "另有" + std::to_string(left_out) + "行见同名 CSV 文件。"
                           : std::to_string(left_out) + " more rows are in the CSV file of the same name.");
    // Where the table's own note tells the rule, the sign is explained.
    bool withheld = false;
    for (Row const& row : shown.rows)
        for (std::size_t const c : columns) {
            auto const* hidden = std::get_if<Withheld>(&row.cells[c]);
            withheld = withheld || (hidden && hidden->below <= 0);
        }
    if (withheld && shown.note.in(language).find("※") == std::string::npos)
        parts.emplace_back(zh ? "※ 按公开范围规定不予显示。" : "※ not shown, by the rules of disclosure.");
    std::string out;
    for (std::string const& part : parts) out += (out.empty() || zh ? "" : " ") + part;
    return out;
}

}  // namespace report
