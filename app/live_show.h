// Live layers in a window: of now, taken in as they come, or of a moment in the past.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/live_painter.h"
#include "app/moment.h"
#include "app/options.h"
#include "base/result.h"
#include "feeds/ingest.h"
#include "scene/live.h"
#include "twin/district.h"

namespace app {

class LiveShow {
public:
    /// Takes the district's feeds in, or, where another program already does, follows its journal.
    static base::Result<LiveShow> start(twin::District const& district, LiveOptions const& options, bool chinese);

    /// Whether anything new is to be seen since the last `paint`; cheap, to be asked twice a second.
    bool changed();
    base::Result<scene::LiveScene> paint(std::string const& view_name, scene::Scene const& scene,
                                         scene::View const& view);

private:
    LiveShow(twin::District const& district, LiveOptions const& options, TicketClock clock, bool chinese)
        : district_(&district), options_(options), chinese_(chinese), painter_(district, std::move(clock), chinese) {}
    base::Status read_past();

    twin::District const* district_;
    LiveOptions options_;
    bool chinese_;
    bool follows_ = false;  ///< another program takes the feeds in
    LivePainter painter_;
    std::unique_ptr<feeds::Ingest> ingest_;
    std::optional<PastMoment> past_;
    std::uint64_t revision_ = 0;
    base::UtcMs looked_ = 0;
};

}  // namespace app
