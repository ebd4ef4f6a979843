#include "twin/episodes.h"

#include <algorithm>
#include <span>
#include <tuple>

namespace twin {
namespace {

std::int64_t window_of(MergeWindows const& windows, std::string const& type) {
    auto const found = windows.ms_by_type.find(type);
    return found == windows.ms_by_type.end() ? windows.otherwise_ms : found->second;
}

/// Two kinds that are both "other" are the same thing only if the vendor calls them the same.
auto what(CityEvent const& event) {
    return std::tie(event.camera, event.type, event.type == "other" ? event.raw_type : event.type);
}

bool comes_before(Sighting const& a, Sighting const& b) {
    auto const left = what(*a.event);
    auto const right = what(*b.event);
    if (left != right) return left < right;
    return std::tie(a.first, a.last, a.event->id) < std::tie(b.first, b.last, b.event->id);
}

/// The episode being put together, and which of its sightings is the newest.
struct Merge {
    Episode episode;
    Sighting newest;

    explicit Merge(Sighting const& s) : newest(s) {
        episode.first_seen = s.first;
        add(s);
    }

    bool takes(Sighting const& s, std::int64_t window) const {
        if (s.event->camera.empty() || what(*s.event) != what(*newest.event)) return false;
        bool const over = episode.ended != base::kNoTime && s.first > episode.ended;
        return !over && s.first - episode.last_seen <= window;
    }

    void add(Sighting const& s) {
        ++episode.sightings;
        if (s.last >= newest.last) newest = s;
        episode.last_seen = std::max(episode.last_seen, s.last);
        episode.best_confidence = std::max(episode.best_confidence, s.best_confidence);
        episode.ended = std::max(episode.ended, s.ended);
        // Seen again after the end that was told: it is not over.
        if (episode.ended < episode.last_seen) episode.ended = base::kNoTime;
    }

    /// When it was over, looking back from for ever after. `next` begins the following episode of the same thing.
    base::UtcMs end(std::int64_t window, Sighting const* next) const {
        if (episode.ended != base::kNoTime) return episode.ended;
        base::UtcMs const silent = episode.last_seen + 2 * window;
        return next ? std::min(silent, next->first) : silent;
    }
};

/// Visits each episode in order: what was merged, its end, and its sightings.
template <class Visit>
void each_episode(std::vector<Sighting>& sightings, MergeWindows const& windows, Visit const& visit) {
    std::sort(sightings.begin(), sightings.end(), comes_before);
    for (std::size_t i = 0; i < sightings.size();) {
        std::int64_t const window = window_of(windows, sightings[i].event->type);
        Merge merge(sightings[i]);
        std::size_t next = i + 1;
        while (next < sightings.size() && merge.takes(sightings[next], window)) merge.add(sightings[next++]);
        bool const same = next < sightings.size() && !sightings[i].event->camera.empty() &&
                          what(*sightings[next].event) == what(*sightings[i].event);
        base::UtcMs const end = merge.end(window, same ? &sightings[next] : nullptr);
        visit(merge, end, std::span<Sighting const>(sightings).subspan(i, next - i));
        i = next;
    }
}

}  // namespace

std::vector<Episode> merge_sightings(std::vector<Sighting> sightings, MergeWindows const& windows, base::UtcMs now) {
    std::erase_if(sightings, [&](Sighting const& s) { return s.first > now; });
    std::vector<Episode> episodes;
    each_episode(sightings, windows, [&](Merge& merge, base::UtcMs end, std::span<Sighting const>) {
        merge.episode.ended = end <= now ? end : base::kNoTime;
        merge.episode.last = *merge.newest.event;
        episodes.push_back(std::move(merge.episode));
    });
    return episodes;
}

std::vector<CityEvent const*> over_before(std::vector<Sighting> sightings, MergeWindows const& windows,
                                          base::UtcMs time) {
    std::vector<CityEvent const*> over;
    each_episode(sightings, windows, [&](Merge const&, base::UtcMs end, std::span<Sighting const> members) {
        if (end >= time) return;
        for (Sighting const& s : members) over.push_back(s.event);
    });
    return over;
}

}  // namespace twin
