// A window without a window: what remote_test.py, follow_test.py and supervise_test.py drive.
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <mutex>
#include <sstream>
#include <thread>

#include "app/follow.h"
#include "app/remote.h"
#include "app/supervise.h"

namespace {

using namespace std::chrono_literals;
using Words = std::vector<std::string>;

base::UtcMs now_ms() {
    auto const since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

long long micros(app::ShareClock::time_point t) {
    return std::chrono::duration_cast<std::chrono::microseconds>(t.time_since_epoch()).count();
}

void tell(std::string const& line) {
    std::printf("%s\n", line.c_str());
    std::fflush(stdout);
}

// ---- what a remote control is told

ui::Kpi kpi(char const* id, twin::Name name, twin::Name unit, double value, std::optional<double> before, int decimals,
            bool more_is_better) {
    ui::Kpi out;
    out.id = id;
    out.name = std::move(name);
    out.unit = std::move(unit);
    out.value = value;
    out.known = true;
    out.before = before;
    out.decimals = static_cast<std::uint8_t>(decimals);
    out.more_is_better = more_is_better;
    out.period = {"今日", "today"};
    out.freshness = {now_ms() - 20'000, ui::Lamp::live, true};
    return out;
}

std::vector<ui::Kpi> kpis() {
    std::vector<ui::Kpi> out{
        kpi("tickets", {"今日受理工单", "Tickets today"}, {"件", ""}, 1268, 1190, 0, true),
        kpi("overdue", {"超期未办结", "Overdue"}, {"件", ""}, 37, 52, 0, false),
        kpi("on_time", {"按时办结率", "Closed on time"}, {"%", "%"}, 96.4, 97.1, 1, true),
        kpi("events", {"视频事件在办", "Video events open"}, {"起", ""}, 12, 12, 0, false),
        kpi("people", {"实有人口", "Population"}, {"万人", "×10k"}, 41.7, {}, 1, true),
        kpi("online", {"摄像机在线率", "Cameras online"}, {"%", "%"}, 99.2, 98.8, 1, true),
    };
    out[3].freshness = {now_ms() - 3'600'000, ui::Lamp::stale, true};
    out[4].known = false;
    out[4].why = {"未接入人口数据", "no population feed"};
    return out;
}

app::RemoteStatus example() {
    app::RemoteStatus status;
    status.district = {"龙华示范城区", "Longhua sample district"};
    status.wall = true;
    status.scenes = {{"总览", "Overview"},       {"12345热线", "Hotline"},           {"视频事件", "Video events"},
                     {"实有人口", "Population"}, {"工地监管", "Construction sites"}, {"选址", "Sites"}};
    status.scene = 1;
    status.seconds_left = 23;
    status.views = {{"overview", {"总览", "Overview"}},
                    {"station", {"火车站周边", "Around the station"}},
                    {"river", {"沿江", "Riverside"}}};
    status.layers = {{"buildings", {"建筑", "Buildings"}, true},
                     {"live/tickets", {"热线工单", "Hotline tickets"}, true},
                     {"live/tickets.heat", {"工单热力", "Ticket heat"}, false},
                     {"live/events", {"视频事件", "Video events"}, true},
                     {"live/cameras", {"摄像机", "Cameras"}, false},
                     {"labels", {"注记", "Labels"}, true}};
    status.time = {now_ms(), now_ms(), now_ms() - 90LL * 24 * 3600 * 1000, true, 0};
    status.kpis = kpis();
    status.feeds = {{{"热线", "Hotline"}, ui::Lamp::live}, {{"视频事件", "Video events"}, ui::Lamp::stale}};
    status.followers = 2;
    return status;
}

app::RemoteStatus::Alarm alarm() {
    app::RemoteStatus::Alarm out;
    out.subject.kind = ui::SubjectKind::event;
    out.subject.id = "E-1";
    out.title = {"民治街道 消防通道占用", "Fire lane blocked, Minzhi"};
    out.detail = {"摄像机 民治-017，置信度 0.93，已持续 6 分钟", "Camera Minzhi-017, confidence 0.93, for 6 minutes"};
    out.at = now_ms() - 360'000;
    return out;
}

/// Towers in the evening; `n` moves the light, so that two pictures differ.
std::shared_ptr<base::Image const> picture(int n) {
    auto image = std::make_shared<base::Image>();
    image->width = 960;
    image->height = 540;
    image->channels = 3;
    image->pixels.resize(image->row_bytes() * image->height);
    for (std::uint32_t y = 0; y < image->height; ++y) {
        for (std::uint32_t x = 0; x < image->width; ++x) {
            std::uint32_t const tower = 120 + (x / 40 * 7919U + static_cast<std::uint32_t>(n)) % 260;
            bool const inside = 540 - y < tower;
            bool const lit = inside && x % 10 < 5 && y % 12 < 6 && (x / 10 * 31 + y / 12 * 17) % 5 < 2;
            std::uint8_t* const p = image->row(y) + std::size_t{x} * 3;
            p[0] = lit ? 250 : inside ? 28 : static_cast<std::uint8_t>(10 + y / 20);
            p[1] = lit ? 205 : inside ? 52 : static_cast<std::uint8_t>(20 + y / 12);
            p[2] = lit ? 130 : inside ? 92 : static_cast<std::uint8_t>(40 + y / 8);
        }
    }
    return image;
}

/// Does what it is told to the example, so that the page sees that it was done.
struct Obey {
    app::RemoteStatus& status;
    std::string operator()(ui::WallScene const& c) const {
        if (c.index >= 0) status.scene = static_cast<std::uint32_t>(c.index);
        if (c.pause) status.paused = true;
        if (c.resume) status.paused = false;
        return "scene " + std::to_string(c.index) + (c.pause ? " pause" : "") + (c.resume ? " resume" : "");
    }
    std::string operator()(ui::ShowLayer const& c) const {
        for (auto& layer : status.layers) {
            if (layer.id == c.id) layer.visible = c.visible;
        }
        return "layer " + c.id + (c.visible ? " on" : " off");
    }
    std::string operator()(ui::SetMoment const& c) const {
        status.time.live = false;
        status.time.event = c.event;
        return "moment " + std::to_string((status.time.now - c.event) / 1000);
    }
    std::string operator()(ui::Play const& c) const {
        status.time.speed = c.speed;
        return "play " + std::to_string(static_cast<int>(c.speed));
    }
    std::string operator()(ui::GoLive const&) const {
        status.time.live = true;
        status.time.speed = 0;
        return "live";
    }
    std::string operator()(ui::Acknowledge const& c) const {
        for (auto& each : status.alarms) each.acknowledged = each.acknowledged || each.subject.same(c.subject);
        return "acknowledge " + c.subject.id;
    }
    std::string operator()(ui::OpenView const& c) const { return "view " + c.id; }
    std::string operator()(ui::SwitchScreen const& c) const {
        status.wall = c.wall;
        return c.wall ? "wall" : "desk";
    }
    std::string operator()(ui::MoveCamera const& c) const {
        return "camera " + std::to_string(static_cast<int>(c.how));
    }
    template <class T>
    std::string operator()(T const&) const {
        return "something else";
    }
};

/// remote ADDR LOG TOKEN READ_TOKEN; "-" for none. Lines on stdin: alarm, calm, bare, stop.
int play_remote(Words const& words) {
    std::mutex mutex;
    app::RemoteStatus status = example();
    app::RemoteSetup setup;
    auto const given = [](std::string const& word) { return word == "-" ? std::string{} : word; };
    setup.address = words.at(0);
    setup.log = given(words.at(1));
    setup.token = given(words.at(2));
    setup.read_token = given(words.at(3));
    setup.clock = now_ms;
    setup.command = [&](ui::Command const& command, std::string const&) {
        std::lock_guard const lock(mutex);
        tell(std::visit(Obey{status}, command));
    };
    auto remote = app::Remote::start(std::move(setup));
    if (!remote) {
        std::fprintf(stderr, "%s\n", remote.error().message.c_str());
        return static_cast<int>(app::status_of(remote.error().kind));
    }
    tell("listening on " + (*remote)->url());
    std::jthread const pictures([&](std::stop_token const& stop) {
        for (int n = 0; !stop.stop_requested(); ++n) {
            {
                std::lock_guard const lock(mutex);
                status.time.now = now_ms();
                if (status.time.live) status.time.event = status.time.now;
                (*remote)->publish(status);
            }
            if (n % 10 == 0 && (*remote)->wants_picture()) (*remote)->show(picture(n));
            std::this_thread::sleep_for(50ms);
        }
    });
    for (std::string line; std::getline(std::cin, line) && line != "stop";) {
        std::lock_guard const lock(mutex);
        if (line == "alarm") status.alarms = {alarm(), alarm()};
        if (line == "alarm") status.alarms.back().subject.id = "E-2";
        if (line == "calm") status.alarms.clear();
        if (line == "bare") {
            status.scenes.clear();
            status.kpis.clear();
            status.layers.clear();
            status.wall = false;
        }
        tell("did " + line);
    }
    return 0;
}

// ---- one wall of several outputs

/// lead ADDR TOKEN FRAMES: sixty frames a second, each with its number, and "shown FRAME MICROSECONDS" for each.
int play_leader(Words const& words) {
    app::Leader leader;
    app::RemoteSetup setup;
    setup.address = words.at(0);
    setup.token = words.at(1) == "-" ? "" : words.at(1);
    setup.clock = now_ms;
    setup.command = [](ui::Command const&, std::string const&) {};
    setup.more = leader.routes();
    auto const remote = app::Remote::start(std::move(setup));
    if (!remote) return 1;
    tell("listening on " + (*remote)->url());
    int const frames = std::stoi(words.at(2));
    app::SharedState state;
    for (int frame = 1; frame <= frames; ++frame) {
        state.frame = static_cast<std::uint64_t>(frame);
        state.camera.eye.x = frame;
        auto const at = leader.publish(state, app::ShareClock::now());
        std::printf("shown %d %lld\n", frame, micros(at));
        std::this_thread::sleep_for(16667us);
    }
    tell("resting with " + std::to_string(leader.followers()));
    std::string line;
    std::getline(std::cin, line);
    return 0;
}

/// follow URL TOKEN: what it shows and when, and what it says of the leader.
int play_follower(Words const& words) {
    app::Follower follower({words.at(0), words.at(1) == "-" ? "" : words.at(1), {}});
    std::string trouble;
    std::atomic<bool> ended = false;
    std::thread([&ended] {
        std::string line;
        std::getline(std::cin, line);
        ended = true;
    }).detach();
    while (!ended) {
        auto const now = app::ShareClock::now();
        if (auto const state = follower.take(now)) {
            std::printf("shown %llu %lld\n", static_cast<unsigned long long>(state->frame), micros(now));
            std::fflush(stdout);
        }
        if (auto const said = follower.trouble(); said != trouble) {
            trouble = said;
            tell("trouble " + trouble);
        }
        auto const rest = follower.next_in(app::ShareClock::now());
        std::this_thread::sleep_for(std::min(rest.value_or(1ms), std::chrono::duration<double>(1ms)));
    }
    std::_Exit(0);  // the thread that reads stdin may still wait
}

// ---- supervised

int count_line(std::string const& file, std::string const& line) {
    std::ofstream(file, std::ios::app) << line << std::endl;
    std::ifstream all(file);
    int lines = 0;
    for (std::string each; std::getline(all, each);) ++lines;
    return lines;
}

/// child --heartbeat N [--resume] FILE WHAT,WHAT...: does the n-th thing in its n-th life. "draw-" first: draws;
/// "slow-": beats, as a window does while it loads, and is then silent for a while.
int play_child(Words words) {
    int heartbeat = -1;
    bool resumes = false;
    Words rest;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--heartbeat") {
            heartbeat = std::stoi(words.at(++i));
        } else if (words[i] == "--resume") {
            resumes = true;
        } else {
            rest.push_back(words[i]);
        }
    }
    app::Heartbeat const beat(heartbeat);
    int const life = count_line(rest.at(0), std::to_string(getpid()) + (resumes ? " resumes" : " begins"));
    Words all;
    std::istringstream list(rest.at(1));
    for (std::string each; std::getline(list, each, ',');) all.push_back(each);
    std::string what = all.at(std::min(static_cast<std::size_t>(life), all.size()) - 1);
    if (what.starts_with("draw-")) {
        beat.drew();
        what = what.substr(5);
    }
    beat.alive();
    if (what.starts_with("slow-")) {
        std::this_thread::sleep_for(2500ms);
        what = what.substr(5);
    }
    if (what == "segv") raise(SIGSEGV);
    if (what == "lost") return 4;
    if (what == "gone") return 3;
    if (what == "hang") std::this_thread::sleep_for(1h);
    while (what == "live") {
        beat.alive();
        std::this_thread::sleep_for(20ms);
    }
    return std::atoi(what.c_str());
}

/// supervise SILENCE_S ARGUMENTS...
int play_supervisor(Words const& words) {
    app::SuperviseSetup setup;
    setup.silence_s = std::stod(words.at(0));
    setup.arguments = Words(words.begin() + 1, words.end());
    return static_cast<int>(app::supervise(setup));
}

}  // namespace

int main(int argc, char** argv) {
    Words words(argv + 1, argv + argc);
    if (words.empty()) return 2;
    std::string const part = words.front();
    words.erase(words.begin());
    if (part == "remote") return play_remote(words);
    if (part == "lead") return play_leader(words);
    if (part == "follow") return play_follower(words);
    if (part == "child") return play_child(words);
    if (part == "supervise") return play_supervisor(words);
    return 2;
}
