#include "app/live_painter.h"

#include <algorithm>
#include <utility>

namespace app {

base::Result<LiveChoice> choose_live(twin::District const& district, std::string const& view,
                                     LiveOptions const& options) {
    if (!options.layers.empty()) return parse_live(options.layers);
    auto const named =
        std::find_if(district.views.begin(), district.views.end(), [&](auto const& v) { return v.id == view; });
    if (named != district.views.end() && !named->live.empty()) return parse_live(named->live);
    LiveChoice choice;
    choice.tickets = choice.events = options.asked();
    return choice;
}

scene::LiveScene LivePainter::paint(LiveMoment const& moment, std::uint64_t revision, LiveChoice const& choice,
                                    scene::Scene const& scene, scene::View const& view) {
    Made const wanted{revision, moment.time.event, choice, view.style};
    if (made_ != wanted) {
        LivePicture picture = layers_.compose(moment, choice, view.style);
        reported_ = std::move(picture.reported);
        unplaced_ = picture.unplaced;
        builder_.emplace(std::move(picture.input));
        made_ = wanted;
    }
    return builder_->build(scene, view, &memory_);
}

}  // namespace app
