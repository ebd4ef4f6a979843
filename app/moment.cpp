#include "app/moment.h"

#include <algorithm>
#include <filesystem>
#include <limits>

namespace app {
namespace {

base::Result<base::UtcMs> read_time(std::string const& option, std::string const& text) {
    auto time = base::parse_time(text);
    if (!time) return base::Error{option + ": " + time.error().message, base::ErrorKind::usage};
    return *time;
}

base::Result<feeds::Journal> open_journal(twin::District const& district) {
    if (district.live.journal.empty())
        return base::Error{"this district has no feeds, so there is no past to ask for", base::ErrorKind::usage};
    std::error_code failed;
    if (!std::filesystem::exists(district.live.journal, failed)) {
        return base::Error{district.live.journal +
                           ": there is no journal yet; `borough serve` or `borough view` make it as feeds come in"};
    }
    auto journal = feeds::Journal::open(district.live.journal, feeds::Journal::Access::read);
    if (!journal) return journal.error();
    return journal;
}

base::Result<PastMoment> moment_in(feeds::Journal const& journal, twin::District const& district,
                                   feeds::Moment const& moment, bool chinese) {
    auto state = journal.state(moment, span_of(district.live), district.live.merge);
    if (!state) return state.error();
    PastMoment out{std::move(*state), {}, moment, journal.damage()};
    base::UtcMs const then = std::min(moment.event, moment.known);
    out.feeds = feed_notes(district.live.feeds, journal.feeds(), out.state, then, chinese);
    return out;
}

}  // namespace

base::Result<feeds::Moment> asked_moment(LiveOptions const& options, base::UtcMs newest) {
    feeds::Moment moment{newest, std::numeric_limits<base::UtcMs>::max()};
    if (!options.known_at.empty()) {
        auto const known = read_time("--known-at", options.known_at);
        if (!known) return known.error();
        moment.known = moment.event = *known;
    }
    if (!options.at.empty()) {
        auto const at = read_time("--at", options.at);
        if (!at) return at.error();
        moment.event = *at;
    }
    return moment;
}

std::vector<FeedNote> feed_notes(std::vector<twin::FeedSpec> const& specs, std::vector<std::string> const& ids,
                                 twin::LiveState const& state, base::UtcMs time, bool chinese) {
    std::vector<FeedNote> notes;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        auto const heard = state.heard(static_cast<std::uint16_t>(i));
        FeedNote note{ids[i], ids[i], heard.kinds, heard.last_event, false, false};
        auto const spec = std::find_if(specs.begin(), specs.end(), [&](auto const& s) { return s.id == ids[i]; });
        if (spec != specs.end()) {
            std::string const& name = chinese ? spec->name.zh : spec->name.en;
            if (!name.empty()) note.name = name;
            note.stale = heard.last_event == base::kNoTime || time - heard.last_event > spec->stale_after_ms;
        }
        notes.push_back(std::move(note));
    }
    return notes;
}

feeds::Span span_of(twin::LiveSpec const& live) {
    feeds::Span span;
    if (live.keep_ms > 0) {
        for (std::int64_t* const part : {&span.tickets_ms, &span.events_ms, &span.poses_ms})
            *part = std::min(*part, live.keep_ms);
    }
    return span;
}

base::Result<PastMoment> read_moment(twin::District const& district, feeds::Moment const& moment, bool chinese) {
    auto const journal = open_journal(district);
    if (!journal) return journal.error();
    return moment_in(*journal, district, moment, chinese);
}

base::Result<base::UtcMs> newest_event(twin::District const& district) {
    auto const journal = open_journal(district);
    if (!journal) return journal.error();
    if (journal->last_event() == base::kNoTime) return base::Error{district.live.journal + ": the journal is empty"};
    return journal->last_event();
}

base::Result<PastMoment> read_moment(twin::District const& district, LiveOptions const& options, bool chinese) {
    auto const journal = open_journal(district);
    if (!journal) return journal.error();
    auto const moment = asked_moment(options, journal->last_event());
    if (!moment) return moment.error();
    return moment_in(*journal, district, *moment, chinese);
}

}  // namespace app
