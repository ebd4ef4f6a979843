#include "app/supervise_session.h"

#include <toml++/toml.h>

#include <algorithm>
#include <cstdio>
#include <sstream>
#include <utility>

#include "app/user_file.h"
#include "scene/style_words.h"

namespace app {
namespace {

template <class T>
void take(toml::table const& table, char const* key, T& into) {
    if (auto const value = table[key].value<T>()) into = *value;
}

void take_time(toml::table const& table, char const* key, base::UtcMs& into) {
    auto const text = table[key].value<std::string>();
    if (!text) return;
    if (auto const time = base::parse_time(*text)) into = *time;
}

}  // namespace

std::string to_toml(SessionState const& state) {
    toml::table table{{"camera", state.camera},
                      {"style", scene::kStyleWords[static_cast<std::size_t>(state.style)]},
                      {"live", state.live},
                      {"speed", state.speed},
                      {"language", state.chinese ? "zh" : "en"},
                      {"screen", state.wall ? "wall" : "desk"},
                      {"carousel_scene", state.carousel_scene},
                      {"carousel_paused", state.carousel_paused}};
    if (state.event != base::kNoTime) table.insert("event", base::format_time(state.event));
    if (state.known != base::kNoTime) table.insert("known", base::format_time(state.known));
    if (state.alarms_looked != base::kNoTime) table.insert("alarms_looked", base::format_time(state.alarms_looked));
    toml::array alarms;
    for (SessionState::Alarm const& alarm : state.alarms_seen)
        alarms.push_back(toml::array{alarm.key, alarm.since, alarm.last});
    table.insert("alarms_seen", std::move(alarms));
    std::ostringstream out;
    out << table << '\n';
    return out.str();
}

base::Result<SessionState> session_from_toml(std::string const& text) {
    toml::table table;
    try {
        table = toml::parse(text);
    } catch (toml::parse_error const& error) {
        return base::Error{"line " + std::to_string(error.source().begin.line) + ": " +
                           std::string(error.description())};
    }
    SessionState state;
    take(table, "camera", state.camera);
    std::string const style = table["style"].value_or(std::string{});
    auto const found = std::ranges::find(scene::kStyleWords, style);
    if (found != scene::kStyleWords.end()) state.style = static_cast<scene::Style>(found - scene::kStyleWords.begin());
    take(table, "live", state.live);
    take(table, "speed", state.speed);
    take_time(table, "event", state.event);
    take_time(table, "known", state.known);
    state.chinese = table["language"].value_or(std::string("zh")) != "en";
    state.wall = table["screen"].value_or(std::string("desk")) == "wall";
    take(table, "carousel_scene", state.carousel_scene);
    take(table, "carousel_paused", state.carousel_paused);
    take_time(table, "alarms_looked", state.alarms_looked);
    if (toml::array const* const alarms = table["alarms_seen"].as_array()) {
        for (toml::node const& node : *alarms) {
            toml::array const* const alarm = node.as_array();
            if (!alarm || alarm->size() != 3 || !(*alarm)[0].is_string()) continue;
            state.alarms_seen.push_back({*(*alarm)[0].value<std::string>(), (*alarm)[1].value_or(base::kNoTime),
                                         (*alarm)[2].value_or(base::kNoTime)});
        }
    }
    return state;
}

std::optional<SessionState> read_session(std::filesystem::path const& file) {
    auto const text = read_whole(file);
    if (!text) return {};
    auto state = session_from_toml(*text);
    if (!state) return {};
    return std::move(*state);
}

SessionKeeper::SessionKeeper(std::filesystem::path file) : file_(std::move(file)) {}

SessionKeeper::~SessionKeeper() {
    if (tried_at_ && written_ != newest_) write();
}

bool SessionKeeper::keep(SessionState const& state, Clock::time_point now) {
    if (file_.empty()) return true;
    if (state == newest_ && written_ == newest_) return true;
    newest_ = state;
    if (tried_at_ && now - *tried_at_ < std::chrono::seconds(1)) return true;
    tried_at_ = now;
    return write();
}

bool SessionKeeper::write() {
    auto const done = write_whole(file_, to_toml(newest_));
    if (done) written_ = newest_;
    std::string const before = std::exchange(problem, done ? std::string{} : done.error().message);
    return problem.empty() || problem == before;
}

}  // namespace app
