#include "app/flight.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace app {
namespace {

constexpr double kShortest = 0.8, kLongest = 2.5;
constexpr double kClearance = 20;  ///< metres over the highest roof
constexpr double kRise = 0.18;     ///< of the way over level ground: one sees where one goes

base::Vec3d mix(base::Vec3d a, base::Vec3d b, double t) { return a + (b - a) * t; }
double mix(double a, double b, double t) { return a + (b - a) * t; }

/// Perlin's smoother step: speed and acceleration are zero at both ends.
double eased(double t) { return t * t * t * (t * (t * 6 - 15) + 10); }

/// Distances are felt as ratios: from 2000 m to 20 m is half way at 200 m.
double mix_distance(double a, double b, double t) { return std::exp(mix(std::log(a), std::log(b), t)); }

double turn_between(double from, double to) { return std::remainder(to - from, 2 * std::numbers::pi); }

struct Polar {
    double heading, pitch, distance;
};
Polar polar_of(scene::Camera const& camera) {
    base::Vec3d const d = camera.target - camera.eye;
    double const distance = std::max(base::length(d), 1e-3);
    double const level = std::hypot(d.x, d.y);
    // Straight down has no heading of its own: the picture's upper edge tells.
    base::Vec3d const ahead = level > 1e-6 * distance ? d : camera.up;
    return {std::atan2(ahead.x, ahead.y), std::atan2(-d.z, level), distance};
}

}  // namespace

Flight plan_flight(scene::Camera const& from, scene::Camera const& to, double roofs) {
    Flight flight{from, to, 0, 0};
    double const level = std::hypot(to.target.x - from.target.x, to.target.y - from.target.y);
    double const reach = std::max({base::length(from.eye - from.target), base::length(to.eye - to.target), 1.0});
    double const ways = level / reach + std::abs(std::log(std::max(base::length(to.eye - to.target), 1.0) /
                                                          std::max(base::length(from.eye - from.target), 1.0)));
    flight.seconds = std::clamp(kShortest + 0.45 * ways, kShortest, kLongest);
    double const lower = std::min(from.eye.z, to.eye.z);
    double const need = level > 50 ? std::max(0.0, roofs + kClearance - lower) : 0;
    flight.rise = std::max(need, std::min(level * kRise, 4 * reach));
    if (level < 1) flight.rise = 0;
    return flight;
}

scene::Camera along(Flight const& flight, double seconds) {
    if (seconds >= flight.seconds || flight.seconds <= 0) return flight.to;
    double const t = eased(std::clamp(seconds / flight.seconds, 0.0, 1.0));
    Polar const a = polar_of(flight.from), b = polar_of(flight.to);
    double const heading = a.heading + turn_between(a.heading, b.heading) * t;
    double const pitch = mix(a.pitch, b.pitch, t);
    double const distance = mix_distance(a.distance, b.distance, t);
    base::Vec3d const target = mix(flight.from.target, flight.to.target, t);

    // A picture without perspective is left for one with it at once: there is nothing between the two.
    scene::Camera camera = flight.to;
    camera.target = target;
    camera.eye = target - base::Vec3d{std::sin(heading) * std::cos(pitch), std::cos(heading) * std::cos(pitch),
                                      -std::sin(pitch)} *
                              distance;
    camera.eye.z += flight.rise * 4 * t * (1 - t);
    camera.fov_y = mix(flight.from.fov_y, flight.to.fov_y, t);
    if (flight.from.ortho_height > 0 && flight.to.ortho_height > 0) {
        camera.ortho_height = mix_distance(flight.from.ortho_height, flight.to.ortho_height, t);
    }
    bool const steep = std::cos(pitch) < 1e-3;
    camera.up = steep ? base::Vec3d{std::sin(heading), std::cos(heading), 0} : base::Vec3d{0, 0, 1};
    return camera;
}

}  // namespace app
