#include "app/remote_words.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

namespace app {
namespace {

using Json = nlohmann::ordered_json;

constexpr char const* kKinds[] = {"none",   "building", "ground", "ticket", "event", "camera",
                                  "device", "drone",    "place",  "spot",   "view"};
constexpr char const* kLevelWords[] = {"none", "blue", "yellow", "orange", "red"};
constexpr char const* kLamps[] = {"live", "quiet", "stale", "down"};
constexpr double kLongestBack = 366.0 * 24 * 3600;  ///< seconds
constexpr double kFastest = 3600;
constexpr std::size_t kLongestNote = 500;

Json name(twin::Name const& both) {
    return {{"zh", both.zh.empty() ? both.en : both.zh}, {"en", both.en.empty() ? both.zh : both.en}};
}

Json ms_or_null(base::UtcMs at) { return at == base::kNoTime ? Json() : Json(at); }

Json kpi_json(ui::Kpi const& kpi) {
    Json json{{"id", kpi.id},
              {"name", name(kpi.name)},
              {"unit", {{"zh", kpi.unit.zh}, {"en", kpi.unit.en}}},
              {"known", kpi.known},
              {"decimals", kpi.decimals},
              {"period", name(kpi.period)},
              {"lamp", kLamps[static_cast<std::size_t>(kpi.freshness.lamp)]},
              {"last", ms_or_null(kpi.freshness.last)}};
    if (kpi.known && std::isfinite(kpi.value)) {
        json["value"] = kpi.value;
        if (kpi.before) json["before"] = *kpi.before;
        if (kpi.target) json["target"] = *kpi.target;
        json["more_is_better"] = kpi.more_is_better;
    } else {
        json["known"] = false;
        json["why"] = name(kpi.why);
    }
    return json;
}

char const* kind_of(ui::Subject const& subject) { return kKinds[static_cast<std::size_t>(subject.kind)]; }

Json waiting_json(RemoteStatus::Alarm const& alarm) {
    return {{"kind", kind_of(alarm.subject)},
            {"id", alarm.subject.id},
            {"level", kLevelWords[static_cast<std::size_t>(alarm.urgent)]},
            {"at", ms_or_null(alarm.at)}};
}

Json alarm_json(RemoteStatus::Alarm const& alarm) {
    return {{"kind", kind_of(alarm.subject)},
            {"id", alarm.subject.id},
            {"title", name(alarm.title)},
            {"detail", name(alarm.detail)},
            {"level", kLevelWords[static_cast<std::size_t>(alarm.urgent)]},
            {"at", ms_or_null(alarm.at)},
            {"acknowledged", alarm.acknowledged}};
}

template <class T, class Make>
Json list(std::vector<T> const& all, Make const& make) {
    Json out = Json::array();
    for (T const& each : all) out.push_back(make(each));
    return out;
}

base::Error refuse(std::string message) { return {std::move(message), base::ErrorKind::usage}; }

/// One command being read.
struct CommandReader {
    Json const& json;
    RemoteStatus const& status;
    base::UtcMs now;

    std::optional<std::string> word(char const* key) const {
        auto const found = json.find(key);
        if (found == json.end() || !found->is_string()) return {};
        return found->get<std::string>();
    }
    std::optional<bool> yes(char const* key) const {
        auto const found = json.find(key);
        if (found == json.end() || !found->is_boolean()) return {};
        return found->get<bool>();
    }
    std::optional<double> number(char const* key) const {
        auto const found = json.find(key);
        if (found == json.end() || !found->is_number()) return {};
        double const value = found->get<double>();
        if (!std::isfinite(value)) return {};
        return value;
    }

    base::Result<ui::Command> scene() const {
        auto const index = number("index");
        if (!index || *index != std::floor(*index)) return refuse("scene: 'index' is a whole number");
        if (*index < 0 || *index >= static_cast<double>(status.scenes.size())) {
            return refuse("scene: there are " + std::to_string(status.scenes.size()) + " of them");
        }
        return ui::Command{ui::WallScene{.index = static_cast<int>(*index)}};
    }

    base::Result<ui::Command> carousel() const {
        auto const pause = yes("pause");
        if (!pause) return refuse("carousel: 'pause' is true or false");
        return ui::Command{ui::WallScene{.pause = *pause, .resume = !*pause}};
    }

    base::Result<ui::Command> layer() const {
        auto const id = word("id");
        auto const visible = yes("visible");
        if (!id || !visible) return refuse("layer: 'id' is a text and 'visible' true or false");
        for (RemoteStatus::Layer const& each : status.layers) {
            if (each.id == *id) return ui::Command{ui::ShowLayer{*id, *visible}};
        }
        return refuse("layer: there is none of this id");
    }

    base::Result<ui::Command> time() const {
        base::UtcMs event = base::kNoTime;
        if (auto const back = number("back_s")) {
            if (*back < 0 || *back > kLongestBack) return refuse("time: 'back_s' is 0 to a year of seconds");
            event = now - static_cast<base::UtcMs>(*back * 1000);
        } else if (auto const at = number("at")) {
            if (std::abs(*at) > 8.64e15) return refuse("time: 'at' is milliseconds since 1970");
            event = static_cast<base::UtcMs>(*at);
        } else {
            return refuse("time: say 'back_s', seconds before now, or 'at', milliseconds since 1970");
        }
        if (event > now) return refuse("time: nobody knows the future");
        if (status.time.first != base::kNoTime) event = std::max(event, status.time.first);
        return ui::Command{ui::SetMoment{.event = event}};
    }

    base::Result<ui::Command> play() const {
        auto const speed = number("speed");
        if (!speed || *speed < 0 || *speed > kFastest) return refuse("play: 'speed' is 0 to 3600; 0 pauses");
        return ui::Command{ui::Play{*speed}};
    }

    base::Result<ui::Command> view() const {
        auto const id = word("id");
        if (!id) return refuse("view: 'id' is a text");
        for (RemoteStatus::Place const& each : status.views) {
            if (each.id == *id) return ui::Command{ui::OpenView{*id}};
        }
        return refuse("view: there is none of this id");
    }

    base::Result<ui::Command> acknowledge() const {
        auto const id = word("id"), kind = word("kind");
        if (!id || !kind) return refuse("acknowledge: 'kind' and 'id' are texts");
        std::string const note = word("note").value_or(std::string{});
        if (note.size() > kLongestNote) return refuse("acknowledge: the note is longer than 500 bytes");
        for (RemoteStatus::Alarm const& each : status.alarms) {
            if (each.subject.id != *id || kKinds[static_cast<std::size_t>(each.subject.kind)] != *kind) continue;
            return ui::Command{ui::Acknowledge{.subject = each.subject, .note = note}};
        }
        return refuse("acknowledge: there is no such alarm any more");
    }

    base::Result<ui::Command> screen() const {
        auto const wall = yes("wall");
        if (!wall) return refuse("screen: 'wall' is true or false");
        return ui::Command{ui::SwitchScreen{*wall}};
    }

    base::Result<ui::Command> camera() const {
        using How = ui::MoveCamera::How;
        std::string const how = word("how").value_or(std::string{});
        if (how == "fit") return ui::Command{ui::MoveCamera{How::fit}};
        if (how == "top") return ui::Command{ui::MoveCamera{How::top}};
        if (how == "north") return ui::Command{ui::MoveCamera{How::north_up}};
        return refuse("camera: 'how' is fit, top or north");
    }
};

using Read = base::Result<ui::Command> (CommandReader::*)() const;
constexpr std::pair<char const*, Read> kCommands[] = {{"scene", &CommandReader::scene},
                                                      {"carousel", &CommandReader::carousel},
                                                      {"layer", &CommandReader::layer},
                                                      {"time", &CommandReader::time},
                                                      {"play", &CommandReader::play},
                                                      {"view", &CommandReader::view},
                                                      {"acknowledge", &CommandReader::acknowledge},
                                                      {"screen", &CommandReader::screen},
                                                      {"camera", &CommandReader::camera}};

}  // namespace

std::string screen_json(RemoteScreen const& screen) {
    auto const text_json = [](ui::ShownText const& text) {
        base::Extent const& box = text.box;
        return Json{
            {"text", text.text},
            {"box", {std::round(box.min_x), std::round(box.min_y), std::round(box.max_x), std::round(box.max_y)}}};
    };
    return Json{{"taken", screen.taken}, {"at_rest", screen.at_rest}, {"texts", list(screen.texts, text_json)}}.dump() +
           "\n";
}

std::string status_json(RemoteStatus const& status, bool can_command) {
    auto const place = [](RemoteStatus::Place const& p) { return Json{{"id", p.id}, {"name", name(p.name)}}; };
    auto const layer = [](RemoteStatus::Layer const& l) {
        return Json{{"id", l.id}, {"name", name(l.name)}, {"visible", l.visible}};
    };
    auto const feed = [](RemoteStatus::Feed const& f) {
        return Json{{"name", name(f.name)}, {"lamp", kLamps[static_cast<std::size_t>(f.lamp)]}};
    };
    Json const json{
        {"can_command", can_command},
        {"district", name(status.district)},
        {"wall", status.wall},
        {"scenes", list(status.scenes, name)},
        {"scene", status.scene},
        {"seconds_left", status.seconds_left},
        {"paused", status.paused},
        {"chosen", {{"kind", kind_of(status.chosen)}, {"index", status.chosen.index}, {"id", status.chosen.id}}},
        {"views", list(status.views, place)},
        {"layers", list(status.layers, layer)},
        {"time",
         {{"now", ms_or_null(status.time.now)},
          {"event", ms_or_null(status.time.event)},
          {"first", ms_or_null(status.time.first)},
          {"live", status.time.live},
          {"speed", status.time.speed}}},
        {"alarms", list(status.alarms, alarm_json)},
        {"waiting", list(status.waiting, waiting_json)},
        {"waiting_count", status.waiting_count},
        {"kpis", list(status.kpis, kpi_json)},
        {"feeds", list(status.feeds, feed)},
        {"followers", status.followers}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

base::Result<ui::Command> read_remote_command(std::string const& text, RemoteStatus const& status, base::UtcMs now) {
    Json const json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return refuse("a command is a JSON object");
    CommandReader const reader{json, status, now};
    std::string const what = reader.word("do").value_or(std::string{});
    if (what == "live") return ui::Command{ui::GoLive{}};
    for (auto const& [command, read] : kCommands) {
        if (what == command) return (reader.*read)();
    }
    return refuse("'do' is one of live, scene, carousel, layer, time, play, view, acknowledge, screen, camera");
}

}  // namespace app
