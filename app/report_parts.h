// The parts of report_content. For app/report_*.cpp alone.
#pragma once

#include <cmath>
#include <limits>
#include <map>
#include <string>

#include "analysis/cases.h"
#include "app/facts.h"
#include "app/figures.h"
#include "app/report_area.h"
#include "app/report_content.h"
#include "app/report_sources.h"

namespace app {

/// What all parts read.
struct ReportFacts {
    ReportInput const& input;
    PastMoment const& past;
    ui::Facts const& facts;
    TicketClock const& clock;
    base::UtcMs first_ticket = base::kNoTime;  ///< when the first one of the district came in; kNoTime: none did
    base::UtcMs now() const { return input.moment.event; }
};

void add_hotline(ReportFacts const& from, Content& out);
base::Status add_clues(ReportFacts const& from, Content& out);
base::Status add_event(ReportFacts const& from, Content& out);
base::Status add_indicators(ReportFacts const& from, Content& out);
base::Status add_siting(ReportFacts const& from, Content& out);
base::Status add_supervision(ReportFacts const& from, Content& out);

report::Column column(char const* key, report::Words name, report::Words unit = {});
report::Row row_of(std::vector<report::Cell> cells, report::Tone tone = report::Tone::plain);

/// A table as its audience may see it; where it may not, a line in its place says so, and `left_out` has it.
void add_table(Content& out, std::string const& name, report::Table table, Audience audience, Grain grain);

/// What a chart's values are: decides what the public is told of them.
enum class Told : std::uint8_t {
    course,    ///< numbers of tickets along time
    withheld,  ///< of rows from which small counts have been taken already
    open       ///< of things, or shares without the counts behind them
};
/// Every chart comes through here, so that none is forgotten: of others the public gets nothing.
void add_chart(Content& out, std::string const& name, report::Chart chart, Audience audience, Told told);

inline report::Words both(std::string const& text) { return {text, text}; }
inline report::Words words(twin::Name const& name) {
    return {name.zh.empty() ? name.en : name.zh, name.en.empty() ? name.zh : name.en};
}
inline constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// "10月31日08:00" and "31 Oct 08:00", China's time.
report::Words day_and_minute(base::UtcMs time);
/// "较上周同期 +12（+7.4%）".
report::Words compared(std::string const& zh, std::string const& en, double now, double before);
/// A word that a feed told in Chinese; in English where the district's glossary has it.
report::Words feed_words(ReportFacts const& from, std::string const& word);
/// An address, or a name of a building, likewise: English by its parts.
report::Words address_words(ReportFacts const& from, std::string const& address);
/// Its address, else the name of its community or street; empty: not known.
report::Words place_of(ReportFacts const& from, twin::Where const& where);
report::Words status_words(twin::TicketStatus status);

}  // namespace app
