#include "app/warning_desk.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "app/case_log.h"
#include "app/intake.h"
#include "app/ticket_clock.h"
#include "app/warning_facts.h"

namespace app {
namespace {

constexpr base::UtcMs kWarningsEvery = 10LL * 60 * 1000;  ///< of event time
constexpr auto kVerdictsLook = std::chrono::seconds(2);   ///< how often others' verdicts are looked for

twin::Name const kNotListed{"该预警已不在列表中，意见未登记", "The warning is not listed any more; nothing was logged"};
twin::Name const kNotWritten{"预警无法计算，意见未登记", "Warnings cannot be worked out; nothing was logged"};

template <class... Cases>
struct Overload : Cases... {
    using Cases::operator()...;
};
template <class... Cases>
Overload(Cases...) -> Overload<Cases...>;

std::string subject_word(ui::SubjectKind kind) {
    switch (kind) {
        case ui::SubjectKind::ticket: return "ticket";
        case ui::SubjectKind::event: return "event";
        case ui::SubjectKind::camera: return "camera";
        case ui::SubjectKind::building: return "building";
        default: return "thing";
    }
}

}  // namespace

std::string related_name(ui::Subject const& subject) {
    bool const numbered = subject.kind == ui::SubjectKind::building;
    return subject_word(subject.kind) + " " + (numbered ? std::to_string(subject.index) : subject.id);
}

struct WarningDesk::Inner {
    Inner(twin::District const& d, std::string u, std::function<void()> w)
        : district(d), user(std::move(u)), wake(std::move(w)), thread([this] { work(); }) {}

    ~Inner() {
        {
            std::lock_guard const lock(mutex);
            ending = stop = true;
        }
        changed.notify_all();
        thread.join();
    }

    struct Order {
        std::variant<ui::JudgeAlert, ui::JudgeRelated> command;
        base::UtcMs at = 0;
        bool first = true, last = true;  ///< of what was said at once
    };

    void work();
    bool begin();
    bool read();
    void look();
    void find(feeds::Moment const& moment);
    void write(Order const& order);
    void keep(Order const& order, feeds::AuditEntry const& entry);
    std::optional<feeds::AuditEntry> note(Order const& order);
    void publish(ui::WarningFacts facts);
    void say(twin::Name problem) {
        std::lock_guard const lock(mutex);
        problems.push_back(std::move(problem));
    }

    twin::District const& district;
    std::string const user;
    std::function<void()> const wake;

    // Of the worker alone.
    std::optional<WarningHistory> history;
    std::optional<WarningBook> book;
    Verdicts verdicts, unwritten;  ///< `unwritten`: of `verdicts`, what the log could not take
    std::optional<feeds::AuditLog> log;
    std::filesystem::file_time_type head;  ///< when the log that was read was last written
    twin::Name not_kept;

    std::mutex mutex;
    std::condition_variable changed;
    std::optional<feeds::Moment> asked, answered;
    std::deque<Order> orders;
    std::vector<twin::Name> problems;
    std::shared_ptr<ui::WarningFacts> ready;
    std::vector<RelatedVerdict> ready_related;
    bool busy = false, ending = false;
    std::atomic<bool> stop = false;

    // Of the window's thread.
    std::shared_ptr<ui::WarningFacts> shown = std::make_shared<ui::WarningFacts>();
    std::vector<RelatedVerdict> related;

    std::thread thread;  ///< last, so that all of the above is there when it begins
};

bool WarningDesk::Inner::begin() {
    auto clock = read_ticket_clock(district.live);
    ui::WarningFacts nothing;
    if (!clock) {
        nothing.problem = {clock.error().message, clock.error().message};
        publish(std::move(nothing));
        return false;
    }
    history.emplace(district, std::move(clock->calendar));
    read();
    return true;
}

bool WarningDesk::Inner::read() {
    auto const folder = audit_folder(district.live);
    head = audit_head_time(folder);
    auto found = read_verdicts(folder);
    if (!found) {
        say({found.error().message, found.error().message});
        return false;
    }
    verdicts = *std::move(found);
    verdicts.alerts.insert(verdicts.alerts.end(), unwritten.alerts.begin(), unwritten.alerts.end());
    verdicts.related.insert(verdicts.related.end(), unwritten.related.begin(), unwritten.related.end());
    std::ranges::stable_sort(verdicts.alerts, {}, &AlertVerdict::at);  // the latest counts
    std::ranges::stable_sort(verdicts.related, {}, &RelatedVerdict::at);
    std::lock_guard const lock(mutex);
    ready_related = verdicts.related;
    return true;
}

/// A wall and a desk of one district write one log.
void WarningDesk::Inner::look() {
    if (audit_head_time(audit_folder(district.live)) == head || !read()) return;
    if (book) {
        book = history->again(verdicts.alerts);
        publish(warning_facts(*book, *history, district, verdicts.alerts));
    } else {
        wake();
    }
}

void WarningDesk::Inner::work() {
    bool const begun = begin();
    std::unique_lock lock(mutex);
    // What somebody said is written, however soon the window closes after it.
    while (!ending || !orders.empty()) {
        bool const due = asked && asked != answered;
        if (orders.empty() && !due) {
            busy = false;
            changed.notify_all();
            if (changed.wait_for(lock, kVerdictsLook) == std::cv_status::no_timeout || !begun) continue;
            lock.unlock();
            look();
            lock.lock();
            continue;
        }
        busy = true;
        if (!orders.empty()) {
            Order const order = std::move(orders.front());
            orders.pop_front();
            lock.unlock();
            if (begun)
                write(order);
            else
                say(kNotWritten);
            lock.lock();
            continue;
        }
        feeds::Moment const moment = *asked;
        stop = ending;
        lock.unlock();
        if (begun) find(moment);
        lock.lock();
        if (!stop) answered = moment;
    }
}

void WarningDesk::Inner::find(feeds::Moment const& moment) {
    auto found = history->at(moment, verdicts.alerts, &stop);
    if (stop) return;
    if (!found) {
        ui::WarningFacts nothing;
        nothing.problem = {found.error().message, found.error().message};
        return publish(std::move(nothing));
    }
    book = *std::move(found);
    publish(warning_facts(*book, *history, district, verdicts.alerts));
}

/// The entry for what somebody said; none where it is about nothing that is listed.
std::optional<feeds::AuditEntry> WarningDesk::Inner::note(Order const& order) {
    return std::visit(
        Overload{[&](ui::JudgeAlert const& c) -> std::optional<feeds::AuditEntry> {
                     if (!book) return {};
                     auto const& all = book->book.alerts;
                     auto const kept =
                         std::find_if(all.rbegin(), all.rend(), [&](auto const& k) { return k.alert.id == c.id; });
                     if (kept == all.rend()) return {};
                     AlertVerdict verdict = history->verdict_on(*kept);
                     verdict.verdict = c.verdict;
                     verdict.at = order.at;
                     verdict.moment = book->moment;
                     verdict.user = user;
                     verdict.note = c.note;
                     verdicts.alerts.push_back(verdict);
                     return to_entry(verdict);
                 },
                 [&](ui::JudgeRelated const& c) -> std::optional<feeds::AuditEntry> {
                     verdicts.related.push_back({c.belongs, order.at, related_name(c.from), related_name(c.to), user});
                     return to_entry(verdicts.related.back());
                 }},
        order.command);
}

/// In the log first. What cannot be written holds until the program ends, and the panel says so.
void WarningDesk::Inner::keep(Order const& order, feeds::AuditEntry const& entry) {
    std::string const known = order.first ? std::string() : not_kept.en;
    if (order.first) not_kept = {};
    if (!log) {
        auto opened = feeds::AuditLog::open(audit_folder(district.live));
        if (opened)
            log = *std::move(opened);
        else
            not_kept = {opened.error().message, opened.error().message};
    }
    std::optional<base::Error> failed;
    if (log) {
        if (auto const written = log->append(entry); !written) failed = written.error();
    }
    if (failed) not_kept = {failed->message, failed->message};
    if (!log || failed) {
        if (not_kept.en != known) say(not_kept);
        if (std::holds_alternative<ui::JudgeAlert>(order.command))
            unwritten.alerts.push_back(verdicts.alerts.back());
        else
            unwritten.related.push_back(verdicts.related.back());
    }
}

void WarningDesk::Inner::write(Order const& order) {
    if (auto const entry = note(order))
        keep(order, *entry);
    else
        say(kNotListed);
    if (!order.last) return;
    if (book) book = history->again(verdicts.alerts);
    {
        std::lock_guard const lock(mutex);
        ready_related = verdicts.related;
    }
    if (book) publish(warning_facts(*book, *history, district, verdicts.alerts));
}

void WarningDesk::Inner::publish(ui::WarningFacts facts) {
    facts.not_kept = not_kept;
    {
        std::lock_guard const lock(mutex);
        ready = std::make_shared<ui::WarningFacts>(std::move(facts));
    }
    wake();
}

WarningDesk::WarningDesk(twin::District const& district, std::string user, std::function<void()> wake)
    : inner_(district.live.feeds.empty() ? nullptr
                                         : std::make_unique<Inner>(district, std::move(user), std::move(wake))) {}
WarningDesk::~WarningDesk() = default;

void WarningDesk::ask(feeds::Moment const& moment) {
    if (!inner_) return;
    base::UtcMs const at = std::min(moment.event, moment.known);
    feeds::Moment const wanted{at - at % kWarningsEvery, at - at % kWarningsEvery};
    std::lock_guard const lock(inner_->mutex);
    if (inner_->asked == wanted) return;
    inner_->asked = wanted;
    inner_->changed.notify_all();
}

void WarningDesk::obey(ui::WarningCommand const& command) {
    if (!inner_) return;
    std::lock_guard const lock(inner_->mutex);
    base::UtcMs const now = now_ms();
    auto const add_all = [&](ui::JudgeAlerts const& c) {
        for (std::size_t i = 0; i < c.ids.size(); ++i) {
            ui::JudgeAlert one{c.ids[i], c.verdict, c.note};
            inner_->orders.push_back({std::move(one), now, i == 0, i + 1 == c.ids.size()});
        }
    };
    std::visit(Overload{add_all, [&](auto const& c) { inner_->orders.push_back({c, now}); }}, command);
    inner_->busy = true;
    inner_->changed.notify_all();
}

bool WarningDesk::take_news() {
    if (!inner_) return false;
    std::lock_guard const lock(inner_->mutex);
    Inner& in = *inner_;
    bool const working = in.asked && in.asked != in.answered;
    bool const news =
        in.ready != nullptr || in.shown->working != working || in.related.size() != in.ready_related.size();
    if (in.ready) in.shown = std::exchange(in.ready, nullptr);
    in.shown->working = working;
    if (in.related.size() != in.ready_related.size()) in.related = in.ready_related;
    return news;
}

void WarningDesk::wait() {
    if (!inner_) return;
    Inner& in = *inner_;
    std::unique_lock lock(in.mutex);
    in.changed.wait(lock, [&] {
        bool const due = in.asked && in.asked != in.answered;
        return in.ending || (!in.busy && !due && in.orders.empty());
    });
}

ui::WarningFacts const* WarningDesk::facts() const { return inner_ ? inner_->shown.get() : nullptr; }

ui::Belongs WarningDesk::belongs(ui::Subject const& one, ui::Subject const& other) const {
    if (!inner_) return ui::Belongs::unknown;
    return app::belongs(inner_->related, related_name(one), related_name(other));
}

std::vector<twin::Name> WarningDesk::take_problems() {
    if (!inner_) return {};
    std::lock_guard const lock(inner_->mutex);
    return std::exchange(inner_->problems, {});
}

}  // namespace app
