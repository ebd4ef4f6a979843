// Cameras that come and go, sensors, and the indicators that sum the day up.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numbers>

#include "sample/history_parts.h"

namespace sample {

namespace {

/// Before, once a day is enough to know that a device is there.
constexpr std::int64_t kHourly = 10 * kDayMs, kIndicators = 30 * kDayMs;

std::string numbered(std::string_view feed, std::int64_t number) {
    return std::string(feed).append(1, '-').append(std::to_string(number));
}

/// All cameras at the beginning, some hundred to a message; then whoever falls silent and comes back.
class Cameras final : public Part {
public:
    Cameras(Setting const& setting, HistoryOptions const& options, Span const& span)
        : setting_(setting), from_(span.from) {
        for (std::size_t i = 0; i < setting.cameras.size(); ++i) {
            Random random(seed_of(options.seed, i, 'O'));
            for (base::UtcMs time = span.from;;) {
                time += static_cast<std::int64_t>(-std::log(1 - random.unit()) * 900 * kDayMs / 1000) * 1000;
                if (time >= span.end) break;
                changes_.push_back({time, static_cast<std::uint32_t>(i), false});
                time += static_cast<std::int64_t>(around(9 * 3600, 1.0, random)) * 1000;
                changes_.push_back({time, static_cast<std::uint32_t>(i), true});
            }
        }
    }
    std::string_view feed() const override { return "cameras"; }

    void plan(std::vector<Planned>& all) const override {
        for (std::uint32_t i = 0; i * kChunk < setting_.cameras.size(); ++i) all.push_back({from_ + i * 1000, i, 0, 0});
        for (std::uint32_t i = 0; i < changes_.size(); ++i) all.push_back({changes_[i].time + 30000, i, 1, 0});
    }

    std::string_view tell(Planned const& planned, JsonLine& out) const override {
        bool const all = planned.edition == 0;
        base::UtcMs const time = all ? planned.known : changes_[planned.index].time;
        out.begin(feed(), "camera.upsert", numbered(all ? "all" : "change", planned.index), time);
        if (!all) {
            camera(setting_.cameras[changes_[planned.index].camera], changes_[planned.index].online, out);
            return out.end();
        }
        out.list();
        std::size_t const end = std::min<std::size_t>((planned.index + 1) * kChunk, setting_.cameras.size());
        for (std::size_t i = planned.index * kChunk; i < end; ++i) camera(setting_.cameras[i], true, out);
        out.end_list();
        return out.end();
    }

private:
    static constexpr std::uint32_t kChunk = 200;
    struct Change {
        base::UtcMs time;
        std::uint32_t camera;
        bool online;
    };

    static void camera(SettingCamera const& c, bool online, JsonLine& out) {
        out.record();
        out.text("id", c.id);
        out.text("name", c.name.zh);
        out.number("lon", c.place.lon, 7);
        out.number("lat", c.place.lat, 7);
        out.number("heading", static_cast<double>(c.heading), 0);
        out.number("pitch", static_cast<double>(c.pitch), 0);
        out.number("fov", static_cast<double>(c.field_of_view), 0);
        out.number("height", static_cast<double>(c.height), 1);
        out.number("reach", static_cast<double>(c.reach), 0);
        out.text("status", online ? "online" : "offline");
        if (!c.stream.empty()) out.text("stream", c.stream);
        out.end_record();
    }

    Setting const& setting_;
    base::UtcMs from_;
    std::vector<Change> changes_;
};

/// Stations that report together: one message a day, and one an hour in the last days.
class Stations final : public Part {
public:
    Stations(std::string_view feed, std::vector<Station> const& stations, Span const& span, base::UtcMs dies)
        : feed_(feed), stations_(stations), span_(span), dies_(dies) {}
    std::string_view feed() const override { return feed_; }

    void plan(std::vector<Planned>& all) const override {
        if (stations_.empty()) return;
        std::uint32_t hour = 0;
        for (base::UtcMs time = span_.from; time < std::min(span_.end, dies_); time += kHourMs, ++hour)
            if (hour % 24 == 0 || time >= span_.until - kHourly) all.push_back({time + 4000, hour, 0, 0});
    }

    std::string_view tell(Planned const& planned, JsonLine& out) const override {
        base::UtcMs const time = span_.from + planned.index * kHourMs;
        out.begin(feed_, "obs.batch", numbered(feed_, planned.index), time);
        out.list();
        for (std::size_t i = 0; i < stations_.size(); ++i) {
            Station const& s = stations_[i];
            Random random(seed_of(planned.index, i, feed_[0]));
            double const value = measure(s, i, time, random);
            bool const alarm = (s.type == "manhole" && value > 15) || (s.type == "water_level" && value > 3.1);
            out.record();
            out.text("id", s.id);
            out.text("type", s.type);
            out.text("name", s.name);
            out.number("lon", s.place.lon, 7);
            out.number("lat", s.place.lat, 7);
            out.text("status", alarm ? "alarm" : "online");
            out.number("value", value, 2);
            out.text("unit", s.unit);
            out.end_record();
        }
        out.end_list();
        return out.end();
    }

private:
    double measure(Station const& s, std::size_t i, base::UtcMs time, Random& random) const {
        double const hours = static_cast<double>(time) / kHourMs, turn = 2 * std::numbers::pi;
        double const daily = std::sin(turn * (hours + 8 - 15) / 24);
        if (s.type == "water_level")
            return 1.9 + 0.45 * std::sin(turn * hours / 12.42) - 0.05 * static_cast<double>(i) +
                   random.between(-0.03, 0.03);
        // A cover that was lifted three hours before the end, and not put back.
        if (s.type == "manhole")
            return s.id == "MH-007" && time >= span_.until - 3 * kHourMs ? 38 : random.between(0, 1.5);
        if (s.type == "noise") return 56 + 7 * daily + random.between(-3, 3);
        return 34 + 9 * std::sin(turn * hours / (24 * 6.5)) + 6 * daily + random.between(-4, 4);
    }

    std::string feed_;
    std::vector<Station> const& stations_;
    Span span_;
    base::UtcMs dies_;
};

std::size_t count_in(std::vector<base::UtcMs> const& times, base::UtcMs from, base::UtcMs to) {
    auto const first = std::ranges::lower_bound(times, from), last = std::ranges::lower_bound(times, to);
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, last - first));
}

class Indicators final : public Part {
public:
    Indicators(Setting const& setting, HistoryOptions const& options, Span const& span, Tally tally)
        : setting_(setting), seed_(options.seed), span_(span), tally_(std::move(tally)) {
        for (auto* const times : {&tally_.accepted, &tally_.closed, &tally_.sighted}) std::ranges::sort(*times);
    }
    std::string_view feed() const override { return "indicators"; }

    void plan(std::vector<Planned>& all) const override {
        std::uint32_t hour = 0;
        for (base::UtcMs time = span_.until - kIndicators; time < span_.end; time += kHourMs, ++hour)
            all.push_back({time + 9000, hour, 0, 0});
    }

    std::string_view tell(Planned const& planned, JsonLine& out) const override {
        base::UtcMs const time = span_.until - kIndicators + planned.index * kHourMs;
        base::UtcMs const day = midnight(time);
        Random random(seed_of(seed_, planned.index, 'I'));
        out.begin(feed(), "kpi.value", numbered("kpi", planned.index), time);
        out.list();
        auto const say = [&](char const* id, char const* name, double value, char const* unit, int decimals) {
            out.record();
            out.text("id", id);
            out.text("name", name);
            out.number("value", value, decimals);
            out.text("unit", unit);
            out.end_record();
        };
        auto const whole = [](std::size_t n) { return static_cast<double>(n); };
        std::size_t const accepted = count_in(tally_.accepted, span_.from, time);
        std::size_t const closed = count_in(tally_.closed, span_.from, time);
        say("tickets_today", "今日受理", whole(count_in(tally_.accepted, day, time)), "件", 0);
        // By the rule of twin::is_open; what came since the full hour is in the program's own count alone.
        say("tickets_open", "在办工单", whole(accepted - std::min(accepted, closed)), "件", 0);
        say("closed_rate", "年度办结率", 100 * whole(closed) / std::max(1.0, whole(accepted)), "%", 2);
        say("events_today", "今日视频事件", whole(count_in(tally_.sighted, day, time)), "起", 0);
        say("connect_rate", "接通率", random.between(98.2, 99.8), "%", 1);
        say("dispatch_accuracy", "AI分派准确率", random.between(94, 96.5), "%", 1);
        say("camera_online", "摄像机在线率", random.between(97.8, 99.4), "%", 1);
        double const hour = static_cast<double>(time - day) / kHourMs;
        double const rush = std::exp(-(hour - 8.5) * (hour - 8.5) / 2) + 1.2 * std::exp(-(hour - 18) * (hour - 18) / 3);
        say("traffic_index", "交通拥堵指数",
            1.1 + (day_at(time).weekend() ? 0.3 : 0.75) * rush + random.between(0, 0.1), "", 2);
        say("bus_punctual", "公交准点率", 91 - 6 * rush + random.between(-1.5, 1.5), "%", 1);
        say("parking_free", "公共停车泊位空余率", 34 - 17 * rush + random.between(-3, 3), "%", 1);
        say("pump_ready", "排涝泵站完好率", 97.5 + random.between(-0.4, 1.2), "%", 1);
        tell_daily(day, out);
        out.end_list();
        return out.end();
    }

private:
    /// What other offices report of the day before: the same all day.
    void tell_daily(base::UtcMs day, JsonLine& out) const {
        Random random(seed_of(seed_, static_cast<std::size_t>(day / kDayMs), 'J'));
        auto const say = [&](std::string const& id, char const* name, double value, char const* unit, int decimals,
                             std::string const& area = {}) {
            out.record();
            out.text("id", id);
            out.text("name", name);
            out.number("value", value, decimals);
            out.text("unit", unit);
            if (!area.empty()) out.text("area", area);
            out.end_record();
        };
        double const works = day_at(day).weekend() ? 0.35 : 1;
        say("office_online", "网上办理率", random.between(95.2, 97.4), "%", 1);
        say("office_praise", "政务服务好评率", random.between(98.1, 99.6), "%", 1);
        say("office_cases", "政务服务办件量", std::round(works * random.between(820, 1180)), "件", 0);
        say("power_reliable", "供电可靠率", random.between(99.93, 99.99), "%", 3);
        say("water_safe", "供水水质合格率", random.between(99.5, 100), "%", 1);
        say("works_going", "在建项目", static_cast<double>(setting_.works_going), "个", 0);
        say("works_late", "进度滞后项目", static_cast<double>(setting_.works_late), "个", 0);
        say("office_vacant", "商务楼宇空置率", 18.4, "%", 1);
        double const month = static_cast<double>(day_at(day).day);
        say("firms_new", "新登记经营主体", std::round(month * 19 + random.between(0, 12)), "户", 0);
        say("power_use", "工商业日用电量", (0.55 + 0.45 * works) * random.between(228, 246), "万千瓦时", 1);
        say("footfall", "重点商圈客流", (works < 1 ? 1.5 : 1) * random.between(10.5, 13), "万人次", 1);
        double sum = 0;
        auto const& communities = setting_.areas.communities;
        for (std::size_t i = 0; i < communities.size(); ++i) {
            double const usual = Random(seed_of(seed_, i, 'G')).between(74, 93);
            double const value = usual + random.between(-1.5, 1.5);
            sum += value;
            say("garbage_sorting/" + communities[i].code, "生活垃圾分类准确率", value, "%", 1, communities[i].code);
        }
        if (!communities.empty())
            say("garbage_sorting", "生活垃圾分类准确率", sum / static_cast<double>(communities.size()), "%", 1);
    }

    Setting const& setting_;
    std::uint32_t seed_;
    Span span_;
    Tally tally_;
};

}  // namespace

std::unique_ptr<Part> cameras_part(Setting const& setting, HistoryOptions const& options, Span const& span) {
    return std::make_unique<Cameras>(setting, options, span);
}

std::unique_ptr<Part> devices_part(Setting const& setting, Span const& span) {
    return std::make_unique<Stations>("devices", setting.stations, span, span.end);
}

std::unique_ptr<Part> environment_part(Setting const& setting, Span const& span, base::UtcMs dies) {
    return std::make_unique<Stations>("environment", setting.environment, span, dies);
}

std::unique_ptr<Part> indicators_part(Setting const& setting, HistoryOptions const& options, Span const& span,
                                      Tally tally) {
    return std::make_unique<Indicators>(setting, options, span, std::move(tally));
}

}  // namespace sample
