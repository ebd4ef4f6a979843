// SharedState as a line of JSON and back.
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/follow.h"

namespace app {
namespace {

using SortedJson = nlohmann::json;

constexpr double kFurthestPoint = 1e8;  ///< metres
constexpr std::size_t kMostLayers = 4096;

SortedJson point(base::Vec3d p) { return SortedJson::array({p.x, p.y, p.z}); }

/// Reads fields that are there and of the right kind; `wrong` keeps the first that cannot be shown.
struct StateReader {
    SortedJson const& json;
    std::string wrong;

    template <class T>
    void take(char const* name, T& into) {
        auto const found = json.find(name);
        if (found == json.end()) return;
        bool fits = false;
        if constexpr (std::is_same_v<T, bool>) {
            fits = found->is_boolean();
        } else if constexpr (std::is_same_v<T, std::string>) {
            fits = found->is_string();
        } else if constexpr (std::is_unsigned_v<T>) {
            fits = found->is_number_unsigned() && found->template get<std::uint64_t>() <= std::numeric_limits<T>::max();
        } else if constexpr (std::is_integral_v<T>) {
            fits = found->is_number_integer();
        } else {
            fits = found->is_number() && std::abs(found->template get<double>()) <= kFurthestPoint;
        }
        if (!fits) return fail(name);
        into = found->template get<T>();
    }

    void take(char const* name, base::Vec3d& into) {
        auto const found = json.find(name);
        if (found == json.end()) return;
        if (!found->is_array() || found->size() != 3) return fail(name);
        double v[3];
        for (std::size_t i = 0; i < 3; ++i) {
            if (!(*found)[i].is_number()) return fail(name);
            v[i] = (*found)[i].get<double>();
            if (!(std::abs(v[i]) <= kFurthestPoint)) return fail(name);
        }
        into = {v[0], v[1], v[2]};
    }

    void take(char const* name, std::array<float, 4>& into) {
        auto const found = json.find(name);
        if (found == json.end()) return;
        if (!found->is_array() || found->size() != into.size()) return fail(name);
        for (std::size_t i = 0; i < into.size(); ++i) {
            if (!(*found)[i].is_number()) return fail(name);
            into[i] = (*found)[i].get<float>();
            if (!(into[i] >= 0 && into[i] <= 1)) return fail(name);
        }
    }

    template <class E>
    void take_enum(char const* name, E& into, E last) {
        auto value = static_cast<std::uint32_t>(into);
        take(name, value);
        if (value > static_cast<std::uint32_t>(last)) return fail(name);
        into = static_cast<E>(value);
    }

    void fail(char const* name) {
        if (wrong.empty()) wrong = std::string("'") + name + "' is not what it should be";
    }
};

SortedJson camera_json(scene::Camera const& camera) {
    return {{"eye", point(camera.eye)}, {"target", point(camera.target)}, {"up", point(camera.up)},
            {"fov_y", camera.fov_y},    {"ortho", camera.ortho_height},   {"near", camera.near_plane},
            {"far", camera.far_plane}};
}

std::string read_camera(SortedJson const& json, scene::Camera& camera) {
    if (!json.is_object()) return "'camera' is no object";
    StateReader read{json, {}};
    read.take("eye", camera.eye);
    read.take("target", camera.target);
    read.take("up", camera.up);
    read.take("fov_y", camera.fov_y);
    read.take("ortho", camera.ortho_height);
    read.take("near", camera.near_plane);
    read.take("far", camera.far_plane);
    bool const sees = length(camera.target - camera.eye) > 0 && length(camera.up) > 0 && camera.fov_y > 0 &&
                      camera.fov_y < 180 && camera.ortho_height >= 0;
    if (read.wrong.empty() && !sees) return "'camera' looks nowhere";
    return read.wrong;
}

SortedJson shared_alarm_json(ui::Alarm const& alarm) {
    SortedJson json{{"kind", static_cast<int>(alarm.subject.kind)},
                    {"id", alarm.subject.id},
                    {"title", alarm.title},
                    {"place", alarm.place},
                    {"source", alarm.source},
                    {"detail", alarm.detail},
                    {"urgent", static_cast<int>(alarm.urgent)},
                    {"at", alarm.at},
                    {"due", alarm.due},
                    {"open", alarm.open},
                    {"together", alarm.together},
                    {"sightings", alarm.sightings},
                    {"confidence", alarm.confidence},
                    {"left", alarm.seconds_left},
                    {"whole", alarm.seconds_whole},
                    {"waiting", alarm.waiting}};
    if (alarm.box) json["box"] = *alarm.box;
    return json;
}

std::string read_alarm(SortedJson const& json, ui::Alarm& alarm) {
    if (!json.is_object()) return "'alarm' is no object";
    StateReader read{json, {}};
    read.take_enum("kind", alarm.subject.kind, ui::SubjectKind::spot);
    read.take("id", alarm.subject.id);
    read.take("title", alarm.title);
    read.take("place", alarm.place);
    read.take("source", alarm.source);
    read.take("detail", alarm.detail);
    read.take_enum("urgent", alarm.urgent, ui::Urgent::red);
    read.take("at", alarm.at);
    read.take("due", alarm.due);
    read.take("open", alarm.open);
    read.take("together", alarm.together);
    read.take("sightings", alarm.sightings);
    read.take("confidence", alarm.confidence);
    read.take("left", alarm.seconds_left);
    read.take("whole", alarm.seconds_whole);
    read.take("waiting", alarm.waiting);
    if (json.contains("box")) read.take("box", alarm.box.emplace());
    return read.wrong;
}

std::string read_layers(SortedJson const& json, std::vector<ui::LayerSetting>& layers) {
    if (!json.is_array() || json.size() > kMostLayers) return "'layers' is no list of layers";
    for (SortedJson const& each : json) {
        if (!each.is_object()) return "'layers' is no list of layers";
        StateReader read{each, {}};
        ui::LayerSetting layer;
        read.take("id", layer.id);
        read.take("visible", layer.visible);
        read.take("opacity", layer.opacity);
        if (!read.wrong.empty()) return read.wrong;
        layers.push_back(std::move(layer));
    }
    return {};
}

}  // namespace

std::string to_json(SharedState const& state) {
    SortedJson layers = SortedJson::array();
    for (ui::LayerSetting const& layer : state.layers) {
        layers.push_back({{"id", layer.id}, {"visible", layer.visible}, {"opacity", layer.opacity}});
    }
    SortedJson json{{"frame", state.frame},
                    {"show_at", state.show_at},
                    {"camera", camera_json(state.camera)},
                    {"view", state.view},
                    {"style", static_cast<int>(state.style)},
                    {"labels", state.labels},
                    {"chinese", state.chinese},
                    {"dark", state.dark},
                    {"wall", state.wall},
                    {"live", state.live},
                    {"layers", std::move(layers)},
                    {"scene", state.scene},
                    {"scene_left", state.scene_seconds_left},
                    {"scene_whole", state.scene_seconds_whole},
                    {"waiting", state.waiting},
                    {"paused", state.paused}};
    if (state.event != base::kNoTime) json["event"] = state.event;
    if (state.known != base::kNoTime) json["known"] = state.known;
    if (state.alarm) json["alarm"] = shared_alarm_json(*state.alarm);
    // Names come from feeds: what is no UTF-8 in them is replaced, not thrown.
    return json.dump(-1, ' ', false, SortedJson::error_handler_t::replace);
}

base::Result<SharedState> shared_from_json(std::string const& line) {
    SortedJson const json = SortedJson::parse(line, nullptr, false);
    if (!json.is_object()) return base::Error{"what the leader says is no JSON object"};
    if (!json.contains("frame") || !json.contains("camera")) {
        return base::Error{"what the leader says has no 'frame' and 'camera'"};
    }
    SharedState state;
    StateReader read{json, {}};
    read.take("frame", state.frame);
    read.take("show_at", state.show_at);
    read.take("view", state.view);
    read.take_enum("style", state.style, scene::Style::paper);
    read.take("labels", state.labels);
    read.take("chinese", state.chinese);
    read.take("dark", state.dark);
    read.take("wall", state.wall);
    read.take("live", state.live);
    read.take("event", state.event);
    read.take("known", state.known);
    read.take("scene", state.scene);
    read.take("scene_left", state.scene_seconds_left);
    read.take("scene_whole", state.scene_seconds_whole);
    read.take("waiting", state.waiting);
    read.take("paused", state.paused);
    std::string wrong = read.wrong;
    if (wrong.empty()) wrong = read_camera(json["camera"], state.camera);
    if (wrong.empty() && json.contains("layers")) wrong = read_layers(json["layers"], state.layers);
    if (wrong.empty() && json.contains("alarm")) wrong = read_alarm(json["alarm"], state.alarm.emplace());
    if (!wrong.empty()) return base::Error{"what the leader says cannot be shown: " + wrong};
    return state;
}

}  // namespace app
