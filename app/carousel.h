// What the wall shows when nobody is at the mouse: scenes in turn, alarms before them, the operator before both. Pure:
// the caller's clock comes in, what to fly to comes out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/alarms.h"
#include "base/time.h"
#include "base/vec.h"
#include "twin/district.h"
#include "twin/wall_spec.h"

namespace app {

struct CarouselScene {
    std::string view;  ///< id of a view of the district
    twin::Name name;
};

/// `[wall] scenes`, or else the views that show live layers: overview, hotline, video, people, sites, siting, then the
/// others in the file's order; the first view where none shows any.
std::vector<CarouselScene> carousel_scenes(twin::District const& district);

/// What must outlive a restart.
struct CarouselMemory {
    std::string scene;  ///< its view
    AlarmMemory alarms;
};

/// A flight lasts up to so long; an alarm's hold begins after it.
inline constexpr std::int64_t kFlightMs = 2500;

/// `ms` is a clock that never jumps, in milliseconds; `now` is the time of day, UTC.
class Carousel {
public:
    Carousel(std::vector<CarouselScene> scenes, twin::WallSpec const& wall, CarouselMemory memory = {});

    /// The facts have changed: new alarms queue, those that are dealt with leave.
    void update(std::vector<Incident> const& incidents, base::UtcMs now);
    /// See AlarmQueue.
    void list_old(std::vector<Incident> const& incidents, base::UtcMs before) { queue_.list_old(incidents, before); }
    /// Lets time pass. True: the camera shall fly to what is shown now.
    bool step(std::int64_t ms);

    /// The operator's hand. An alarm that is being shown keeps its hold, the next waits until the pause is over.
    void touched(std::int64_t ms);
    void pause(std::int64_t ms);  ///< until `resume`
    void resume(std::int64_t ms);
    void go_to(std::size_t scene, std::int64_t ms);  ///< like a hand's touch; nothing where there is no such scene

    std::vector<CarouselScene> const& scenes() const { return scenes_; }
    std::size_t scene() const { return scene_; }
    std::optional<AlarmGroup> const& alarm() const { return alarm_; }
    AlarmQueue const& queue() const { return queue_; }
    bool paused() const { return paused_; }
    /// Of the pause; below 0: until somebody resumes.
    double pause_seconds_left() const;
    /// Of the alarm's hold or the scene's turn, with the length of the whole.
    double seconds_left() const;
    double seconds_whole() const;
    /// Until something happens by itself, in milliseconds; below 0: never.
    std::int64_t next_in() const;
    CarouselMemory memory() const;

private:
    std::vector<CarouselScene> scenes_;
    twin::WallSpec wall_;
    AlarmQueue queue_;
    std::optional<AlarmGroup> alarm_;
    std::size_t scene_ = 0;
    std::int64_t scene_left_, alarm_left_ = 0, pause_left_ = 0;  ///< pause_left_ below 0: until resumed
    std::optional<std::int64_t> last_;
    bool paused_ = false, started_ = false, fly_ = false;

    void pass(std::int64_t ms);
};

/// How much darker the wall is, 0 to 0.5: by the district's hours, else by the sun's altitude in degrees. Neither is a
/// switch: it takes a quarter of an hour, or the sun's first six degrees below the horizon.
double night_dim(twin::WallSpec const& wall, base::UtcMs now, double sun_altitude);

/// The whole wall moves by a pixel every minute, so that no edge burns in: around a ring of eight places.
struct Offset {
    int x = 0, y = 0;
};
Offset orbit_offset(base::UtcMs now);

}  // namespace app
