// What the cameras' algorithms report: cases of several sightings, more where more is wrong.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "sample/evidence.h"
#include "sample/history_parts.h"

namespace sample {

namespace {

struct Case {
    base::UtcMs start = 0;
    std::uint32_t camera = 0;
    std::uint16_t sightings = 1;
    std::uint8_t type = 0;
    bool ends = false;   ///< the last sighting says that it is over
    bool filed = false;  ///< it became a work order
};

/// Repeats of one case are not exactly periodic.
std::int64_t gap_after(std::size_t number, std::size_t sighting, EventType const& type) {
    Random random(seed_of(number, sighting, 'G'));
    return static_cast<std::int64_t>(type.every_minutes * random.between(0.85, 1.15) * 60) * 1000;
}

class Events final : public Part {
public:
    Events(Setting const& setting, HistoryOptions const& options, Span const& span)
        : setting_(setting), span_(span), types_(event_types()), random_(seed_of(options.seed, 'V')) {
        if (setting.cameras.empty()) return;
        find_cameras(options.seed);
        draw(span.from, span.until, options.events);
        draw(span.until, span.end, options.events / 365);
        std::ranges::stable_sort(cases_, {}, &Case::start);
        // One night the platform could not reach us, and told everything when it could again.
        outage_from_ = span.until - 47 * kDayMs + 2 * kHourMs;
        outage_to_ = outage_from_ + 90 * kMinuteMs;
    }

    std::string_view feed() const override { return "video"; }

    void plan(std::vector<Planned>& all) const override {
        each_sighting([&](std::size_t number, std::size_t sighting, base::UtcMs time) {
            Random random(seed_of(number, sighting, 'L'));
            base::UtcMs known = time + random.whole(1, 8) * 1000;
            if (time >= outage_from_ && time < outage_to_) known = outage_to_ + random.whole(0, 90) * 1000;
            all.push_back({known, static_cast<std::uint32_t>(number), static_cast<std::uint16_t>(sighting), 0});
        });
    }

    std::string_view tell(Planned const& planned, JsonLine& out) const override;

    void count(Tally& tally) const {
        each_sighting([&](std::size_t, std::size_t sighting, base::UtcMs time) {
            if (sighting == 0) tally.sighted.push_back(time);
        });
    }

private:
    void find_cameras(std::uint32_t seed);
    void draw(base::UtcMs from, base::UtcMs to, std::uint32_t sightings);
    std::uint32_t camera_for(EventType const& type, base::UtcMs time);

    template <class Visit>
    void each_sighting(Visit const& visit) const {
        for (std::size_t i = 0; i < cases_.size(); ++i) {
            base::UtcMs time = cases_[i].start;
            for (std::size_t n = 0; n < cases_[i].sightings; ++n) {
                if (time < span_.end) visit(i, n, time);
                time += gap_after(i, n, types_[cases_[i].type]);
            }
        }
    }

    Setting const& setting_;
    Span span_;
    std::vector<EventType> types_;
    std::array<Picker, static_cast<std::size_t>(Where::count)> cameras_;
    std::vector<std::vector<std::uint32_t>> near_outbreak_;
    std::vector<Case> cases_;
    base::UtcMs outage_from_ = 0, outage_to_ = 0;
    Random random_;
};

void Events::find_cameras(std::uint32_t seed) {
    for (std::size_t i = 0; i < setting_.cameras.size(); ++i) {
        double const hot = std::min(40.0, std::pow(1 - Random(seed_of(seed, i, 'h')).unit(), -0.8));
        for (std::size_t w = 0; w < cameras_.size(); ++w) {
            bool const here =
                static_cast<Where>(w) == setting_.cameras[i].scene || static_cast<Where>(w) == Where::anyone;
            cameras_[w].add(here ? hot : 0);
        }
    }
    for (Outbreak const& outbreak : setting_.outbreaks) {
        auto& near = near_outbreak_.emplace_back();
        for (std::size_t i = 0; i < setting_.cameras.size(); ++i)
            if (base::length(setting_.cameras[i].at - outbreak.centre) < outbreak.radius)
                near.push_back(static_cast<std::uint32_t>(i));
    }
}

void Events::draw(base::UtcMs from, base::UtcMs to, std::uint32_t sightings) {
    std::vector<Case> drawn;
    Picker types, days;
    for (EventType const& t : types_) types.add(t.weight / t.sightings);
    for (base::UtcMs day = from; day < to; day += kDayMs) {
        Day const date = day_at(day);
        days.add((date.weekend() ? 0.85 : 1) * (date.spring_festival() ? 0.6 : 1));
    }
    for (std::uint32_t left = sightings; left > 0;) {
        Case c;
        c.type = static_cast<std::uint8_t>(types.pick(random_));
        // Geometric: most cases are short, some go on and on.
        double const mean = types_[c.type].sightings;
        double const more = mean > 1 ? std::log(1 - random_.unit()) / std::log(1 - 1 / mean) : 0;
        c.sightings = static_cast<std::uint16_t>(std::min({1 + more, 60.0, static_cast<double>(left)}));
        c.ends = random_.chance(0.5);
        c.filed = random_.chance(0.35);
        left -= c.sightings;
        drawn.push_back(c);
    }
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        Case& c = drawn[i];
        double const share = (static_cast<double>(i) + random_.unit()) / static_cast<double>(drawn.size());
        EventType const& type = types_[c.type];
        c.start = from + static_cast<std::int64_t>(days.at(share)) * kDayMs + time_of_day(type.hours, random_);
        // What would reach into the tail begins early enough to be told before.
        std::int64_t length = 0;
        for (std::size_t n = 0; n + 1 < c.sightings; ++n)
            length += static_cast<std::int64_t>(type.every_minutes * 1.15 * 60) * 1000;
        if (c.start + length + kMinuteMs > to) c.start = std::max(from, to - kMinuteMs - length);
        c.camera = camera_for(type, c.start);
    }
    cases_.insert(cases_.end(), drawn.begin(), drawn.end());
}

std::uint32_t Events::camera_for(EventType const& type, base::UtcMs time) {
    for (std::size_t i = 0; i < setting_.outbreaks.size(); ++i) {
        Outbreak const& outbreak = setting_.outbreaks[i];
        bool const on = type.type == outbreak.event_type && time >= outbreak.from &&
                        time < outbreak.from + static_cast<std::int64_t>(outbreak.per_day.size()) * kDayMs;
        auto const& near = near_outbreak_[i];
        if (on && !near.empty() && random_.chance(0.5)) return near[random_.bits() % near.size()];
    }
    Picker const& scene = cameras_[static_cast<std::size_t>(type.scene)];
    Picker const& all = cameras_[static_cast<std::size_t>(Where::anyone)];
    return static_cast<std::uint32_t>((scene.empty() ? all : scene).pick(random_));
}

std::string_view Events::tell(Planned const& planned, JsonLine& out) const {
    Case const& c = cases_[planned.index];
    EventType const& type = types_[c.type];
    base::UtcMs time = c.start;
    for (std::size_t n = 0; n < planned.edition; ++n) time += gap_after(planned.index, n, type);
    bool const last = planned.edition + 1 == c.sightings;
    bool const over = last && c.ends && c.sightings > 1;
    std::array<char, 40> id{};
    std::snprintf(id.data(), id.size(), "V-%06u-%u", planned.index, static_cast<unsigned>(planned.edition));
    out.begin(feed(), over ? "event.end" : "event.upsert", id.data(), time);
    out.record();
    out.text("id", id.data());
    out.text("type", type.type);
    out.text("raw_type", type.raw);
    out.text("camera_id", setting_.cameras[c.camera].id);
    bool const lasts = type.sightings > 1;
    out.text("status", over ? "end" : !lasts ? "pulse" : "start");
    if (type.level > 0) out.whole("level", type.level);
    // The thing stays where it is in the picture; the algorithm's box trembles.
    Random still(seed_of(planned.index, 'B')), trembling(seed_of(planned.index, planned.edition, 'b'));
    EvidenceOf const evidence = evidence_of(type.type);
    auto const& [x0, y0, x1, y1] = evidence.box;
    double const dx = trembling.between(-0.01, 0.01);
    out.number("conf", std::min(0.99, still.between(0.62, 0.97) + trembling.between(-0.05, 0.05)), 2);
    out.box("bbox", {std::max(0.0, x0 + dx), y0, std::min(1.0, x1 + dx), y1});
    out.text("snapshot_url", "live/evidence/" + std::string(evidence.name) + ".png");
    if (c.filed && planned.edition > 0) {
        std::array<char, 32> number{};
        std::snprintf(number.data(), number.size(), "E-%06u", planned.index);
        out.text("case_id", number.data());
        out.text("workflow", over ? "CLOSED" : planned.edition > 1 ? "HANDLING" : "FILED");
    }
    out.end_record();
    return out.end();
}

}  // namespace

std::unique_ptr<Part> events_part(Setting const& setting, HistoryOptions const& options, Span const& span,
                                  Tally& tally) {
    auto part = std::make_unique<Events>(setting, options, span);
    part->count(tally);
    return part;
}

}  // namespace sample
