// Hotline tickets: who calls when about what, how long it takes, what they say of it afterwards.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "geo/crs.h"
#include "sample/history_parts.h"

namespace sample {

namespace {

/// Of the last weeks every change of state is told, so that a month looked back on is whole; of older tickets the
/// dispatch and the end. That a ticket waits for the few minutes until its dispatch is news on the last day only.
constexpr std::int64_t kInFull = 32 * kDayMs, kInFullest = kDayMs;

enum class Level : std::uint8_t { none, street, community, estate, building, door };
constexpr std::array<std::string_view, 6> kLevels{"none", "street", "community", "estate", "building", "door"};

enum class Step : std::uint8_t { accepted, dispatched, returned, redispatched, handling, replied, visit, closed };
constexpr std::array<std::string_view, 8> kStatus{"ACCEPTED", "DISPATCHED", "RETURNED", "DISPATCHED",
                                                  "HANDLING", "REPLIED",    "VISIT",    "CLOSED"};

struct TicketPlan {
    base::UtcMs called = 0, accepted = 0, dispatched = 0, returned = 0, redispatched = 0, signed_at = 0, closed = 0,
                visited = 0, ended = 0, due = 0;
    std::uint32_t what = 0;     ///< class
    std::uint32_t where = 0;    ///< home, or camera for places on a road
    std::uint32_t repeats = 0;  ///< one more than the ticket it repeats
    std::uint32_t number = 0;   ///< of its day
    std::uint8_t level = 0, channel = 0, rating = 0, solved = 0, urged = 0;
    bool on_road = false, direct = false, ai = false, secret = false;
};

constexpr std::array<std::string_view, 6> kChannels{"phone", "wechat", "app", "web", "网格", "12345转办"};
constexpr std::array<std::string_view, 4> kRatings{"", "satisfied", "basically_satisfied", "dissatisfied"};
constexpr std::array<std::string_view, 4> kSolved{"", "yes", "part", "no"};

/// Which department a class goes to, by its first two digits.
std::string_view department(std::string const& code) {
    constexpr std::array<std::string_view, 9> kDepartments{"城市管理局", "交通运输局", "生态环境分局",
                                                           "住房建设局", "水务局",     "人力资源局",
                                                           "教育局",     "市场监管局", "政务服务局"};
    return kDepartments[static_cast<std::size_t>(code[1] - '1') % kDepartments.size()];
}

/// Where tickets of each kind of place come from.
struct Sources {
    std::array<Picker, static_cast<std::size_t>(Where::count)> homes;
    std::vector<std::uint32_t> road_cameras, station_cameras;
};

/// Some places are always in trouble: few are hot, most are not.
double heat(std::uint64_t seed) { return std::min(30.0, std::pow(1 - Random(seed).unit(), -0.75)); }

Sources sources_of(Setting const& setting, std::uint32_t seed) {
    Sources all;
    auto const add = [&](Where where, double weight) { all.homes[static_cast<std::size_t>(where)].add(weight); };
    for (std::size_t i = 0; i < setting.homes.size(); ++i) {
        Home const& h = setting.homes[i];
        double const hot = heat(seed_of(seed, i, 'H')), people = h.residents, work = h.workers;
        double site = 0;
        for (Vec2d const s : setting.sites) site = std::max(site, 1 - base::length(h.at - s) / 280);
        add(Where::anyone, people);
        add(Where::homes, h.use == Use::residential ? people * hot : 0);
        add(Where::village, h.use == Use::urban_village ? people * hot : 0);
        add(Where::market, h.use == Use::commercial      ? work * hot
                           : h.use == Use::urban_village ? people * hot * 0.1
                                                         : 0);
        add(Where::industry, h.use == Use::industrial ? work : 0);
        add(Where::site, people * std::max(0.0, site));
        add(Where::road, 0);
        add(Where::station, 0);
    }
    for (std::size_t i = 0; i < setting.cameras.size(); ++i) {
        if (setting.cameras[i].scene == Where::road) all.road_cameras.push_back(static_cast<std::uint32_t>(i));
        if (setting.cameras[i].scene == Where::station) all.station_cameras.push_back(static_cast<std::uint32_t>(i));
    }
    if (all.station_cameras.empty()) all.station_cameras = all.road_cameras;
    return all;
}

/// How often a class is called about on such a day.
double weight_on(TicketClass const& c, Day day) {
    double weight = c.weight;
    bool const holiday = day.weekend() || day.spring_festival() || day.national_week();
    if (holiday) weight *= c.hours == Hours::office ? 0.12 : c.hours == Hours::night ? 0.95 : 0.68;
    if (day.spring_festival()) weight *= 0.5;
    if (c.code == "070101" && day.month >= 5 && day.month <= 8) weight *= 2.5;
    if (c.code == "060101" && (day.month == 12 || day.month == 1)) weight *= 2;
    if (c.code.starts_with("05") && day.month >= 6 && day.month <= 9) weight *= 1.4;
    return weight;
}

class Tickets final : public Part {
public:
    Tickets(Setting const& setting, HistoryOptions const& options, Span const& span)
        : setting_(setting), span_(span), classes_(ticket_classes()), random_(seed_of(options.seed, 'T')) {
        Sources const sources = sources_of(setting, options.seed);
        std::uint32_t planted = 0;
        for (Outbreak const& outbreak : setting.outbreaks) planted += plant(outbreak);
        draw(sources, span.from, span.until, options.tickets - std::min(options.tickets, planted));
        draw(sources, span.until, span.end, options.tickets / 365);
        std::ranges::stable_sort(plans_, {}, &TicketPlan::called);
        find_repeats();
        number();
    }

    std::string_view feed() const override { return "hotline"; }

    void plan(std::vector<Planned>& all) const override {
        for (std::size_t i = 0; i < plans_.size(); ++i) {
            TicketPlan const& t = plans_[i];
            auto const add = [&](Step step) {
                base::UtcMs const at = time_of(t, step);
                if (at == 0) return;
                all.push_back(
                    {at + delay(i, step), static_cast<std::uint32_t>(i), static_cast<std::uint16_t>(step), 0});
            };
            if (t.direct) {
                add(Step::closed);
            } else if (t.called < span_.until - kInFull) {
                add(Step::dispatched);
                add(Step::closed);
            } else {
                if (!t.ai || t.called >= span_.until - kInFullest) add(Step::accepted);
                for (auto const step : {Step::dispatched, Step::returned, Step::redispatched, Step::handling,
                                        Step::replied, Step::visit, Step::closed})
                    add(step);
            }
        }
    }

    std::string_view tell(Planned const& planned, JsonLine& out) const override;

    void count(Tally& tally) const {
        for (TicketPlan const& t : plans_) {
            tally.accepted.push_back(t.accepted);
            if (t.closed) tally.closed.push_back(t.closed);
        }
    }

private:
    void draw(Sources const& sources, base::UtcMs from, base::UtcMs to, std::uint32_t count);
    std::uint32_t plant(Outbreak const& outbreak);
    void place(TicketPlan& t, Sources const& sources);
    void fill(TicketPlan& t, double direct);
    void find_repeats();
    void number();
    static base::UtcMs time_of(TicketPlan const& t, Step step);
    static std::array<char, 40> id_of(TicketPlan const& t);
    void tell_matter(TicketPlan const& t, Step step, JsonLine& out) const;
    void tell_course(TicketPlan const& t, Step step, JsonLine& out) const;
    void tell_place(TicketPlan const& t, std::uint32_t index, JsonLine& out) const;

    /// Between what happened and what we learn of it; a few come late.
    static std::int64_t delay(std::size_t ticket, Step step) {
        Random random(seed_of(ticket, static_cast<int>(step), 'D'));
        if (random.chance(0.003)) return random.whole(3600, 6 * 3600) * 1000LL;
        return random.whole(5, 60) * 1000LL;
    }

    Setting const& setting_;
    Span span_;
    std::vector<TicketClass> classes_;
    std::vector<TicketPlan> plans_;
    Random random_;
};

void Tickets::draw(Sources const& sources, base::UtcMs from, base::UtcMs to, std::uint32_t count) {
    Picker days;
    std::vector<Picker> classes;
    for (base::UtcMs day = from; day < to; day += kDayMs) {
        Picker& today = classes.emplace_back();
        for (TicketClass const& c : classes_) today.add(weight_on(c, day_at(day)));
        days.add(today.total() * (0.9 + 0.2 * Random(seed_of(day, 'd')).unit()));
    }
    for (std::uint32_t i = 0; i < count; ++i) {
        // Evenly through the year's weight, so that each day has what its weight says.
        std::size_t const day = days.at((i + random_.unit()) / count);
        TicketPlan t;
        t.what = static_cast<std::uint32_t>(classes[day].pick(random_));
        t.called = from + static_cast<std::int64_t>(day) * kDayMs + time_of_day(classes_[t.what].hours, random_);
        place(t, sources);
        fill(t, classes_[t.what].direct);
        plans_.push_back(t);
    }
}

void Tickets::place(TicketPlan& t, Sources const& sources) {
    Where const where = classes_[t.what].where;
    auto const& cameras = where == Where::station ? sources.station_cameras : sources.road_cameras;
    t.on_road = (where == Where::road || where == Where::station) && !cameras.empty();
    if (t.on_road) {
        // The same few corners again and again.
        double const u = random_.unit();
        t.where = cameras[static_cast<std::size_t>(u * u * static_cast<double>(cameras.size()))];
    } else {
        Picker const* from = &sources.homes[static_cast<std::size_t>(where)];
        if (from->empty()) from = &sources.homes[static_cast<std::size_t>(Where::anyone)];
        t.where = from->empty() ? 0 : static_cast<std::uint32_t>(from->pick(random_));
    }
    t.level = static_cast<std::uint8_t>(random_.weighted({3, 5, 14, 14, 30, 34}));
    if (t.on_road && t.level >= 3) t.level = static_cast<std::uint8_t>(Level::door);
}

void Tickets::fill(TicketPlan& t, double direct) {
    TicketClass const& c = classes_[t.what];
    t.channel = static_cast<std::uint8_t>(random_.weighted({58, 18, 9, 6, 6, 3}));
    t.secret = random_.chance(0.012);
    t.accepted = t.called + random_.whole(20, 240) * 1000;
    t.direct = random_.chance(direct);
    if (t.direct) {
        t.closed = t.accepted + random_.whole(120, 1500) * 1000;
    } else {
        t.ai = random_.chance(0.95);
        t.dispatched = t.accepted + (t.ai ? random_.whole(20, 300) : random_.whole(900, 14400)) * 1000;
        base::UtcMs start = t.dispatched;
        if (random_.chance(t.ai ? 0.05 : 0.09)) {
            t.returned = in_working_time(t.dispatched + random_.whole(1800, 20000) * 1000, random_);
            t.redispatched = start = t.returned + random_.whole(600, 9000) * 1000;
        }
        bool const urgent = c.urgency != "normal";
        t.signed_at = start + random_.whole(600, urgent ? 2400 : 9000) * 1000;
        if (!urgent) t.signed_at = in_working_time(t.signed_at, random_);
        t.due = workdays_after(t.accepted, c.workdays);
        double const seconds = std::max(600.0, around(c.median_hours * 3600, 0.6, random_));
        t.closed = t.signed_at + static_cast<std::int64_t>(seconds) * 1000;
        if (!urgent) t.closed = in_working_time(t.closed, random_);
        t.urged = static_cast<std::uint8_t>(t.closed > t.due ? random_.weighted({50, 35, 15}) : random_.chance(0.04));
    }
    // Who cannot be reached in three days is not asked any more.
    t.ended = t.direct ? t.closed : t.closed + 3 * kDayMs;
    if (random_.chance(t.direct ? 0.5 : 0.86)) {
        t.visited = t.direct ? t.closed : in_working_time(t.closed + random_.whole(4, 60) * kHourMs, random_);
        t.ended = t.visited;
        bool const late = t.closed > t.due && !t.direct;
        t.rating =
            static_cast<std::uint8_t>(late ? random_.weighted({15, 45, 20, 20}) : random_.weighted({14, 74, 9, 3}));
        t.solved = static_cast<std::uint8_t>(t.rating == 3 ? random_.weighted({0, 10, 40, 50})
                                                           : random_.weighted({0, 90, 8, 2}));
    }
}

std::uint32_t Tickets::plant(Outbreak const& outbreak) {
    Picker near;
    for (Home const& h : setting_.homes)
        near.add(base::length(h.at - outbreak.centre) < outbreak.radius ? h.residents : 0);
    auto const what = std::ranges::find(classes_, outbreak.class_code, &TicketClass::code);
    if (near.empty() || what == classes_.end()) return 0;
    std::uint32_t planted = 0;
    for (std::size_t day = 0; day < outbreak.per_day.size(); ++day) {
        for (int n = 0; n < outbreak.per_day[day]; ++n, ++planted) {
            TicketPlan t;
            t.what = static_cast<std::uint32_t>(what - classes_.begin());
            t.called = outbreak.from + static_cast<std::int64_t>(day) * kDayMs + time_of_day(Hours::day, random_);
            t.where = static_cast<std::uint32_t>(near.pick(random_));
            t.level = static_cast<std::uint8_t>(random_.weighted({0, 0, 10, 10, 40, 40}));
            fill(t, 0);
            plans_.push_back(t);
        }
    }
    return planted;
}

/// The same matter at the same place within ten days: some of the callers called before.
void Tickets::find_repeats() {
    std::vector<std::uint32_t> last(setting_.homes.size() * classes_.size());  // one more than the ticket
    for (std::size_t i = 0; i < plans_.size(); ++i) {
        TicketPlan& t = plans_[i];
        if (t.on_road || t.direct || setting_.homes.empty()) continue;
        std::uint32_t& before = last[t.where * classes_.size() + t.what];
        bool const soon = before != 0 && t.called - plans_[before - 1].called < 10 * kDayMs;
        if (soon && random_.chance(0.6)) t.repeats = before;
        if (t.repeats == 0) before = static_cast<std::uint32_t>(i + 1);
    }
}

void Tickets::number() {
    base::UtcMs day = 0;
    std::uint32_t number = 0;
    for (TicketPlan& t : plans_) {
        if (midnight(t.called) != day) number = 0;
        day = midnight(t.called);
        t.number = ++number;
    }
}

base::UtcMs Tickets::time_of(TicketPlan const& t, Step step) {
    switch (step) {
        case Step::accepted: return t.accepted;
        case Step::dispatched: return t.dispatched;
        case Step::returned: return t.returned;
        case Step::redispatched: return t.redispatched;
        case Step::handling: return t.signed_at;
        case Step::replied: return std::max(t.signed_at + kMinuteMs, t.closed - kHourMs / 2);
        case Step::visit: return t.closed;
        case Step::closed: return t.ended;
    }
    return 0;
}

std::array<char, 40> Tickets::id_of(TicketPlan const& t) {
    auto const day = utc_text(midnight(t.called) + kChinaMs);
    std::array<char, 40> id{};
    std::snprintf(id.data(), id.size(), "RX-%.2s%.2s%.2s-%05u", day.data() + 2, day.data() + 5, day.data() + 8,
                  t.number);
    return id;
}

std::string_view Tickets::tell(Planned const& planned, JsonLine& out) const {
    TicketPlan const& t = plans_[planned.index];
    auto const step = static_cast<Step>(planned.edition);
    auto const id = id_of(t);
    std::array<char, 48> message{};
    std::snprintf(message.data(), message.size(), "%s-%u", id.data(), static_cast<unsigned>(step));
    out.begin(feed(), "ticket.upsert", message.data(), time_of(t, step));
    out.record();
    out.text("id", id.data());
    tell_matter(t, step, out);
    tell_course(t, step, out);
    if (t.repeats) out.text("repeat_of", id_of(plans_[t.repeats - 1]).data());
    tell_place(t, planned.index, out);
    out.end_record();
    return out.end();
}

void Tickets::tell_matter(TicketPlan const& t, Step step, JsonLine& out) const {
    TicketClass const& c = classes_[t.what];
    out.text("kind", c.kind);
    out.text("status", kStatus[static_cast<std::size_t>(step)]);
    out.text("channel", kChannels[t.channel]);
    out.text("class_code", c.code);
    out.text("class_path", c.path);
    out.text("title", c.name.zh);
    if (t.secret) out.truth("secret", true);
}

/// What has been done about it by `step`, and until when it is due.
void Tickets::tell_course(TicketPlan const& t, Step step, JsonLine& out) const {
    TicketClass const& c = classes_[t.what];
    base::UtcMs const now = time_of(t, step);
    out.time("call_time", t.called);
    out.time("accept_time", t.accepted);
    if (t.direct) {
        out.text("dispatch_mode", "direct");
    } else if (now >= t.dispatched) {
        out.text("dept", department(c.code));
        out.text("dispatch_mode", t.ai ? "ai" : "manual");
        out.time("dispatch_time", t.redispatched && now >= t.redispatched ? t.redispatched : t.dispatched);
        if (t.returned && now >= t.returned) out.whole("returns", 1);
    }
    out.time("due_time", t.due);
    if (c.urgency != "normal") out.text("urgency", c.urgency);
    if (now >= t.closed) out.time("close_time", t.closed);
    if (t.urged && now >= t.closed) out.whole("urges", t.urged);
    if (step == Step::closed && t.visited) {
        out.time("visit_time", t.visited);
        out.text("solved", kSolved[t.solved]);
        out.text("satisfaction", kRatings[t.rating]);
    }
}

/// As exactly as the ticket knows it, and no better.
void Tickets::tell_place(TicketPlan const& t, std::uint32_t index, JsonLine& out) const {
    auto const level = static_cast<Level>(t.level);
    out.text("geo_level", kLevels[t.level]);
    if (level == Level::none || setting_.homes.empty()) return;
    std::uint32_t const community = t.on_road ? setting_.cameras[t.where].community : setting_.homes[t.where].community;
    Community const& area = setting_.areas.communities[community];
    if (level >= Level::community) out.text("community", area.code);
    out.text("street", setting_.areas.streets[area.street].code);
    if (level < Level::estate) return;
    geo::LonLat const place = t.on_road ? setting_.cameras[t.where].place : setting_.homes[t.where].place;
    Random random(seed_of(index, 'J'));
    double const off = level == Level::door ? 3 : level == Level::building ? 5 : 25;
    Vec2d const jitter{random.between(-off, off), random.between(-off, off)};
    geo::LonLat const shown = geo::wgs84_to_gcj02(moved(place, jitter));
    out.number("lon", shown.lon, 7);
    out.number("lat", shown.lat, 7);
    if (t.on_road) return;
    out.text("addr_text", setting_.homes[t.where].address);
    if (level == Level::building) out.text("building_id", setting_.homes[t.where].id);
}

}  // namespace

std::unique_ptr<Part> tickets_part(Setting const& setting, HistoryOptions const& options, Span const& span,
                                   Tally& tally) {
    auto part = std::make_unique<Tickets>(setting, options, span);
    part->count(tally);
    return part;
}

}  // namespace sample
