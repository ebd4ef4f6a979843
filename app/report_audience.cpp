#include "app/report_audience.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "analysis/disclosure.h"
#include "app/figures.h"
#include "twin/text.h"

namespace app {
namespace {

report::Words no_single() {
    return {"公开版不得出现单件工单、单个事件和设备点位，只能用密度或按片区计数",
            "a public figure may not show single tickets, events or devices; use densities or counts by area"};
}

}  // namespace

base::Result<Audience> read_audience(std::string const& word) {
    if (word == "public") return Audience::open;
    if (word == "internal") return Audience::internal;
    if (word == "leader") return Audience::leader;
    std::vector<std::string> const known{"public", "internal", "leader"};
    return base::Error{"没有“" + word + "”这类读者，可用 public、internal、leader / there is no audience " +
                           twin::in_quotes(word) + twin::did_you_mean(word, known) +
                           "; there are public, internal and leader",
                       base::ErrorKind::usage};
}

std::string_view word_of(Audience audience) {
    return audience == Audience::open ? "public" : audience == Audience::leader ? "leader" : "internal";
}

report::Words mark_of(Audience audience) {
    switch (audience) {
        case Audience::open: return {"公开", "Public"};
        case Audience::leader: return {"领导参阅 注意保管", "For the leadership, keep safe"};
        case Audience::internal: break;
    }
    return {"内部资料 注意保管", "Internal, keep safe"};
}

report::Watermark watermark_of(Audience audience) {
    switch (audience) {
        case Audience::open: return report::Watermark::none;
        case Audience::leader: return report::Watermark::diagonal;
        case Audience::internal: break;
    }
    return report::Watermark::footer;
}

std::optional<report::Words> refusal(Audience audience, Grain grain) {
    if (audience != Audience::open || grain == Grain::counts) return {};
    if (grain == Grain::single) return no_single();
    return report::Words{"公开版不得列出具体地址", "a public table may not name addresses"};
}

report::Words withheld_words(Grain grain) {
    if (grain == Grain::places) return {"具体地址不公开，本项从略。", "Left out: addresses are not for the public."};
    return {"单件工单、单个事件和设备点位不公开，本项从略。",
            "Left out: single tickets, events and devices are not for the public."};
}

report::Words withheld_words() {
    std::string const least = grouped(kLeastTickets);
    return {"少于 " + least + " 件的计数不公开，本项从略。",
            "Left out: counts below " + least + " are not for the public."};
}

std::optional<report::Words> refusal(Audience audience, LiveChoice const& choice, double smallest_area) {
    if (audience != Audience::open) return {};
    if (choice.tickets || choice.events || choice.cameras || choice.devices || choice.drones) return no_single();
    if (choice.ticket_columns)
        return report::Words{"公开版不得按小格计工单数，格内常只有一两件",
                             "a public figure may not count tickets in small cells, which often hold one or two"};
    if (choice.population || choice.population_children || choice.population_elderly)
        return report::Words{"公开版不得按楼栋显示人口", "a public figure may not show people by building"};
    if (choice.ticket_areas && smallest_area > 0 && smallest_area < kLeastTickets) {
        std::string const least = std::to_string(static_cast<int>(kLeastTickets));
        std::string const found = std::to_string(static_cast<int>(smallest_area));
        return report::Words{
            "公开版片区工单数不得少于 " + least + " 件，有片区只有 " + found + " 件",
            "a public figure may not tell of fewer than " + least + " tickets in an area, and one has " + found};
    }
    return {};
}

report::Words said_count(Audience audience, double count) {
    if (!is_small(audience, count)) return {grouped(count), grouped(count)};
    std::string const least = grouped(kLeastTickets);
    return {"少于" + least, "under " + least};
}

void join_small(report::Chart& chart, Audience audience) {
    if (audience != Audience::open) return;
    auto const joined = [](std::vector<double> const& values, std::size_t step) {
        std::vector<double> out;
        for (std::size_t i = 0; i < values.size(); i += step)
            out.push_back(std::accumulate(values.begin() + static_cast<std::ptrdiff_t>(i),
                                          values.begin() + static_cast<std::ptrdiff_t>(i + step), 0.0));
        return out;
    };
    std::size_t const all = chart.labels.size();
    for (std::size_t step = 1; step <= all; ++step) {
        if (all % step != 0) continue;
        bool const fine = std::ranges::all_of(chart.series, [&](report::Series const& one) {
            return std::ranges::none_of(joined(one.values, step), [&](double n) { return is_small(audience, n); });
        });
        if (!fine) continue;
        for (report::Series& one : chart.series) one.values = joined(one.values, step);
        if (step == 1) return;
        std::vector<report::Words> labels;
        for (std::size_t i = 0; i < all; i += step) {
            report::Words const &from = chart.labels[i], &to = chart.labels[i + step - 1];
            labels.push_back({from.zh + "–" + to.zh, from.en + "–" + to.en});
        }
        chart.labels = std::move(labels);
        return;
    }
    chart.labels.clear();
    chart.series.clear();
    chart.note = withheld_words();
}

void withhold(report::Tile& tile, double count, std::optional<double> before, Audience audience) {
    if (is_small(audience, count)) tile.value = said_count(audience, count);
    if (is_small(audience, count) || (before && is_small(audience, *before))) tile.compare = {};
    if (std::ranges::any_of(tile.course, [&](double n) { return is_small(audience, n); })) tile.course.clear();
}

report::Words withhold(report::Table& table, std::size_t column, Audience audience,
                       analysis::DisclosureRules const& rules) {
    if (audience != Audience::open) return {};
    analysis::DisclosureRules own = rules;
    own.least_in_cell = std::max(rules.least_in_cell, kLeastTickets);
    std::vector<analysis::Count> counts{{"all", "", "street", 0, false}};
    std::vector<report::Row*> rows;
    for (report::Row& row : table.rows) {
        double const* const count = row.total ? nullptr : std::get_if<double>(&row.cells[column]);
        if (!count) continue;
        counts.push_back({std::to_string(rows.size()), "all", "community", *count, false});
        counts.front().count += *count;
        rows.push_back(&row);
    }
    bool any = false;
    auto const shown = analysis::suppress(counts, own);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (shown[i + 1].count) continue;
        any = true;
        for (report::Cell& cell : rows[i]->cells) {
            if (std::holds_alternative<double>(cell)) cell = report::Withheld{};
        }
    }
    if (!any) return {};
    std::string const least = grouped(own.least_in_cell);
    report::Words const why{"少于 " + least + " 件以及可由合计推出它的计数不公开。",
                            "Counts below " + least + ", and those that with the sum would tell them, are not public."};
    table.note.zh += "※ " + why.zh;
    table.note.en += (table.note.en.empty() ? "※ " : " ※ ") + why.en;
    // Where nothing beside it could be hidden, the sum goes with it.
    for (report::Row& row : table.rows) {
        if (!row.total || shown.front().count) continue;
        for (report::Cell& cell : row.cells) {
            if (std::holds_alternative<double>(cell)) cell = report::Withheld{};
        }
    }
    return why;
}

}  // namespace app
