// Cases: what somebody still has to see to, be it a ticket or an event, and what has been done about it in Borough's
// own log. What the panel reads.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"
#include "ui/cases_state.h"
#include "ui/facts.h"

namespace ui {

struct CaseEntryRow {
    base::UtcMs at = base::kNoTime;
    std::string user, source;  ///< `source` empty: this machine
    CaseAction action = CaseAction::note;
    std::string holder, note;
};

struct CaseRow {
    Subject subject;
    std::uint32_t row = 0;  ///< into HotlineFacts::tickets or EventFacts::events of the same revision
    Urgent urgent = Urgent::none;
    base::UtcMs since = base::kNoTime;
    base::UtcMs due = base::kNoTime;  ///< kNoTime: no limit is known
    bool by_reference = false;        ///< the limit is the program's own table's: 参考
    bool open = true;                 ///< at its source, and not closed here
    bool overdue = false, nearly_due = false;
    bool acknowledged = false, mine = false;
    bool closed_here = false;  ///< in Borough's log; the source may say otherwise
    bool source_open = true;
    std::string holder;  ///< by our log, else the source's unit; empty: nobody
    bool assigned = false;
    std::vector<CaseEntryRow> log;  ///< oldest first
};

struct CaseFacts {
    std::uint64_t revision = 0;      ///< of the facts that `row` points into
    std::uint64_t log_revision = 0;  ///< another one: something was logged
    std::vector<CaseRow> rows;       ///< most urgent first, then the nearest limit
    std::uint32_t mine = 0, open = 0, nearly_due = 0, overdue = 0, done = 0;
    /// Of these, events. An event is a case while it is seen, and when filed until it is closed, be it seen or not:
    /// 未办结, which are more than those still seen (EventFacts::open, 持续中).
    std::uint32_t open_events = 0, nearly_due_events = 0, overdue_events = 0;
    std::uint32_t gone_events = 0;  ///< of `open_events`: no longer seen
    std::string me;                 ///< who this is, as the log will say
    bool kept = true;               ///< false: there is no folder for the log, so nothing outlives the program
    bool posts = false;             ///< entries also go to `[supervision] post`
    std::uint64_t to_post = 0;      ///< logged and not posted yet
    std::string post_problem;       ///< why the oldest of these did not go; empty: it is going
    std::uint32_t waiting = 0;      ///< being written
    std::string problem;            ///< of the log; empty: none
};

}  // namespace ui
