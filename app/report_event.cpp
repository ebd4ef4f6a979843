// One event with all that is known of it, for a file that a decision rests on.
#include <algorithm>

#include "app/report_parts.h"

namespace app {
namespace {

using report::Words;

/// The one that was asked for; else the most severe that is open, which the facts list first.
ui::EventRow const* chosen(ui::EventFacts const& events, std::string const& id) {
    if (id.empty()) return events.events.empty() ? nullptr : &events.events.front();
    auto const found = std::ranges::find(events.events, id, &ui::EventRow::id);
    return found == events.events.end() ? nullptr : &*found;
}

Words level_words(ui::Urgent urgent) {
    switch (urgent) {
        case ui::Urgent::red: return {"红色（特别重大）", "red"};
        case ui::Urgent::orange: return {"橙色（重大）", "orange"};
        case ui::Urgent::yellow: return {"黄色（较大）", "yellow"};
        default: return {"蓝色（一般）", "blue"};
    }
}

}  // namespace

void add_event(ReportFacts const& from, Content& out) {
    ui::EventRow const* const row = chosen(from.facts.events, from.input.subject);
    if (!row) return;
    auto& facts = out.data.facts;
    facts["event.id"] = both(row->id);
    facts["event.type"] = words(row->type_name);
    facts["event.level"] = level_words(row->urgent);
    Words const since = day_and_minute(row->first), until = day_and_minute(row->last);
    facts["event.first"] = since;
    facts["event.last"] = until;
    facts["event.camera"] = both(row->camera.empty() ? "—" : row->camera);
}

}  // namespace app
