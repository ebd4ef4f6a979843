#include "app/case_desk.h"

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <functional>

namespace app {
namespace {

twin::Name done_words(CaseEntry const& entry) {
    std::string const note = entry.note.empty() ? "" : "（" + entry.note + "）";
    std::string const english_note = entry.note.empty() ? "" : " (" + entry.note + ")";
    switch (entry.action) {
        case ui::CaseAction::acknowledge:
            return {"已确认：" + entry.id + note, "Acknowledged: " + entry.id + english_note};
        case ui::CaseAction::assign:
            return {"已交办：" + entry.id + " → " + entry.holder + note,
                    "Assigned: " + entry.id + " to " + entry.holder + english_note};
        case ui::CaseAction::note: return {"已备注：" + entry.id + note, "Noted: " + entry.id + english_note};
        case ui::CaseAction::close:
            return {"已登记办结：" + entry.id + note, "Closed in our log: " + entry.id + english_note};
        case ui::CaseAction::reopen:
            return {"已重新打开：" + entry.id + note, "Opened again: " + entry.id + english_note};
    }
    return {};
}

}  // namespace

std::string login_name() {
    for (char const* const variable : {"USER", "LOGNAME"}) {
        char const* const name = std::getenv(variable);
        if (name && *name) return name;
    }
    // Services and containers often set neither, and a log without names says little.
    passwd const* const user = getpwuid(geteuid());
    return user && user->pw_name ? user->pw_name : std::string();
}

CaseDesk::CaseDesk(twin::District const& district, std::string me, std::function<void()> wake, bool posts)
    : me_(std::move(me)) {
    auto const folder = audit_folder(district.live);
    kept_ = !folder.empty();
    posts_ = !district.supervision.post.empty();
    auto clock = read_ticket_clock(district.live);
    if (clock) calendar_ = std::move(clock->calendar);
    auto events = read_event_clock(district.supervision);
    if (events) events_ = *std::move(events);
    if (!events) lines_.push_back({true, {events.error().message, events.error().message}});
    auto history = read_cases(folder);
    if (!history) {
        problem_ = history.error().message;
        lines_.push_back({true, {"办理日志无法读取：" + problem_, "The log of cases cannot be read: " + problem_}});
    } else {
        for (CaseEntry& entry : history->entries) book_.add(std::move(entry));
        if (history->damaged > 0) {
            std::string const count = std::to_string(history->damaged);
            lines_.push_back({true,
                              {"办理日志有 " + count + " 行被改动或损坏，未采用；请用 borough check --audit 核验。",
                               count + " lines of the log of cases were changed or damaged and are not used; see "
                                       "borough check --audit."}});
        }
    }
    acknowledged_ = std::make_shared<std::vector<Matter>>(book_.acknowledged());
    std::uint64_t const last = history ? history->last : 0;
    if (posts_ && posts) begin_posting(district, wake);
    log_ = std::make_unique<CaseLog>(folder, last, [this, wake = std::move(wake)] {
        if (post_) post_->look();
        wake();
    });
}

/// Never without a log to post from, and never to where tickets or events come from.
void CaseDesk::begin_posting(twin::District const& district, std::function<void()> wake) {
    std::string const feed = posts_to_feed(district.supervision.post, district.live.feeds);
    if (kept_ && feed.empty()) {
        post_ = std::make_unique<CasePost>(audit_folder(district.live), district.supervision, std::move(wake));
        return;
    }
    posts_ = false;
    lines_.push_back({true, kept_ ? twin::Name{"推送地址就是数据源 " + feed + " 的地址，为不回写来源，未启用推送",
                                               "Nothing is posted: the address is that of the feed " + feed +
                                                   ", and sources are never written to"}
                                  : twin::Name{"没有数据日志目录，办理记录不推送",
                                               "Nothing is posted: there is no log of cases to post from"}});
}

/// Whether something is to be shown anew.
bool CaseDesk::take_posted() {
    if (!post_) return false;
    CasePost::News news = post_->take();
    // Once for each reason; that it still waits stays in the panel.
    if (!news.problem.empty() && news.problem != post_problem_)
        lines_.push_back({true,
                          {"办理记录暂未推送，将自动重试：" + news.problem,
                           "Entries wait to be posted and are tried again: " + news.problem}});
    for (twin::Name& line : news.lines) lines_.push_back({true, std::move(line)});
    bool const other = news.waiting != to_post_ || news.problem != post_problem_ || !news.lines.empty();
    to_post_ = news.waiting;
    post_problem_ = std::move(news.problem);
    return other;
}

void CaseDesk::obey(ui::CaseDo const& asked, std::optional<Matter> const& matter, base::UtcMs at,
                    std::string const& source) {
    if (!matter) {
        lines_.push_back({true,
                          {asked.subject.id + "：已不在列表中，未登记",
                           asked.subject.id + ": not listed any more, nothing was logged"}});
        return;
    }
    log_->write({at, me_, source, asked.action, *matter, asked.subject.id, asked.holder, asked.note});
}

bool CaseDesk::take_news(ui::Facts const& facts, base::UtcMs known, bool shown) {
    CaseLog::News news = log_->take();
    if (news.anew) {
        book_ = {};
        for (CaseEntry& entry : news.anew->entries) book_.add(std::move(entry));
        ++log_revision_;
    }
    for (CaseLog::Done& done : news.done) {
        if (!done.problem.empty()) {
            problem_ = done.problem;
            lines_.push_back({true,
                              {"未能写入办理日志，操作未生效：" + done.problem,
                               "Not done, because the log cannot be written: " + done.problem}});
            continue;
        }
        problem_.clear();
        lines_.push_back({false, done_words(done.entry)});
        if (!done.in_anew) book_.add(std::move(done.entry));
        ++log_revision_;
    }
    if (news.anew || !news.done.empty()) acknowledged_ = std::make_shared<std::vector<Matter>>(book_.acknowledged());
    waiting_ = news.waiting;
    bool const posted = take_posted();
    bool const said = news.anew || !news.done.empty() || posted;
    bool const same = folded_ == &facts && folded_revision_ == facts.revision && folded_log_ == log_revision_ &&
                      folded_known_ == known && facts_.waiting == waiting_ && facts_.to_post == to_post_ &&
                      facts_.post_problem == post_problem_;
    if (shown && !same) fold(facts, known);
    return said;
}

void CaseDesk::fold(ui::Facts const& facts, base::UtcMs known) {
    folded_ = &facts;
    folded_revision_ = facts.revision;
    folded_known_ = known;
    folded_log_ = log_revision_;
    facts_ = case_facts({facts, book_, calendar_, events_, me_, known});
    facts_.log_revision = log_revision_;
    facts_.kept = kept_;
    facts_.posts = posts_;
    facts_.to_post = to_post_;
    facts_.post_problem = post_problem_;
    facts_.waiting = waiting_;
    facts_.problem = problem_;
}

std::vector<std::pair<bool, std::string>> CaseDesk::take_lines(bool chinese) {
    std::vector<std::pair<bool, std::string>> out;
    for (Line& line : lines_) out.emplace_back(line.error, chinese ? line.text.zh : line.text.en);
    lines_.clear();
    return out;
}

}  // namespace app
