#include "app/intake.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "app/secret.h"
#include "geo/crs.h"

namespace app {
namespace {

/// The district's rectangle in degrees, with a margin: what falls off it is probably in another coordinate system.
base::Extent degrees_of(twin::District const& district) {
    base::Extent degrees;
    if (district.extent.empty()) return degrees;
    base::Extent const e = district.extent.grown(0.1 * std::max(district.extent.width(), district.extent.height()));
    for (base::Vec2d const corner :
         {base::Vec2d{e.min_x, e.min_y}, {e.max_x, e.min_y}, {e.max_x, e.max_y}, {e.min_x, e.max_y}}) {
        if (auto const at = geo::to_lonlat(corner, district.frame)) degrees.add(base::Vec2d{at->lon, at->lat});
    }
    return degrees;
}

std::string host_name() {
    std::array<char, 256> name{};
    gethostname(name.data(), name.size() - 1);
    return name.data();
}

}  // namespace

base::UtcMs now_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

base::Result<std::unique_ptr<feeds::Ingest>> start_intake(twin::District const& district) {
    twin::LiveSpec const& live = district.live;
    if (live.feeds.empty()) return base::Error{"this district has no feeds; [[feeds]] in the district file names them"};
    feeds::IngestSetup setup;
    setup.feeds = live.feeds;
    for (twin::FeedSpec const& feed : live.feeds) {
        auto secret = read_secret(feed.secret);
        if (!secret) return base::Error{"feed " + feed.id + ": " + secret.error().message};
        setup.secrets.push_back(std::move(*secret));
    }
    setup.host = host_name();
    setup.journal = live.journal;
    setup.clock = now_ms;
    setup.extent = degrees_of(district);
    setup.keep_ms = live.keep_ms;
    setup.keep_bytes = live.keep_bytes;
    setup.merge = live.merge;
    return feeds::Ingest::start(std::move(setup));
}

std::vector<FeedNote> feed_notes(std::vector<feeds::FeedHealth> const& health, twin::LiveState const& state,
                                 bool chinese) {
    std::vector<FeedNote> notes;
    for (feeds::FeedHealth const& feed : health) {
        if (notes.size() <= feed.number) notes.resize(std::size_t{feed.number} + 1);
        auto const heard = state.heard(feed.number);
        std::string const& name = chinese ? feed.name.zh : feed.name.en;
        bool const down = feed.state == feeds::FeedState::down;
        notes[feed.number] = {feed.id,
                              name.empty() ? feed.id : name,
                              heard.kinds,
                              heard.last_event,
                              feed.state == feeds::FeedState::stale || down,
                              down};
    }
    return notes;
}

}  // namespace app
