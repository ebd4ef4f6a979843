#include "app/report_content.h"

#include <array>

#include "app/address_words.h"
#include "app/facts.h"
#include "app/glossary.h"
#include "app/report_parts.h"

namespace app {
namespace {

/// The moment's facts exactly as panels read them, so that a brief and a screen never disagree.
ui::Facts facts_of(PastMoment const& past, twin::District const& district, TicketClock const& clock) {
    FactsInput input{.state = past.state, .notes = past.feeds, .health = {}, .time = past.time};
    input.clock = past.time.event;
    input.reach = span_of(district.live);
    input.first = base::kNoTime;
    return FactsBuilder(district, clock).build(input);
}

/// Numbers of a part tell those of the rest by the district's own: the public gets those alone that are made for it.
base::Status judge_part(ReportInput const& input) {
    if (!input.area) return base::done;
    bool const zh = input.maker.chinese();
    if (input.wanted("ranking"))
        return base::Error{zh ? "选址比选按研究出具，不按片区" : "sites are compared for a study, not for an area"};
    if (input.audience != Audience::open || input.wanted("standing_out")) return base::done;
    return base::Error{zh ? "refused: 公开版不分片区出具：各片区件数与全区合计相减，可推出个别小数"
                          : "refused: nothing of single areas for the public; differences to the district's sums would "
                            "tell small numbers"};
}

/// A chart and a table may have one name.
std::string chart_key(std::string const& name) { return "chart " + name; }

base::UtcMs first_ticket(twin::LiveState const& state) {
    base::UtcMs first = base::kNoTime;
    for (auto const* entry : state.tickets()) {
        base::UtcMs const at = analysis::time_of(entry->ticket);
        if (at != base::kNoTime && (first == base::kNoTime || at < first)) first = at;
    }
    return first;
}

/// What follows from the journal.
base::Status add_from_journal(ReportFacts const& from, Content& out) {
    bool const tickets = from.input.audience != Audience::open || !from.input.area;
    if (tickets) add_hotline(from, out);
    if (from.input.wanted("course") && from.input.wanted("custody")) {
        if (auto const added = add_event(from, out); !added) return added.error();
    }
    if (from.input.wanted("standing_out")) {
        if (auto const added = add_indicators(from, out); !added) return added.error();
    }
    if (from.input.wanted("lapsing")) {
        if (auto const added = add_supervision(from, out); !added) return added.error();
    }
    if (from.input.wanted("clues")) {
        if (auto const added = add_clues(from, out); !added) return added.error();
    }
    return base::done;
}

}  // namespace

base::Result<Content> content_of(ReportInput const& input) {
    twin::District const& district = input.maker.district();
    Content out;
    out.data.facts["district"] = words(district.name);
    // As a title begins in Chinese and ends in English: nothing for the whole district.
    out.data.facts["area"] = {};
    out.data.facts["in_area"] = {};
    if (input.area) {
        report::Words const name = name_of(*input.area);
        out.data.facts["area"] = {name.zh, {}};
        out.data.facts["in_area"] = {{}, ", " + name.en};
    }
    out.data.facts["times"] = times_of(input.moment);
    if (auto const may = judge_part(input); !may) return may.error();
    auto const whole = input.maker.at(input.moment);
    if (!whole) return whole.error();
    base::UtcMs const first = first_ticket((*whole)->state);
    auto const past = input.maker.at(input.moment, input.area_id());
    if (!past) return past.error();
    auto clock = read_ticket_clock(district.live);
    if (!clock) return clock.error();
    auto glossary = read_glossary(district.live.glossary);
    if (!glossary) return glossary.error();
    ui::Facts facts = facts_of(**past, district, *clock);
    facts.glossary = std::move(*glossary);
    ReportFacts const from{input, **past, facts, *clock, first};
    // Without a journal there is nothing to say of the rest; a template that needs it is told which data are missing.
    if (input.moment.event != base::kNoTime) {
        if (auto const added = add_from_journal(from, out); !added) return added.error();
    }
    // After the hotline, which has a summary, a day and definitions of its own.
    if (input.wanted("ranking")) {
        if (auto const added = add_siting(from, out); !added) return added.error();
    }
    if (input.audience == Audience::open) {
        std::erase_if(out.data.tables, [&](auto const& one) { return !out.disclosed.contains(one.first); });
        std::erase_if(out.data.charts, [&](auto const& one) { return !out.disclosed.contains(chart_key(one.first)); });
    }
    // What was not asked for is not missed.
    std::erase_if(out.left_out, [&](LeftOut const& one) { return !input.wanted(one.name); });
    return out;
}

void add_table(Content& out, std::string const& name, report::Table table, Audience audience, Grain grain) {
    if (auto const why = refusal(audience, grain)) {
        out.left_out.push_back({name, *why});
        out.data.withheld[name] = withheld_words(grain);
        return;
    }
    out.disclosed.insert(name);
    out.data.tables[name] = std::move(table);
}

void add_chart(Content& out, std::string const& name, report::Chart chart, Audience audience, Told told) {
    if (told == Told::course) join_small(chart, audience);
    // Too few of them are another thing than none.
    if (audience == Audience::open && chart.labels.empty() && chart.note == withheld_words()) {
        out.data.withheld[name] = withheld_words();
        return;
    }
    out.disclosed.insert(chart_key(name));
    out.data.charts[name] = std::move(chart);
}

report::Column column(char const* key, report::Words name, report::Words unit) {
    report::Column out;
    out.key = key;
    out.name = std::move(name);
    out.unit = std::move(unit);
    return out;
}

report::Row row_of(std::vector<report::Cell> cells, report::Tone tone) {
    report::Row out;
    out.cells = std::move(cells);
    out.tone = tone;
    return out;
}

report::Words day_and_minute(base::UtcMs time) {
    constexpr std::array<char const*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::string const text = base::format_time(time);
    int const month = std::stoi(text.substr(5, 2)), day = std::stoi(text.substr(8, 2));
    std::string const clock = text.substr(11, 5);
    return {std::to_string(month) + "月" + std::to_string(day) + "日" + clock,
            std::to_string(day) + " " + kMonths[static_cast<std::size_t>(month - 1)] + " " + clock};
}

report::Words compared(std::string const& zh, std::string const& en, double now, double before) {
    if (before < 0) return {zh + "无数据", en + ": no data"};
    double const change = now - before;
    std::string text = change == 0 ? "±0" : (change > 0 ? "+" : "−") + grouped(std::abs(change));
    std::string share;
    if (before >= 20 && change != 0)
        share = (change > 0 ? "+" : "−") + figure(100 * std::abs(change) / before, 1) + "%";
    return {zh + " " + text + (share.empty() ? "" : "（" + share + "）"),
            en + " " + text + (share.empty() ? "" : " (" + share + ")")};
}

report::Words feed_words(ReportFacts const& from, std::string const& word) {
    return {word, from.facts.glossary ? from.facts.glossary->in_english(word) : word};
}

report::Words address_words(ReportFacts const& from, std::string const& address) {
    return {address, english_address(address, from.input.maker.locator())};
}

report::Words place_of(ReportFacts const& from, twin::Where const& where) {
    if (!where.address.empty()) return address_words(from, where.address);
    if (!where.building.empty()) return address_words(from, where.building);
    std::string const& area = where.community.empty() ? where.street : where.community;
    for (twin::Locator::Area const& one : from.input.maker.locator().areas()) {
        if (one.id == area && !one.name.zh.empty()) return words(one.name);
    }
    return both(area);
}

report::Words status_words(twin::TicketStatus status) {
    static std::array<report::Words, 15> const kWords{{{"待受理", "New"},
                                                       {"已受理", "Accepted"},
                                                       {"直接答复", "Answered"},
                                                       {"不予受理", "Rejected"},
                                                       {"已派单", "Dispatched"},
                                                       {"退单", "Returned"},
                                                       {"办理中", "In hand"},
                                                       {"挂起", "Suspended"},
                                                       {"已反馈", "Replied"},
                                                       {"待回访", "To be visited"},
                                                       {"重办", "Redo"},
                                                       {"已办结", "Closed"},
                                                       {"已归档", "Archived"},
                                                       {"已撤销", "Cancelled"},
                                                       {"状态不明", "Unknown"}}};
    return kWords[std::min<std::size_t>(static_cast<std::size_t>(status), kWords.size() - 1)];
}

}  // namespace app
