// What the parts of LiveLayers::compose share while a picture's live layers are put together.
#pragma once

#include <map>
#include <string>

#include "app/live_layers.h"

namespace app {

struct LiveLayers::Work {
    LiveMoment const& moment;
    LiveChoice const& choice;
    scene::Style style;
    LivePicture out = {};

    base::UtcMs now() const { return moment.time.event; }

    /// The id under which a thing is drawn and found again.
    std::uint32_t report(char const* kind, std::string const& id) {
        out.reported.push_back({kind, id});
        return scene::make_id(scene::IdKind::report, static_cast<std::uint32_t>(out.reported.size() - 1));
    }
};

}  // namespace app
