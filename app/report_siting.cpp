// A study of sites on paper: the panel's own facts (app/siting_report.h) in both languages, with a map of the ranking.
#include <algorithm>
#include <cstdio>

#include "analysis/disclosure.h"
#include "app/report_parts.h"
#include "app/report_schemes.h"
#include "app/siting_report.h"
#include "app/siting_sensitivity.h"

namespace app {
namespace {

using report::Words;

/// Both languages' tables side by side: they have the same rows and columns.
report::Table table_of(SitingTable const& zh, SitingTable const& en) {
    report::Table out;
    for (std::size_t c = 0; c < zh.columns.size() && c < en.columns.size(); ++c)
        out.columns.push_back(column(("c" + std::to_string(c + 1)).c_str(), {zh.columns[c], en.columns[c]}));
    for (std::size_t r = 0; r < zh.rows.size() && r < en.rows.size(); ++r) {
        report::Row row;
        for (std::size_t c = 0; c < out.columns.size(); ++c) {
            Words text{c < zh.rows[r].size() ? zh.rows[r][c] : "", c < en.rows[r].size() ? en.rows[r][c] : ""};
            if (text.empty()) text = both("—");
            row.cells.push_back(std::move(text));
        }
        out.rows.push_back(std::move(row));
    }
    for (std::size_t i = 0; i < zh.notes.size() && i < en.notes.size(); ++i) {
        out.note.zh += (i ? "\n" : "") + zh.notes[i];
        out.note.en += (i ? "\n" : "") + en.notes[i];
    }
    return out;
}

Words site_name(ui::SitingFacts const& facts, std::uint32_t site) { return both(facts.measured->sites[site].id); }

/// What each criterion gives to the first few, and how often each of them comes first.
void add_charts(ui::SitingFacts const& facts, Audience audience, Content& out) {
    analysis::JudgedStudy const& judged = *facts.judged;
    std::size_t const criteria = judged.ranking.criteria();
    report::Chart parts, first;
    parts.axis = {"加权得分", "weighted score"};
    parts.decimals = 2;
    first.axis = {"位列第一的占比 / %", "% of runs"};
    report::Series runs{{"权重随机变动", "weights varied at random"}, {}, {}, {}, report::Tone::plain};
    for (std::size_t c = 0; c < criteria; ++c) {
        parts.series.push_back({words(facts.study.criteria[c].name), {}, {}, {}, report::Tone::plain});
    }
    for (std::uint32_t const row : judged.order) {
        Words const name = site_name(facts, judged.ranking.sites[row]);
        parts.labels.push_back(name);
        first.labels.push_back(name);
        for (std::size_t c = 0; c < criteria; ++c)
            parts.series[c].values.push_back(judged.ranking.contribution[row * criteria + c]);
        runs.values.push_back(row < judged.stability.weighted.size() ? 100 * judged.stability.weighted[row].first : 0);
    }
    first.series.push_back(std::move(runs));
    first.note = {"各权重 ±20% 随机变动。", "All weights varied by up to 20%."};
    add_chart(out, "contributions", std::move(parts), audience, Told::open);
    add_chart(out, "stability", std::move(first), audience, Told::open);
}

void add_map(ui::SitingFacts const& facts, Content& out) {
    analysis::JudgedStudy const& judged = *facts.judged;
    Content::Shapes shapes;
    base::Extent all;
    shapes.title = {"候选地块：数字为名次，灰色为已排除", "Candidates: numbers are ranks, grey ones excluded"};
    constexpr std::uint32_t kExcluded = 0x90808080u, kRanked = 0xc0000000u;
    std::size_t const ranked = judged.order.size();
    for (std::size_t i = 0; i < facts.measured->sites.size(); ++i) {
        FigureShape shape;
        for (auto const& ring : facts.measured->sites[i].plot) shape.rings.emplace_back(ring.begin(), ring.end());
        shape.colour = kExcluded;
        std::int32_t const row = i < judged.row_of.size() ? judged.row_of[i] : -1;
        if (row >= 0) {
            std::uint32_t const rank = judged.ranking.weighted_rank[static_cast<std::size_t>(row)];
            shape.colour = kRanked | ui::kRankColours[ui::rank_step(rank, ranked)];
            shape.text = std::to_string(rank);
        }
        for (auto const& ring : shape.rings) {
            for (base::Vec2d const p : ring) all.add(p);
        }
        if (!shape.rings.empty()) shapes.shapes.push_back(std::move(shape));
    }
    if (!all.empty()) {
        // From straight above, all of them; a building in front would hide what is compared.
        double const metres = 1.15 * std::max({all.height(), all.width() * 0.62, 200.0});
        char camera[96];
        std::snprintf(camera, sizeof camera, "plan:%.2f,%.2f,%.2f", all.centre().x, all.centre().y, metres);
        out.cameras["overview"] = camera;
    }
    out.shapes["candidates"] = std::move(shapes);
}

/// Whether a count of tickets or people so small that the public may not be told of it goes into the order: scores,
/// the map and the number of excluded sites would each give it away, so that nothing of the study is left to show.
bool tells_of_few(ui::SitingFacts const& facts, analysis::DisclosureRules const& rules) {
    double const least = std::max(rules.least_in_cell, kLeastTickets);
    auto const few = [least](std::vector<analysis::MeasuredColumn> const& columns,
                             std::vector<analysis::MeasureSpec> const& specs) {
        for (std::size_t i = 0; i < columns.size() && i < specs.size(); ++i) {
            bool const counts =
                specs[i].what == analysis::Measure::tickets || specs[i].what == analysis::Measure::people;
            auto const small = [least](double value) { return value > 0 && value < least; };
            if (counts && std::ranges::any_of(columns[i].values, small)) return true;
        }
        return false;
    };
    return few(facts.measured->constraints, facts.measured->constraint_specs) ||
           few(facts.measured->criteria, facts.measured->criterion_specs);
}

}  // namespace

base::Status add_siting(ReportFacts const& from, Content& out) {
    base::Progress quiet;
    SitingAsk ask{from.input.maker.district()};
    ask.state = &from.past.state;
    ask.data_time = from.now();
    ask.study = from.input.subject;
    auto const facts = run_siting(ask, quiet);
    if (!facts) return facts.error();
    Audience const audience = from.input.audience;
    if (audience == Audience::open && tells_of_few(*facts, ask.district.live.disclosure)) {
        return base::Error{
            std::string("refused: ") +
            (from.input.maker.chinese()
                 ? "该研究按工单或人口评价，有地块的数目过少，不得公开"
                 : "the study judges by tickets or people, and a site has too few of them for the public")};
    }
    constexpr std::size_t kMost = 10;
    SitingReport const zh = siting_report_facts(*facts, true, kMost), en = siting_report_facts(*facts, false, kMost);
    auto& said = out.data.facts;
    std::string subject = zh.title;
    if (subject.ends_with("选址")) subject.resize(subject.size() - std::string_view("选址").size());
    said["subject"] = {subject, en.title};
    said["day"] = times_of(from.input.moment);
    said["summary"] = {zh.lead + (zh.blocked.empty() ? zh.why : zh.blocked),
                       en.lead + " " + (en.blocked.empty() ? en.why : en.blocked)};
    said["signature"] = {"编制：　　　　　　　　审核：　　　　　　　　日期：",
                         "Prepared:                     Checked:                     Date:"};
    add_table(out, "ranking", table_of(zh.ranking, en.ranking), audience, Grain::counts);
    add_table(out, "criteria", table_of(zh.criteria, en.criteria), audience, Grain::counts);
    SitingTable const hangs_zh = sensitivity_table(*facts, true), hangs_en = sensitivity_table(*facts, false);
    if (!hangs_zh.rows.empty()) add_table(out, "sensitivity", table_of(hangs_zh, hangs_en), audience, Grain::counts);
    if (!zh.excluded.rows.empty())
        add_table(out, "excluded", table_of(zh.excluded, en.excluded), audience, Grain::counts);
    if (!zh.schemes.rows.empty()) add_table(out, "schemes", table_of(zh.schemes, en.schemes), audience, Grain::counts);
    add_scheme_pages(*facts, ask.district, audience, out);
    std::vector<report::Note> notes;
    for (std::size_t i = 0; i < zh.notes.size() && i < en.notes.size(); ++i)
        notes.push_back({{zh.notes[i], en.notes[i]}, report::Tone::quiet, {}});
    out.data.notes["definitions"] = std::move(notes);
    add_charts(*facts, from.input.audience, out);
    add_map(*facts, out);
    return base::done;
}

}  // namespace app
