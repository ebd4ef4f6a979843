// Three drones on their rounds: poses every two seconds in the air, a word every ten minutes on the ground.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numbers>

#include "sample/history_parts.h"

namespace sample {

namespace {

constexpr std::int64_t kPoseEvery = 2000, kIdleEvery = 10 * kMinuteMs;
constexpr double kSpeed = 9;  ///< metres a second

struct Drone {
    char const* id;
    Path path;      ///< flown there and back until it is time to land
    double height;  ///< metres above the ground
    float gimbal;
    struct Flight {
        std::int64_t from, minutes;  ///< minutes after midnight
    };
    std::vector<Flight> flights;  ///< every day; they may go on after midnight
};

/// Back and forth over a rectangle, as surveys are flown.
Path mown(Vec2d centre, double width, double depth, double apart) {
    Path path;
    for (double y = -depth / 2; y <= depth / 2; y += apart) {
        double const x = path.size() % 4 < 2 ? -width / 2 : width / 2;
        path.push_back(centre + Vec2d{x, y});
        path.push_back(centre + Vec2d{-x, y});
    }
    return path;
}

Path ring(Vec2d centre, double radius) {
    Path path;
    for (int i = 0; i <= 72; ++i) {
        double const angle = 2 * std::numbers::pi * i / 72;
        path.push_back(centre + Vec2d{std::sin(angle), std::cos(angle)} * radius);
    }
    return path;
}

/// Inside what is built: around its middle, two thirds as wide.
Path patrol(std::vector<Home> const& homes) {
    Extent e;
    for (Home const& h : homes) e.add(h.at);
    Vec2d const c = e.centre();
    double const w = e.width() / 3, h = e.height() / 3;
    return {c + Vec2d{-w, -h}, c + Vec2d{w, -h}, c + Vec2d{w, h}, c + Vec2d{-w, h}, c + Vec2d{-w, -h}};
}

struct Pose {
    base::UtcMs time;
    std::uint8_t drone;
    bool flying;
    float heading;
    float height;
};

class Drones final : public Part {
public:
    Drones(Setting const& setting, Span const& span) {
        if (setting.homes.empty()) return;
        Vec2d const site = setting.sites.front();
        std::vector<Drone> const drones{
            {"UAV-1", mown(site, 320, 200, 40), 110, -90, {{540, 30}, {900, 30}}},
            {"UAV-2", patrol(setting.homes), 120, -35, {{630, 40}, {960, 40}}},
            // In the air at midnight, when the history ends.
            {"UAV-3", ring(setting.outbreaks.back().centre, 150), 90, -40, {{480, 20}, {1420, 40}}}};
        for (Drone const& drone : drones) ids_.push_back(drone.id);
        for (std::size_t d = 0; d < drones.size(); ++d)
            for (base::UtcMs time = span.until - kDayMs; time < span.end; time += kPoseEvery)
                add(drones[d], static_cast<std::uint8_t>(d), time);
        for (Drone const& drone : drones) gimbals_.push_back(drone.gimbal);
        places_ = lonlats(std::move(at_));
    }
    std::string_view feed() const override { return "drones"; }

    void plan(std::vector<Planned>& all) const override {
        for (std::uint32_t i = 0; i < poses_.size(); ++i) all.push_back({poses_[i].time, i, 0, 0});
    }

    std::string_view tell(Planned const& planned, JsonLine& out) const override {
        Pose const& p = poses_[planned.index];
        std::string id = ids_[p.drone];
        id.append(1, '-').append(std::to_string(planned.index));
        out.begin(feed(), "uav.pose", id, p.time);
        out.record();
        out.text("id", ids_[p.drone]);
        out.number("lon", places_[planned.index].lon, 7);
        out.number("lat", places_[planned.index].lat, 7);
        out.number("height", static_cast<double>(p.height), 1);
        out.text("height_above", "ground");
        out.number("heading", static_cast<double>(p.heading), 0);
        out.number("gimbal_pitch", p.flying ? static_cast<double>(gimbals_[p.drone]) : 0, 0);
        out.text("mode", p.flying ? "flying" : "standby");
        out.end_record();
        return out.end();
    }

private:
    void add(Drone const& drone, std::uint8_t number, base::UtcMs time) {
        for (Drone::Flight const& flight : drone.flights) {
            for (std::int64_t const before : {std::int64_t{0}, kDayMs}) {
                std::int64_t const since = time - midnight(time) + before - flight.from * kMinuteMs;
                if (since < 0 || since >= flight.minutes * kMinuteMs) continue;
                fly(drone, number, time, static_cast<double>(since) / 1000, static_cast<double>(flight.minutes * 60));
                return;
            }
        }
        if (time % kIdleEvery != 0) return;
        poses_.push_back({time, number, false, 0, 0});
        at_.push_back(drone.path.front());
    }

    void fly(Drone const& drone, std::uint8_t number, base::UtcMs time, double seconds, double all_seconds) {
        double const whole = length(drone.path), flown = std::fmod(seconds * kSpeed, 2 * whole);
        bool const back = flown > whole;
        PathPoint const p = point_along(drone.path, back ? 2 * whole - flown : flown);
        Vec2d const ahead = back ? p.direction * -1 : p.direction;
        double const heading = std::fmod(std::atan2(ahead.x, ahead.y) * 180 / std::numbers::pi + 360, 360);
        // Half a minute up, half a minute down.
        double const climb = std::clamp(std::min(seconds, all_seconds - seconds) / 30, 0.05, 1.0);
        poses_.push_back({time, number, true, static_cast<float>(heading), static_cast<float>(drone.height * climb)});
        at_.push_back(p.at);
    }

    std::vector<std::string> ids_;
    std::vector<float> gimbals_;
    std::vector<Pose> poses_;
    std::vector<Vec2d> at_;
    std::vector<geo::LonLat> places_;
};

}  // namespace

std::unique_ptr<Part> drones_part(Setting const& setting, Span const& span) {
    return std::make_unique<Drones>(setting, span);
}

}  // namespace sample
