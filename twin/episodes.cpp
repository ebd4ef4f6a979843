#include "twin/episodes.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

namespace twin {
namespace {

std::int64_t window_of(MergeWindows const& windows, std::string const& type) {
    auto const found = windows.ms_by_type.find(type);
    return found == windows.ms_by_type.end() ? windows.otherwise_ms : found->second;
}

/// What a camera saw, sorted by camera and type: only sightings of the same are merged. Two kinds that are both "other"
/// are the same only if the vendor calls them the same.
std::string subject_of(CityEvent const& event) {
    std::string id = event.camera;
    id.append(1, '\0').append(event.type).append(1, '\0');
    if (event.type == "other") id += event.raw_type;
    return id;
}

/// Text that sorts as the time does.
std::string sortable(base::UtcMs time) {
    auto const bits = static_cast<std::uint64_t>(time) ^ (1ULL << 63);
    std::string text;
    for (int shift = 56; shift >= 0; shift -= 8) text += static_cast<char>(bits >> shift & 255);
    return text;
}

/// By time; ties by the id.
std::string order_key(Sighting const& s) { return sortable(s.first) + sortable(s.last) + s.event->id; }

struct Seen {
    explicit Seen(std::string key) : id(std::move(key)) {}

    std::string id;
    Sighting sighting;
};

/// Episodes of one subject in the order of time, each with its end as it looks from ever after.
struct Merged {
    std::vector<std::shared_ptr<Episode const>> episodes;
    base::UtcMs latest = base::kNoTime;  ///< when the last of the sightings began
};

/// The episode being put together, and which of its sightings is the newest.
struct Merge {
    Episode episode;
    Sighting newest;

    explicit Merge(Sighting const& s) : newest(s) {
        episode.first_seen = s.first;
        add(s);
    }

    bool takes(Sighting const& s, std::int64_t window) const {
        if (s.event->camera.empty()) return false;
        bool const over = episode.ended != base::kNoTime && s.first > episode.ended;
        return !over && s.first - episode.last_seen <= window;
    }

    void add(Sighting const& s) {
        ++episode.sightings;
        if (s.last >= newest.last) newest = s;
        episode.last_seen = std::max(episode.last_seen, s.last);
        episode.best_confidence = std::max(episode.best_confidence, s.best_confidence);
        episode.ended = std::max(episode.ended, s.ended);
        episode.steps = joined(episode.steps, s.steps);
        // Seen again after the end that was told: it is not over.
        if (episode.ended < episode.last_seen) episode.ended = base::kNoTime;
    }

    /// When it was over, looking back from for ever after. `next` begins the following episode of the same thing.
    base::UtcMs end(std::int64_t window, Sighting const* next) const {
        if (episode.ended != base::kNoTime) return episode.ended;
        // At most so long as sightings are held without it: else it would be over or not by how much somebody has read.
        base::UtcMs const silent = episode.last_seen + std::min(2 * window, MergeWindows::kLongestMs);
        return next && !next->event->camera.empty() ? std::min(silent, next->first) : silent;
    }
};

/// Takes sightings of one subject in the order of time.
class Merging {
public:
    Merging(MergeWindows const& windows, Merged begun) : windows_(windows), out_(std::move(begun)) {}

    void add(Sighting const& s) {
        out_.latest = s.first;
        if (!merge_) window_ = window_of(windows_, s.event->type);
        if (merge_ && merge_->takes(s, window_)) return merge_->add(s);
        close(&s);
        merge_.emplace(s);
    }

    std::shared_ptr<Merged const> finish() {
        close(nullptr);
        return std::make_shared<Merged const>(std::move(out_));
    }

private:
    void close(Sighting const* next) {
        if (!merge_) return;
        Episode& episode = merge_->episode;
        episode.ended = merge_->end(window_, next);
        episode.last = std::move(merge_->newest.event);
        episode.told = merge_->newest.told;
        out_.episodes.push_back(std::make_shared<Episode const>(std::move(episode)));
    }

    MergeWindows const& windows_;
    Merged out_;
    std::optional<Merge> merge_;
    std::int64_t window_ = 0;
};

}  // namespace

EventSteps joined(EventSteps const& one, EventSteps const& other) {
    if (!one || one == other) return other;
    if (!other) return one;
    std::vector<EventStep> all = *one;
    for (EventStep const& step : *other) {
        auto const known = std::ranges::find(all, step.workflow, &EventStep::workflow);
        if (known == all.end())
            all.push_back(step);
        else
            known->at = std::min(known->at, step.at);
    }
    std::ranges::sort(all, {}, [](EventStep const& s) { return std::tie(s.at, s.workflow); });
    return std::make_shared<std::vector<EventStep> const>(std::move(all));
}

struct SightingBook::Subject {
    explicit Subject(std::string key) : id(std::move(key)) {}
    Subject(Subject const& other)
        : id(other.id), seen(other.seen), before(other.before), changed(other.changed), merged(other.merged.load()) {}
    Subject& operator=(Subject const&) = delete;

    std::string id;
    SharedTable<Seen> seen;

    /// A sighting that begins at `first` comes or goes.
    void change(base::UtcMs first) {
        if (auto known = merged.exchange(nullptr)) {
            before = std::move(known);
            changed = first;
        } else {
            changed = std::min(changed, first);
        }
    }

    std::shared_ptr<Merged const> all(MergeWindows const& windows) const {
        if (auto known = merged.load()) return known;
        Merged begun;
        base::UtcMs const from = before ? keep(begun) : base::kNoTime;
        Merging merging(windows, std::move(begun));
        seen.each_from(sortable(from), [&](Seen const& s) { merging.add(s.sighting); });
        auto all = merging.finish();
        merged.store(all);  // another thread may just have stored the same
        return all;
    }

    std::shared_ptr<Merged const> until(base::UtcMs now, MergeWindows const& windows) const {
        Merging merging(windows, {});
        seen.each([&](Seen const& s) {
            if (s.sighting.first <= now) merging.add(s.sighting);
        });
        return merging.finish();
    }

private:
    /// Keeps what no change since can have touched: all before the episode that a sighting at `changed` might continue
    /// or cut short. The time from which on the rest is to be merged.
    base::UtcMs keep(Merged& begun) const {
        auto const& known = before->episodes;
        auto const starts_before = [](auto const& episode, base::UtcMs time) { return episode->first_seen < time; };
        auto at = std::lower_bound(known.begin(), known.end(), changed, starts_before);
        if (at == known.begin()) return base::kNoTime;
        base::UtcMs const from = (*--at)->first_seen;
        begun.episodes.assign(known.begin(), std::lower_bound(known.begin(), at, from, starts_before));
        return from;
    }

    std::shared_ptr<Merged const> before;  ///< what was merged before the first of the changes since
    base::UtcMs changed = base::kNoTime;   ///< the earliest of these
    mutable std::atomic<std::shared_ptr<Merged const>> merged;  ///< null: something changed since
};

SightingBook::SightingBook(MergeWindows windows) : windows_(std::make_shared<MergeWindows const>(std::move(windows))) {}

void SightingBook::add(Sighting const& sighting) {
    Subject& subject = subjects_.edit(subject_of(*sighting.event));
    subject.change(sighting.first);
    subject.seen.edit(order_key(sighting)).sighting = sighting;
}

void SightingBook::remove(Sighting const& sighting) {
    std::string const id = subject_of(*sighting.event);
    Subject& subject = subjects_.edit(id);
    subject.change(sighting.first);
    subject.seen.erase(order_key(sighting));
    if (subject.seen.size() == 0) subjects_.erase(id);
}

Episodes SightingBook::episodes(base::UtcMs now) const {
    Episodes out;
    subjects_.each([&](Subject const& subject) {
        auto merged = subject.all(*windows_);
        if (now < merged->latest) merged = subject.until(now, *windows_);
        for (auto const& episode : merged->episodes) {
            if (episode->ended <= now) {
                out.all_.push_back(episode.get());
            } else {
                out.all_.push_back(&out.not_over_.emplace_back(*episode));
                out.not_over_.back().ended = base::kNoTime;
            }
        }
        out.kept_.push_back(std::move(merged));
    });
    return out;
}

}  // namespace twin
