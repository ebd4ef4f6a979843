#include "app/related_desk.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "analysis/data.h"
#include "app/intake.h"

namespace app {

struct RelatedDesk::Inner {
    Inner(twin::District const& d, twin::NearestBuilding const& n, analysis::Sight const& s, std::function<void()> w)
        : district(d), nearest(n), sight(s), wake(std::move(w)), thread([this] { work(); }) {}

    ~Inner() {
        {
            std::lock_guard const lock(mutex);
            ending = true;
        }
        changed.notify_all();
        thread.join();
    }

    struct Wanted {
        ui::Subject subject;
        std::shared_ptr<Briefing const> briefing;
        bool same(Wanted const& other) const {
            return subject.same(other.subject) && (briefing == other.briefing || !subject);
        }
    };

    void work() {
        twin::Locator const locator(district);
        auto const table = analysis::parse_class_events(analysis::demo_class_events(), "class_events_demo.csv");
        std::vector<analysis::ClassEvent> const events = table ? *table : std::vector<analysis::ClassEvent>{};
        std::unique_lock lock(mutex);
        while (!ending) {
            if (done.same(asked)) {
                changed.wait(lock);
                continue;
            }
            Wanted const wanted = asked;
            lock.unlock();
            Found found{wanted.subject, {}};
            if (wanted.subject) {
                Question const& question = wanted.briefing->question;
                base::UtcMs const now = question.live ? now_ms() : question.moment.event;
                analysis::Surroundings const place{{}, {}, {}, district, locator, nearest, &sight, events};
                found.related = related_things(wanted.subject, *wanted.briefing->state, now, place);
            }
            lock.lock();
            done = wanted;
            ready = std::move(found);
            changed.notify_all();
            lock.unlock();
            wake();
            lock.lock();
        }
    }

    twin::District const& district;
    twin::NearestBuilding const& nearest;
    analysis::Sight const& sight;
    std::function<void()> const wake;

    std::mutex mutex;
    std::condition_variable changed;
    Wanted asked, done;
    std::optional<Found> ready;
    bool ending = false;

    Found shown;  ///< of the window's thread

    std::thread thread;  ///< last, so that all of the above is there when it begins
};

std::vector<analysis::Related> related_things(ui::Subject const& subject, twin::LiveState const& state, base::UtcMs now,
                                              analysis::Surroundings const& place) {
    std::vector<twin::Ticket const*> tickets;
    twin::Ticket const* own = nullptr;
    for (auto const* entry : state.tickets()) {
        tickets.push_back(&entry->ticket);
        if (subject.kind == ui::SubjectKind::ticket && entry->ticket.id == subject.id) own = &entry->ticket;
    }
    std::vector<twin::Episode> episodes;
    twin::Episodes const merged = state.episodes(now);
    for (twin::Episode const& episode : merged) episodes.push_back(episode);
    std::vector<twin::Camera const*> cameras;
    for (auto const* entry : state.cameras()) cameras.push_back(&entry->record);
    analysis::Surroundings const all{tickets,       episodes,      cameras,     place.district,
                                     place.locator, place.nearest, place.sight, place.class_events};
    if (own) return analysis::related_to(*own, all);
    if (subject.kind != ui::SubjectKind::event) return {};
    for (twin::Episode const& episode : episodes)
        if (episode.last->id == subject.id) return analysis::tickets_of(episode, all);
    return {};
}

RelatedDesk::RelatedDesk(twin::District const& district, twin::NearestBuilding const& nearest,
                         analysis::Sight const& sight, std::function<void()> wake)
    : inner_(std::make_unique<Inner>(district, nearest, sight, std::move(wake))) {}
RelatedDesk::~RelatedDesk() = default;

void RelatedDesk::ask(ui::Subject const& subject, std::shared_ptr<Briefing const> const& briefing) {
    bool const fits = subject.kind == ui::SubjectKind::ticket || subject.kind == ui::SubjectKind::event;
    std::lock_guard const lock(inner_->mutex);
    Inner::Wanted wanted;
    if (fits && briefing) wanted = {subject, briefing};
    if (inner_->asked.same(wanted)) return;
    inner_->asked = std::move(wanted);
    inner_->changed.notify_all();
}

bool RelatedDesk::take_news() {
    std::lock_guard const lock(inner_->mutex);
    if (!inner_->ready) return false;
    inner_->shown = *std::exchange(inner_->ready, {});
    return true;
}

void RelatedDesk::wait() {
    std::unique_lock lock(inner_->mutex);
    inner_->changed.wait(lock, [&] { return inner_->ending || inner_->done.same(inner_->asked); });
}

RelatedDesk::Found const& RelatedDesk::found() const { return inner_->shown; }

}  // namespace app
