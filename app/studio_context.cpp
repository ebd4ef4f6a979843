// What panels get to read: facts with what a replay does, the selection, the stage, the wall.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "app/open_studio.h"
#include "geo/crs.h"

namespace app {
namespace {

/// "113.26437, 23.12908": what people paste into other maps.
std::string degrees_text(base::Result<geo::LonLat> const& at) {
    if (!at) return {};
    char text[64];
    std::snprintf(text, sizeof text, "%.5f, %.5f", at->lon, at->lat);
    return text;
}

}  // namespace

double map_metres(base::Extent const& all) { return std::max(all.width(), all.height()) * 1.05; }

void OpenStudio::refresh_stage() {
    app::Stage const stage = ground();
    stage_.camera = view_.camera;
    stage_.pixels = district_pixels_;
    stage_.frame_ms = scenery_.last_ms();
    stage_.sharp = scenery_.sharp(scene::Slot::main);
    stage_.split = split_.has_value();
    stage_.own_layers = split_ && split_->layers;
    stage_.section = section_ != nullptr;
    stage_.cards.clear();
    for (base::Extent const& card : scenery_.cards(scene::Slot::main)) {
        double const w = district_pixels_.width(), h = district_pixels_.height();
        stage_.cards.push_back({district_pixels_.min_x + card.min_x * w, district_pixels_.min_y + card.min_y * h,
                                district_pixels_.min_x + card.max_x * w, district_pixels_.min_y + card.max_y * h});
    }
    stage_.crs = district_.frame.working_crs;
    base::Extent const& all = scenery_.scene().extent;
    base::Vec2d const centre = all.centre();
    double const half = map_metres(all) / 2;
    stage_.map = {centre.x - half, centre.y - half, centre.x + half, centre.y + half};
    base::Vec2d const at{mouse_.x - district_pixels_.min_x, mouse_.y - district_pixels_.min_y};
    stage_.over_district = !mouse_taken_ && at.x >= 0 && at.y >= 0 && at.x < stage.width && at.y < stage.height;
    if (stage_.over_district) {
        if (auto const under = ground_under(view_.camera, at, stage)) stage_.cursor = *under;
    }
    auto const middle = scene::project(view_.camera, view_.camera.target, stage.width, stage.height);
    stage_.metres_per_pixel = middle.pixels_per_metre > 0 ? 1 / middle.pixels_per_metre : 1;
    stage_.coordinate = [this](base::Vec3d place) {
        return degrees_text(geo::to_lonlat({place.x, place.y}, district_.frame));
    };
}

std::vector<ui::SearchHit> OpenStudio::find(std::string const& query) {
    if (!search_live_) search_live_ = SearchPart::of_facts(*facts_);
    std::array const parts{search_still_, search_live_, SearchPart::of_bookmarks(settings_.bookmarks)};
    return search(parts, query, 50, chinese());
}

ui::Shown OpenStudio::evidence(std::string const& reference) { return evidence_->show(reference, settings_.language); }

ui::Shown OpenStudio::video(std::string const& camera) { return videos_->show(camera, settings_.language); }

ui::PanelContext OpenStudio::context(ui::Kit& kit, ui::Commands& commands) {
    ui::TimeFacts& time = facts_->time;
    time.now = around_.now;
    time.live = time_.is_live();
    time.event = time_.moment().event;
    time.known = std::min(time_.moment().known, around_.now);
    time.speed = time_.speed();
    time.range_from = time_.range_from();
    time.range_until = time_.range_until();
    time.loop = time_.loops();
    Briefings::Reach const reach = briefings_->reach();
    time.first = reach.first;
    time.last = reach.last;
    if (focused_ && focus_.span_until > focus_.span_from && focused_->time.span_until > focused_->time.span_from) {
        time.tickets = focused_->time.tickets;
        time.events = focused_->time.events;
        time.span_from = focused_->time.span_from;
        time.span_until = focused_->time.span_until;
    }
    return {kit,
            *facts_,
            district_,
            selection_,
            measured_,
            stage_,
            wall_,
            log_,
            work_,
            [this](std::string const& query) { return find(query); },
            [this](std::string const& reference) { return evidence(reference); },
            [this](std::string const& camera) { return video(camera); },
            settings_,
            panel_state_,
            commands,
            &style_,
            &indicators_.facts(),
            &siting_.facts(),
            &cases_->facts(),
            &projects_->facts(),
            warning_->facts(),
            &sheet_.facts()};
}

}  // namespace app
