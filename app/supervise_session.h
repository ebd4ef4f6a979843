// What a window shows, kept in the user's state folder so that a start with --resume shows it again.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "scene/view.h"

namespace app {

struct SessionState {
    std::string camera;  ///< as after --camera
    scene::Style style = scene::Style::day;
    bool live = true;  ///< follows the clock; else the moment below
    base::UtcMs event = base::kNoTime, known = base::kNoTime;
    double speed = 0;  ///< of a replay
    bool chinese = true, wall = false;
    std::string carousel_scene;  ///< its view
    bool carousel_paused = false;
    struct Alarm {
        std::string key;
        base::UtcMs since = base::kNoTime, last = base::kNoTime;
        bool operator==(Alarm const&) const = default;
    };
    std::vector<Alarm> alarms_seen;  ///< see app/alarms.h
    base::UtcMs alarms_looked = base::kNoTime;
    bool operator==(SessionState const&) const = default;
};

std::string to_toml(SessionState const& state);
/// Unknown keys are left alone, and what is missing or of the wrong kind stays as it is by default; an error only where
/// it is no TOML at all.
base::Result<SessionState> session_from_toml(std::string const& text);

/// What was kept last; none where nothing was or it cannot be read.
std::optional<SessionState> read_session(std::filesystem::path const& file);

/// Writes at most once a second, and only what has changed; the last one at the end.
class SessionKeeper {
public:
    using Clock = std::chrono::steady_clock;

    explicit SessionKeeper(std::filesystem::path file);
    ~SessionKeeper();
    SessionKeeper(SessionKeeper const&) = delete;
    SessionKeeper& operator=(SessionKeeper const&) = delete;

    /// Cheap enough for each frame. False, once for each reason: the file cannot be written, `problem` says why. It is
    /// tried again each second: a disk that was full may have room again.
    bool keep(SessionState const& state, Clock::time_point now);

    std::string problem;

private:
    bool write();
    std::filesystem::path file_;
    SessionState newest_;
    std::optional<SessionState> written_;
    std::optional<Clock::time_point> tried_at_;
};

}  // namespace app
