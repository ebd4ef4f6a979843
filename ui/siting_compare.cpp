// The best sites, or the schemes on one of them, side by side over the district.
#include <algorithm>
#include <cmath>

#include "ui/draw.h"
#include "ui/live_rows.h"
#include "ui/palette.h"
#include "ui/panels.h"
#include "ui/siting_parts.h"
#include "ui/widgets.h"

namespace ui {
namespace {

constexpr std::size_t kSites = 5;

struct Cell {
    std::string text, under;
    bool best = false, bad = false;
};
struct Row {
    std::string name, note, unit;
    ImU32 colour = 0;  ///< of a square before the name; 0: none
    std::vector<Cell> cells;
};

void draw_rows(Kit& kit, std::vector<std::string> const& heads, std::vector<std::string> const& under,
               std::vector<Row> const& rows) {
    Palette const& p = kit.palette();
    float const whole = ImGui::GetContentRegionAvail().x, first = std::min(kit.px(260), whole * 0.34F);
    float const each = (whole - first) / static_cast<float>(std::max<std::size_t>(1, heads.size()));
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImFont* const body = kit.font(Type::body);
    ImFont* const strong = kit.font(Type::body, true);
    ImFont* const small = kit.font(Type::small);
    ImVec2 at = ImGui::GetCursorScreenPos();
    for (std::size_t c = 0; c < heads.size(); ++c) {
        float const x = at.x + first + each * static_cast<float>(c);
        put_text(kit, strong, {x, at.y}, p.text, cut_end(strong, heads[c], each - kit.px(12)));
        if (c < under.size())
            put_text(kit, small, {x, at.y + kit.px(22)}, p.quiet, cut_end(small, under[c], each - kit.px(12)));
    }
    ImGui::Dummy({whole, kit.px(44)});
    for (Row const& row : rows) {
        at = ImGui::GetCursorScreenPos();
        float const height = kit.px(row.cells.empty() || row.cells[0].under.empty() ? 32 : 44);
        list->AddLine(at, {at.x + whole, at.y}, faded(p.line, 0.6F));
        float x = at.x;
        if (row.colour) {
            list->AddRectFilled({x, at.y + kit.px(12)}, {x + kit.px(8), at.y + kit.px(20)}, row.colour, kit.px(2));
            x += kit.px(16);
        }
        put_text(kit, body, {x, at.y + kit.px(6)}, p.quiet, cut_end(body, row.name, at.x + first - kit.px(12) - x));
        for (std::size_t c = 0; c < row.cells.size(); ++c) {
            Cell const& cell = row.cells[c];
            float const left = at.x + first + each * static_cast<float>(c);
            ImU32 const ink = cell.bad ? p.bad : cell.best ? p.good : p.text;
            if (cell.best || cell.bad)
                level_mark(kit, list, {left + kit.px(4), at.y + kit.px(16)}, kit.px(4),
                           cell.bad ? Urgent::red : Urgent::blue);
            put_text(kit, cell.best ? strong : body, {left + kit.px(14), at.y + kit.px(6)}, ink,
                     cut_end(body, cell.text, each - kit.px(20)));
            if (!cell.under.empty())
                put_text(kit, small, {left + kit.px(14), at.y + kit.px(25)}, p.quiet,
                         cut_end(small, cell.under, each - kit.px(20)));
        }
        ImGui::Dummy({whole, height});
        if (!row.note.empty()) hover_text(kit, kit.show(row.note));
    }
}

/// Marks the best of a row; nothing where all are alike.
void mark_best(Row& row, std::vector<double> const& values, bool less) {
    std::vector<double> known;
    for (double const v : values)
        if (std::isfinite(v)) known.push_back(v);
    if (known.size() < 2) return;
    auto const [low, high] = std::minmax_element(known.begin(), known.end());
    if (*low == *high) return;
    double const best = less ? *low : *high;
    for (std::size_t i = 0; i < values.size(); ++i) row.cells[i].best = values[i] == best;
}

/// The first of the ranking, one a column.
struct TopSites {
    std::vector<std::uint32_t> rows;  ///< of the ranking
    std::vector<std::string> heads, under;
};

TopSites top_sites(Kit& kit, SitingFacts const& facts) {
    auto const& judged = *facts.judged;
    TopSites top;
    for (std::size_t i = 0; i < std::min(kSites, judged.order.size()); ++i) top.rows.push_back(judged.order[i]);
    for (std::uint32_t const row : top.rows) {
        std::uint32_t const site = judged.ranking.sites[row];
        top.heads.push_back(std::to_string(judged.ranking.weighted_rank[row]) + "  " + facts.measured->sites[site].id);
        top.under.push_back(site < facts.site_words.size() ? kit.of(facts.site_words[site]) : "");
    }
    return top;
}

/// `value` and `cell` are asked for each row of the ranking.
template <class Value, class Shown>
Row site_row(Row row, TopSites const& top, bool less, Value const& value, Shown const& cell) {
    std::vector<double> values;
    for (std::uint32_t const r : top.rows) {
        values.push_back(value(r));
        row.cells.push_back(cell(r, values.back()));
    }
    mark_best(row, values, less);
    return row;
}

void draw_sites(PanelContext& context, SitingFacts const& facts) {
    Kit& kit = context.kit;
    auto const& judged = *facts.judged;
    TopSites const top = top_sites(kit, facts);
    std::vector<Row> rows;
    auto const add = [&](std::string name, std::string note, ImU32 colour, bool less, auto const& value,
                         auto const& cell) {
        rows.push_back(site_row({std::move(name), std::move(note), {}, colour, {}}, top, less, value, cell));
    };
    add(
        kit.say("siting.weighted"), kit.say("siting.weighted.note"), 0, false,
        [&](std::uint32_t r) { return judged.ranking.weighted[r]; },
        [](std::uint32_t, double v) {
            return Cell{Kit::number(v, 3), {}};
        });
    add(
        "TOPSIS", kit.say("siting.topsis.note"), 0, false, [&](std::uint32_t r) { return judged.ranking.closeness[r]; },
        [&](std::uint32_t r, double v) {
            return Cell{Kit::number(v, 3),
                        kit.say("siting.rank_n", {std::to_string(judged.ranking.closeness_rank[r])})};
        });
    add(
        kit.say("siting.first_in"), kit.say("siting.stays.note"), 0, false,
        [&](std::uint32_t r) { return judged.stability.weighted[r].first; },
        [](std::uint32_t, double v) {
            return Cell{Kit::percent(v, 0), {}};
        });
    add(
        kit.say("siting.area"), {}, 0, false,
        [&](std::uint32_t r) { return facts.measured->sites[judged.ranking.sites[r]].area; },
        [&](std::uint32_t, double v) {
            return Cell{kit.say("siting.hectares", {Kit::number(v / 10'000, 2)}), {}};
        });
    for (std::size_t c = 0; c < facts.study.criteria.size(); ++c) {
        auto const& criterion = facts.study.criteria[c];
        add(
            kit.of(criterion.name) + (criterion.less_is_better ? " ↓" : " ↑"), kit.of(facts.measured->criteria[c].how),
            criterion_colour(kit, c), criterion.less_is_better,
            [&](std::uint32_t r) { return facts.measured->criteria[c].values[judged.ranking.sites[r]]; },
            [&](std::uint32_t r, double v) {
                double const part = judged.ranking.contribution[r * judged.ranking.criteria() + c];
                return Cell{measured_text(kit, facts, c, v), kit.say("siting.adds", {Kit::number(part, 3)})};
            });
    }
    draw_rows(kit, top.heads, top.under, rows);
}

using SchemeResults = std::vector<analysis::SchemeResult const*>;

/// How many views are kept, and what each viewpoint loses.
void add_views(Kit& kit, SitingFacts const& facts, SchemeResults const& results, std::vector<Row>& rows) {
    if (facts.viewpoints.empty()) return;
    std::string const method = kit.of(analysis::view_method());
    Row kept{kit.say("siting.view.kept_n"), method, {}, 0, {}};
    std::vector<double> counts;
    for (auto const* r : results) {
        counts.push_back(static_cast<double>(r->views_kept));
        kept.cells.push_back({r->views_known == 0 ? std::string("—")
                                                  : Kit::number(counts.back()) + " / " +
                                                        Kit::number(static_cast<double>(r->views_known)),
                              {},
                              false,
                              r->views_kept < r->views_known});
    }
    rows.push_back(std::move(kept));
    for (std::size_t v = 0; v < facts.viewpoints.size(); ++v) {
        Row row{kit.say("siting.view.from", {kit.of(facts.viewpoints[v].name)}), method, {}, 0, {}};
        std::vector<double> lost;
        for (auto const* r : results) {
            bool const known = v < r->views.size() && r->views[v].known();
            lost.push_back(known ? r->views[v].lost_share() : std::nan(""));
            row.cells.push_back(
                {known ? lost_text(lost.back()) : std::string("—"), {}, false, known && !r->views[v].kept()});
        }
        mark_best(row, lost, true);
        for (Cell& cell : row.cells) cell.best = cell.best && !cell.bad;
        rows.push_back(std::move(row));
    }
}

/// What is built, each against its limit.
void add_limits(Kit& kit, SchemeResults const& results, std::vector<Row>& rows) {
    using What = analysis::MassingCheck::What;
    auto const breaks = [](analysis::SchemeResult const& r, std::initializer_list<What> kinds) {
        return std::ranges::any_of(r.massing.broken, [&](auto const& check) {
            return std::find(kinds.begin(), kinds.end(), check.what) != kinds.end();
        });
    };
    auto const add = [&](char const* key, std::initializer_list<What> kinds, auto const& text, auto const& limit) {
        Row row{kit.say(key), {}, {}, 0, {}};
        for (auto const* r : results) row.cells.push_back({text(*r), limit(*r), false, breaks(*r, kinds)});
        rows.push_back(std::move(row));
    };
    auto const most = [&](std::optional<double> const& l, double times, int decimals, char const* unit) {
        return l ? kit.say("siting.limit_most", {Kit::number(*l * times, decimals) + unit})
                 : std::string(kit.say("siting.no_limit"));
    };
    auto const least = [&](std::optional<double> const& l, double times, int decimals, char const* unit) {
        return l ? kit.say("siting.limit_least", {Kit::number(*l * times, decimals) + unit})
                 : std::string(kit.say("siting.no_limit"));
    };
    using R = analysis::SchemeResult;
    auto const none = [](R const&) { return std::string(); };
    add(
        "siting.floor_area", {}, [](R const& r) { return Kit::number(r.massing.floor_area) + " m²"; }, none);
    add(
        "siting.far", {What::far_high, What::far_low}, [](R const& r) { return Kit::number(r.massing.far, 2); },
        [&](R const& r) { return most(r.limits.most_far, 1, 2, ""); });
    add(
        "siting.density", {What::density}, [](R const& r) { return Kit::percent(r.massing.density, 1); },
        [&](R const& r) { return most(r.limits.most_density, 100, 0, "%"); });
    add(
        "siting.height", {What::height, What::top},
        [](R const& r) { return Kit::number(r.massing.most_height, 1) + " m"; },
        [&](R const& r) { return most(r.limits.most_height, 1, 0, " m"); });
    add(
        "siting.setback", {What::setback, What::outside},
        [](R const& r) {
            auto const& s = r.massing.setback;
            return Kit::number(s.empty() ? 0 : *std::min_element(s.begin(), s.end()), 1) + " m";
        },
        [&](R const& r) { return least(r.limits.least_setback, 1, 0, " m"); });
    add(
        "siting.green", {What::green}, [](R const& r) { return Kit::percent(r.massing.green, 0); },
        [&](R const& r) { return least(r.limits.least_green, 100, 0, "%"); });
}

/// What neighbours lose of the sun.
void add_sun(Kit& kit, SchemeResults const& results, std::vector<Row>& rows) {
    Row fallen{kit.say("siting.sun.fallen"), kit.say("siting.sun.note"), {}, 0, {}};
    Row worse{kit.say("siting.sun.worse"), kit.say("siting.sun.note"), {}, 0, {}};
    Row lost{kit.say("siting.sun.most"), kit.say("siting.sun.note"), {}, 0, {}};
    std::vector<double> fell, got_worse, hours;
    for (auto const* r : results) {
        fell.push_back(static_cast<double>(r->fallen));
        got_worse.push_back(static_cast<double>(r->worse));
        hours.push_back(r->most_lost);
        fallen.cells.push_back({Kit::number(fell.back()), {}, false, r->fallen > 0});
        worse.cells.push_back({Kit::number(got_worse.back()), {}});
        lost.cells.push_back({Kit::number(r->most_lost, 1) + " h", {}});
    }
    mark_best(worse, got_worse, true);
    mark_best(lost, hours, true);
    rows.push_back(std::move(fallen));
    rows.push_back(std::move(worse));
    rows.push_back(std::move(lost));
}

void draw_schemes(PanelContext& context, SitingFacts const& facts) {
    Kit& kit = context.kit;
    std::vector<std::string> heads, under;
    SchemeResults results;
    for (std::size_t i = 0; i < facts.schemes.size(); ++i) {
        analysis::SchemeResult const* const r = i < facts.results.size() ? facts.results[i].get() : nullptr;
        if (!r) continue;
        analysis::Scheme const& s = facts.schemes[i];
        heads.push_back(kit.of(s.name));
        std::string const file = s.model.substr(s.model.rfind('/') + 1);
        under.push_back(s.model.empty()
                            ? kit.say("siting.scheme_line", {std::to_string(s.blocks), std::to_string(s.storeys),
                                                             Kit::number(s.length), Kit::number(s.depth)})
                            : kit.say("siting.model_line", {file}));
        results.push_back(r);
    }
    if (results.empty()) {
        empty_state(kit, kit.say("siting.assessing"), "");
        return;
    }
    std::vector<Row> rows;
    add_limits(kit, results, rows);
    add_sun(kit, results, rows);
    add_views(kit, facts, results, rows);
    draw_rows(kit, heads, under, rows);
    ImGui::Dummy({0, kit.px(8)});
    paragraph(kit, kit.of(analysis::sunlight_notice()), kit.palette().quiet);
}

}  // namespace

void draw_siting_compare(PanelContext& context) {
    Kit& kit = context.kit;
    SitingFacts const* const facts = context.siting;
    if (!facts || !facts->judged || !facts->measured || facts->judged->order.empty()) {
        empty_state(kit, kit.say("siting.none_left"), kit.say("siting.none_left.do"));
        return;
    }
    SitingState& state = context.state.siting;
    state.compared =
        tabs(kit, "compared", {kit.say("siting.compare.sites"), kit.say("siting.compare.schemes")}, state.compared);
    ImGui::Dummy({0, kit.px(4)});
    if (state.compared == 1)
        draw_schemes(context, *facts);
    else
        draw_sites(context, *facts);
}

}  // namespace ui
