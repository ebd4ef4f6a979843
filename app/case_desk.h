// Cases in a window: its log, what the log says, and the list that panels read.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/case_facts.h"
#include "app/case_log.h"
#include "app/case_post.h"
#include "twin/district.h"

namespace app {

/// Who is at this machine, as a log should say: the login name; empty where nobody says.
std::string login_name();

class CaseDesk {
public:
    /// What the log could not be read for, or tables that are wrong, is in `take_lines`. `wake` is called on another
    /// thread when an entry is on the disk. The log is first written by the first entry. `posts` false: nothing is
    /// posted whatever the district file says; a picture without a window only looks.
    CaseDesk(twin::District const& district, std::string me, std::function<void()> wake, bool posts = true);

    /// `at`: the clock. What is asked of something that is not listed is said and forgotten. `source`: the address of
    /// the remote control it came by; empty: this machine.
    void obey(ui::CaseDo const& asked, std::optional<Matter> const& matter, base::UtcMs at, std::string const& source);
    /// Whether something was logged, or said. `known`: entries made later are not told. `shown`: false leaves the list
    /// as it is, which nobody looks at.
    bool take_news(ui::Facts const& facts, base::UtcMs known, bool shown = true);
    /// Lines for people, and whether each is an error.
    std::vector<std::pair<bool, std::string>> take_lines(bool chinese);

    ui::CaseFacts const& facts() const { return facts_; }
    std::shared_ptr<std::vector<Matter> const> acknowledged() const { return acknowledged_; }

private:
    void begin_posting(twin::District const& district, std::function<void()> wake);
    bool take_posted();
    void fold(ui::Facts const& facts, base::UtcMs known);

    std::string me_;
    bool kept_ = false, posts_ = false;
    CaseBook book_;
    analysis::WorkCalendar calendar_;
    EventClock events_;
    ui::CaseFacts facts_;
    ui::Facts const* folded_ = nullptr;  ///< to be compared, never looked into
    base::UtcMs folded_known_ = 0;
    std::uint64_t folded_revision_ = 0, log_revision_ = 0, folded_log_ = ~0ULL;
    std::uint32_t waiting_ = 0;
    std::string problem_;
    std::shared_ptr<std::vector<Matter> const> acknowledged_ = std::make_shared<std::vector<Matter>>();
    struct Line {
        bool error = false;
        twin::Name text;
    };
    std::vector<Line> lines_;
    std::uint64_t to_post_ = 0;
    std::string post_problem_;
    std::unique_ptr<CasePost> post_;
    std::unique_ptr<CaseLog> log_;  ///< last: its thread calls `wake`, and what posts
};

}  // namespace app
