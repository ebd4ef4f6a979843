// Live layers for the views of one district: composed when the data or the look changes, laid out for each view.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/live_layers.h"
#include "app/options.h"
#include "scene/live.h"
#include "scene/scene.h"

namespace app {

/// The live layers of a view: those asked for, else the view's own, else, where a moment was asked for, tickets and
/// events.
base::Result<LiveChoice> choose_live(twin::District const& district, std::string const& view,
                                     LiveOptions const& options);

class LivePainter {
public:
    LivePainter(twin::District const& district, TicketClock clock, bool chinese)
        : layers_(district, std::move(clock), chinese) {}

    /// `revision` tells one state of the data from another; the same one is not composed again.
    scene::LiveScene paint(LiveMoment const& moment, std::uint64_t revision, LiveChoice const& choice,
                           scene::Scene const& scene, scene::View const& view);
    /// What the ids of the last picture stand for.
    std::vector<Reported> const& reported() const { return reported_; }
    std::uint64_t unplaced() const { return unplaced_; }

private:
    struct Made {
        std::uint64_t revision = 0;
        base::UtcMs event = 0;
        LiveChoice choice;
        scene::Style style = scene::Style::day;
        bool operator==(Made const&) const = default;
    };
    LiveLayers layers_;
    std::optional<Made> made_;
    std::optional<scene::LiveBuilder> builder_;
    scene::ClusterMemory memory_;
    std::vector<Reported> reported_;
    std::uint64_t unplaced_ = 0;
};

}  // namespace app
