#include "app/briefing.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "app/facts.h"
#include "app/glossary.h"
#include "app/intake.h"
#include "app/moment.h"
#include "feeds/ingest.h"
#include "feeds/journal_lock.h"

namespace app {
namespace {

constexpr auto kFeedsLook = std::chrono::milliseconds(250);  ///< how often feeds are looked at
constexpr base::UtcMs kAgeEvery = 10'000;   ///< what is old changes its look even while nothing arrives
constexpr base::UtcMs kFollowEvery = 5000;  ///< a journal that another program writes

constexpr base::UtcMs kHistoryEvery = 5 * 60 * 1000;
constexpr base::UtcMs kHistoryReach = 400 * kDayMs;  ///< a year, and the days to compare with
constexpr std::size_t kRefusedListed = 50;

struct Seat {
    std::optional<Question> asked;
    std::shared_ptr<Briefing const> newest;
    std::uint64_t snapshot = 0;  ///< the revision of the feeds that `newest` is of
    base::UtcMs made_at = 0;
};

void lay(Overlay const& overlay, scene::LiveInput& over) {
    auto const layer = static_cast<std::uint8_t>(over.layers.size());
    over.layers.push_back(overlay.layer);
    for (scene::ShadedArea area : overlay.areas) {
        area.layer = layer;
        over.areas.push_back(std::move(area));
    }
}

class Newsroom final : public Briefings {
public:
    Newsroom(twin::District const& district, TicketClock clock, std::shared_ptr<ui::Glossary const> glossary,
             std::function<void()> ready)
        : district_(district),
          clock_(std::move(clock)),
          ready_(std::move(ready)),
          zh_(district, clock_, true),
          en_(district, clock_, false),
          facts_(district, clock_, reference_targets(), std::move(glossary)) {}
    ~Newsroom() override {
        {
            std::lock_guard const lock(mutex_);
            ending_ = true;
        }
        asked_.notify_all();
        if (worker_.joinable()) worker_.join();
    }

    base::Status open(bool take_feeds_in) {
        if (take_feeds_in && !district_.live.feeds.empty()) {
            auto ingest = start_intake(district_);
            if (ingest) {
                ingest_ = std::move(*ingest);
            } else if (feeds::JournalLock::is_taken(district_.live.journal)) {
                problems_.push_back(ingest.error().message + "; following the journal");
            } else {
                return ingest.error();
            }
        }
        worker_ = std::thread([this] { work(); });
        return base::done;
    }

    void ask(scene::Slot slot, Question const& question) override {
        std::lock_guard const lock(mutex_);
        Seat& seat = seats_[static_cast<std::size_t>(slot)];
        Question wanted = question;
        if (wanted.live) wanted.moment = {};
        if (seat.asked == wanted) return;
        seat.asked = std::move(wanted);
        asked_.notify_all();
    }

    void drop(scene::Slot slot) override {
        std::lock_guard const lock(mutex_);
        seats_[static_cast<std::size_t>(slot)] = {};
    }

    std::shared_ptr<Briefing const> newest(scene::Slot slot) const override {
        std::lock_guard const lock(mutex_);
        return seats_[static_cast<std::size_t>(slot)].newest;
    }

    std::shared_ptr<Briefing const> wait_for(scene::Slot slot) override {
        Seat const& seat = seats_[static_cast<std::size_t>(slot)];
        std::unique_lock lock(mutex_);
        made_.wait(lock, [&] { return ending_ || (seat.newest && seat.asked == seat.newest->question); });
        return seat.newest;
    }

    void look_at(Focus focus) override {
        std::lock_guard const lock(mutex_);
        if (focus_ == focus) return;
        focus_ = std::move(focus);
        asked_.notify_all();
    }

    std::shared_ptr<Focused const> focused() const override {
        std::lock_guard const lock(mutex_);
        return focused_;
    }

    std::vector<std::string> take_problems() override {
        std::lock_guard const lock(mutex_);
        return std::exchange(problems_, {});
    }

    Reach reach() const override {
        std::lock_guard const lock(mutex_);
        return reach_;
    }

private:
    void work();
    void answer(std::unique_lock<std::mutex>& lock, std::size_t seat, base::UtcMs now);
    bool focus_is_due() const;
    bool is_due(Seat const& seat, base::UtcMs now) const;
    std::shared_ptr<Briefing> make(scene::Slot slot, Question const& question, base::UtcMs now);
    base::Status read(Briefing& briefing, std::vector<feeds::FeedHealth>& health, base::UtcMs now);
    void add_facts(Briefing& briefing, std::vector<feeds::FeedHealth> const& health, base::UtcMs now);
    std::shared_ptr<Focused> make(Focus const& focus);
    void read_history(base::UtcMs now);
    void note_problem(std::string text);

    twin::District const& district_;
    TicketClock clock_;
    std::function<void()> ready_;
    LiveLayers zh_, en_;
    std::unique_ptr<feeds::Ingest> ingest_;

    mutable std::mutex mutex_;
    std::condition_variable asked_, made_;
    std::array<Seat, scene::kSlots> seats_;
    std::vector<std::string> problems_;
    std::string last_problem_;
    Reach reach_;
    Focus focus_;
    std::shared_ptr<Focused const> focused_;
    // Of the worker alone.
    FactsBuilder facts_;
    HourCounts history_;
    std::vector<feeds::Journal::Quarantined> quarantined_;
    std::vector<std::string> damage_;  ///< of the journal, already told
    base::UtcMs history_read_ = 0;
    std::uint64_t revision_ = 0;
    std::size_t next_seat_ = 0;
    bool answered_ = false;  ///< a question, since what is looked at had its turn
    bool ending_ = false;
    std::thread worker_;
};

bool Newsroom::is_due(Seat const& seat, base::UtcMs now) const {
    if (!seat.asked) return false;
    if (!seat.newest || seat.newest->question != *seat.asked) return true;
    if (!seat.asked->live) return false;
    if (!ingest_) return !district_.live.feeds.empty() && now - seat.made_at > kFollowEvery;
    return now - seat.made_at > kAgeEvery || ingest_->snapshot().revision != seat.snapshot;
}

void Newsroom::work() {
    std::unique_lock lock(mutex_);
    while (!ending_) {
        base::UtcMs const now = now_ms();
        std::size_t due = seats_.size();
        for (std::size_t i = 0; i < seats_.size(); ++i) {
            std::size_t const seat = (next_seat_ + i) % seats_.size();
            if (due == seats_.size() && is_due(seats_[seat], now)) due = seat;
        }
        // What is looked at has its turn after each answer, or a flood of messages would starve it.
        bool const focus = seats_.front().newest && focus_is_due();
        if (due < seats_.size() && !(focus && answered_)) {
            answer(lock, due, now);
            answered_ = true;
        } else if (focus) {
            answered_ = false;
            Focus const wanted = focus_;
            lock.unlock();
            auto focused = make(wanted);
            lock.lock();
            focused_ = std::move(focused);
            lock.unlock();
            ready_();
            lock.lock();
        } else {
            asked_.wait_for(lock, kFeedsLook);
        }
    }
}

bool Newsroom::focus_is_due() const {
    return !focused_ || focused_->focus != focus_ || focused_->revision != seats_.front().newest->revision;
}

void Newsroom::answer(std::unique_lock<std::mutex>& lock, std::size_t seat, base::UtcMs now) {
    next_seat_ = seat + 1;
    Question const question = *seats_[seat].asked;
    std::uint64_t const snapshot = ingest_ ? ingest_->snapshot().revision : 0;
    lock.unlock();
    auto briefing = make(static_cast<scene::Slot>(seat), question, now);
    lock.lock();
    seats_[seat].newest = std::move(briefing);
    seats_[seat].snapshot = snapshot;
    seats_[seat].made_at = now;
    made_.notify_all();
    lock.unlock();
    ready_();
    lock.lock();
    // A flood of messages must not take a core for itself.
    asked_.wait_for(lock, kFeedsLook, [&] {
        return ending_ || seats_[seat].asked != question || (focused_ && focused_->focus != focus_);
    });
}

void Newsroom::note_problem(std::string text) {
    std::lock_guard const lock(mutex_);
    if (text == last_problem_) return;
    last_problem_ = text;
    problems_.push_back(std::move(text));
}

/// What lies before the state's reach, and what was refused: read from the journal now and then, not for every message.
void Newsroom::read_history(base::UtcMs now) {
    if (history_read_ != 0 && now - history_read_ < kHistoryEvery) return;
    history_read_ = now;
    std::error_code failed;
    if (district_.live.journal.empty() || !std::filesystem::exists(district_.live.journal, failed)) return;
    auto const journal = feeds::Journal::open(district_.live.journal, feeds::Journal::Access::read);
    if (!journal) return note_problem(journal.error().message);
    base::UtcMs const last = journal->last_event();
    if (last != base::kNoTime) {
        base::UtcMs const from = std::max(journal->horizon(), hour_of(last) - kHistoryReach);
        auto hours = count_hours(*journal, hour_of(from), hour_of(last) + kHourMs, now, district_.live.merge);
        if (hours) history_ = std::move(*hours);
        if (!hours) note_problem(hours.error().message);
    }
    if (auto refused = journal->quarantined(kRefusedListed)) quarantined_ = std::move(*refused);
    std::lock_guard const lock(mutex_);
    reach_ = {journal->first_event(), last};
}

void Newsroom::add_facts(Briefing& briefing, std::vector<feeds::FeedHealth> const& health, base::UtcMs now) {
    read_history(now);
    Question const& question = briefing.question;
    feeds::Moment const time = question.live ? feeds::Moment{now, now} : question.moment;
    FactsInput const input{.state = *briefing.state,
                           .notes = briefing.feeds,
                           .health = health,
                           .time = time,
                           .is_now = question.live,
                           .clock = now,
                           .reach = span_of(district_.live),
                           .first = reach().first,
                           .revision = briefing.revision,
                           .quarantined = quarantined_,
                           .acknowledged = question.acknowledged ? std::span<Matter const>(*question.acknowledged)
                                                                 : std::span<Matter const>(),
                           .history = &history_};
    briefing.facts = std::make_shared<ui::Facts>(facts_.build(input));
}

std::shared_ptr<Focused> Newsroom::make(Focus const& focus) {
    auto out = std::make_shared<Focused>();
    out->focus = focus;
    out->revision = seats_.front().newest->revision;
    if (!focus.view.empty()) out->in_view = facts_.people_in(focus.view);
    if (!focus.buildings.empty()) out->in_selection = facts_.people_in(focus.buildings);
    if (focus.span_until > focus.span_from) facts_.show_span(out->time, focus.span_from, focus.span_until);
    return out;
}

/// The state at the question's moment. What cannot be read leaves an empty state, and a sentence.
base::Status Newsroom::read(Briefing& briefing, std::vector<feeds::FeedHealth>& health, base::UtcMs now) {
    Question& question = briefing.question;
    bool const chinese = question.chinese;
    briefing.state = std::make_shared<twin::LiveState>();
    if (district_.live.feeds.empty()) return base::done;
    if (question.live && ingest_) {
        briefing.state = ingest_->snapshot().state;
        health = ingest_->health();
        briefing.feeds = feed_notes(health, *briefing.state, chinese);
        for (std::string& trouble : ingest_->troubles()) note_problem(std::move(trouble));
        return base::done;
    }
    auto past = read_moment(district_, question.live ? feeds::Moment{now, now} : question.moment, chinese);
    if (!past) return past.error();
    briefing.state = std::make_shared<twin::LiveState>(std::move(past->state));
    briefing.feeds = std::move(past->feeds);
    if (past->damage != damage_) {
        damage_ = std::move(past->damage);
        for (std::string const& sentence : damage_) note_problem(sentence);
    }
    return base::done;
}

std::shared_ptr<Briefing> Newsroom::make(scene::Slot slot, Question const& question, base::UtcMs now) {
    auto briefing = std::make_shared<Briefing>();
    briefing->question = question;
    briefing->revision = ++revision_;
    std::vector<feeds::FeedHealth> health;
    if (auto const known = read(*briefing, health, now); !known) note_problem(known.error().message);
    feeds::Moment const time = question.live ? feeds::Moment{now, now} : question.moment;
    LiveMoment const moment{*briefing->state, briefing->feeds, time, question.live, true};
    LivePicture picture = (question.chinese ? zh_ : en_).compose(moment, question.choice, question.style);
    if (question.colours && picture.input.building_colours.empty())
        picture.input.building_colours = question.colours->of;
    for (auto const& overlay : question.overlays) lay(*overlay, picture.input);
    briefing->builder = std::make_shared<scene::LiveBuilder>(std::move(picture.input));
    briefing->reported = std::move(picture.reported);
    briefing->unplaced = picture.unplaced;
    if (slot == scene::Slot::main) add_facts(*briefing, health, now);
    return briefing;
}

}  // namespace

base::Result<std::unique_ptr<Briefings>> Briefings::start(twin::District const& district, bool take_feeds_in,
                                                          std::function<void()> ready) {
    auto clock = read_ticket_clock(district.live);
    if (!clock) return clock.error();
    auto glossary = read_glossary(district.live.glossary);
    if (!glossary) return glossary.error();
    auto room = std::make_unique<Newsroom>(district, std::move(*clock), std::move(*glossary), std::move(ready));
    if (auto const opened = room->open(take_feeds_in); !opened) return opened.error();
    return std::unique_ptr<Briefings>(std::move(room));
}

}  // namespace app
