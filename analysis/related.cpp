#include "analysis/related.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numbers>
#include <optional>
#include <tuple>

#include "analysis/cases.h"
#include "analysis/csv.h"

namespace analysis {

namespace {

constexpr double kMsPerHour = 3600e3, kMsPerDay = 24 * kMsPerHour;
constexpr double kEyeLevel = 1.5;  ///< metres above the ground: what a camera should have seen
/// How far a place may lie beside the true one, by PlaceLevel.
constexpr std::array<double, 6> kUncertain{1e9, 1e9, 1e9, 60, 20, 10};

base::Vec2d flat(geo::Local p) { return {p.x, p.y}; }

std::string whole(double v) { return std::to_string(std::llround(v)); }

std::string apart_zh(double ms) {
    return ms < kMsPerDay ? whole(ms / kMsPerHour) + " 小时" : whole(ms / kMsPerDay) + " 天";
}
std::string apart_en(double ms) {
    return ms < kMsPerDay ? whole(ms / kMsPerHour) + " h" : whole(ms / kMsPerDay) + " days";
}

/// 1 at 0, one half at `half`.
double fades(double distance, double half) { return std::exp2(-distance / half); }

/// How alike two classes are: the levels of the path they share, the whole of it 1.
double alike(twin::Ticket const& a, twin::Ticket const& b) {
    if (!a.class_code.empty() && a.class_code == b.class_code) return 1;
    auto const level = [](std::string_view path, int n) {
        std::size_t at = 0;
        for (int i = 0; i < n && at != path.npos; ++i) at = path.find('>', i == 0 ? 0 : at + 1);
        return path.substr(0, at);
    };
    if (a.class_path.empty() || b.class_path.empty()) return 0;
    if (level(a.class_path, 2) == level(b.class_path, 2)) return 0.5;
    return level(a.class_path, 1) == level(b.class_path, 1) ? 0.2 : 0;
}

double between(base::UtcMs a, base::UtcMs b) { return std::abs(static_cast<double>(a) - static_cast<double>(b)); }

/// The point of the outline nearest to `from`, so that a camera is asked for a wall and not for the inside of a house.
base::Vec2d nearest_on(std::span<base::Vec2d const> ring, base::Vec2d from) {
    base::Vec2d best = ring.front();
    for (std::size_t i = 0; i < ring.size(); ++i) {
        base::Vec2d const a = ring[i], along = ring[(i + 1) % ring.size()] - a;
        double const squared = base::dot(along, along);
        double const t = squared > 0 ? std::clamp(base::dot(from - a, along) / squared, 0.0, 1.0) : 0;
        base::Vec2d const p = a + along * t;
        if (base::length(p - from) < base::length(best - from)) best = p;
    }
    return best;
}

class Search {
public:
    Search(twin::Ticket const& ticket, Surroundings const& all, RelatedRules const& rules)
        : ticket_(ticket), all_(all), rules_(rules) {
        placed_ = all.locator.place(ticket.where);
        exact_ = placed_ && placed_->how != twin::Placed::How::area && ticket.where.level >= twin::PlaceLevel::estate;
        if (exact_) at_ = flat(placed_->at);
        uncertain_ = kUncertain[static_cast<std::size_t>(ticket.where.level)];
        first_secret_ = std::ranges::any_of(
            all.tickets, [&](twin::Ticket const* other) { return other->secret && other->id == ticket.repeat_of; });
    }

    /// Of the events alone.
    std::vector<Related> run_events() {
        events();
        return std::move(found_);
    }

    std::vector<Related> run() {
        std::vector<Related> out;
        for (auto const search : {&Search::tickets, &Search::events, &Search::cameras, &Search::buildings}) {
            found_.clear();
            (this->*search)();
            std::erase_if(found_, [&](Related const& r) { return r.score < rules_.least_score; });
            std::ranges::sort(found_, {},
                              [](Related const& r) { return std::tuple(-r.score, std::string_view(r.id)); });
            if (found_.size() > rules_.most_each) found_.resize(rules_.most_each);
            std::ranges::move(found_, std::back_inserter(out));
        }
        return out;
    }

private:
    void add(RelatedKind kind, std::string id, double score, std::string zh, std::string en) {
        found_.push_back({kind, std::move(id), score, {std::move(zh), std::move(en)}});
    }

    void tickets() {
        for (twin::Ticket const* other : all_.tickets) {
            if (other->secret || other->id == ticket_.id) continue;
            bool const named = other->id == ticket_.repeat_of || other->repeat_of == ticket_.id;
            if (named || (!first_secret_ && !ticket_.repeat_of.empty() && other->repeat_of == ticket_.repeat_of)) {
                add(RelatedKind::ticket, other->id, 1, "来源标记为同一事项的重复件",
                    "the source calls them repeats of one matter");
                continue;
            }
            double const same = alike(ticket_, *other);
            if (same <= 0 || time_of(ticket_) == base::kNoTime || time_of(*other) == base::kNoTime) continue;
            double const apart = between(time_of(ticket_), time_of(*other));
            double const score = 0.95 * same * fades(apart / kMsPerDay, rules_.ticket_days);
            if (score >= rules_.least_score) beside(*other, score, same, apart);
        }
    }

    /// The same where only the community is known is a weaker hint than metres.
    void beside(twin::Ticket const& other, double score, double same, double apart) {
        constexpr double kSameCommunity = 0.3;
        auto const placed = all_.locator.place(other.where);
        if (!placed || !placed_) return;
        std::string const class_zh = same >= 1 ? "同类" : "近似类别",
                          class_en = same >= 1 ? "same class" : "similar class";
        std::string zh = class_zh + "，相隔 " + apart_zh(apart), en = class_en + ", " + apart_en(apart) + " apart";
        bool const exact = exact_ && placed->how != twin::Placed::How::area;
        if (exact) {
            double const metres = base::length(flat(placed->at) - at_);
            score *= fades(metres, rules_.ticket_metres);
            zh += "，相距 " + whole(metres) + " 米";
            en += ", " + whole(metres) + " m";
        } else {
            if (placed->area < 0 || placed->area != placed_->area) return;
            score *= kSameCommunity;
            zh += "，仅知在同一区域";
            en += ", known to be in the same area only";
        }
        add(RelatedKind::ticket, other.id, score, std::move(zh), std::move(en));
    }

    void events() {
        if (!exact_ || time_of(ticket_) == base::kNoTime) return;
        for (twin::Episode const& e : all_.episodes) {
            twin::CityEvent const& event = *e.last;
            double weight = 0;
            for (ClassEvent const& row : all_.class_events)
                if (row.event_type == event.type && ticket_.class_code.starts_with(row.class_prefix))
                    weight = std::max(weight, row.weight);
            if (weight <= 0) continue;
            auto const placed = all_.locator.place(event.where);
            if (!placed || placed->how == twin::Placed::How::area) continue;
            double const metres = std::max(0.0, base::length(flat(placed->at) - at_) - uncertain_);
            // Seen while the ticket was made is apart by nothing.
            base::UtcMs const t = std::clamp(time_of(ticket_), e.first_seen, std::max(e.first_seen, e.last_seen));
            double const apart = between(time_of(ticket_), t);
            double const sure = e.best_confidence >= 0 ? 0.5 + 0.5 * static_cast<double>(e.best_confidence) : 0.75;
            double const score = 0.95 * weight * sure * fades(metres, rules_.event_metres) *
                                 fades(apart / kMsPerHour, rules_.event_hours);
            add(RelatedKind::event, event.id, score,
                "摄像头识别的同类问题，相距约 " + whole(metres) + " 米，相隔 " + apart_zh(apart),
                "a camera saw such a matter about " + whole(metres) + " m away, " + apart_en(apart) + " apart");
        }
    }

    /// What a camera would have to see: the ticket's place, or the wall of its building that is nearest to the camera.
    base::Vec2d target(base::Vec2d from) const {
        if (!placed_->building) return at_;
        return nearest_on(all_.district.buildings.footprints.outer(placed_->building->value), from);
    }

    void cameras() {
        if (!exact_) return;
        for (twin::Camera const* camera : all_.cameras) {
            auto const placed = all_.locator.place(camera->where);
            if (!placed || placed->how == twin::Placed::How::area || !camera->pose) continue;
            base::Vec2d const from = flat(placed->at), to = target(from);
            double const metres = base::length(to - from), reach = static_cast<double>(camera->pose->reach);
            if (metres > reach + uncertain_) continue;
            double const off = off_axis(*camera->pose, to - from);
            double const half = static_cast<double>(camera->pose->field_of_view) / 2;
            double const slack = std::atan2(uncertain_, std::max(metres, 1.0)) * 180 / std::numbers::pi;
            if (off > half + slack) continue;
            bool const inside = off <= half && metres <= reach;
            double score = (inside ? 0.9 : 0.4) * (1 - 0.5 * std::min(1.0, metres / std::max(reach, 1.0)));
            std::string zh = "相距 " + whole(metres) + " 米，偏离视线中心 " + whole(off) + "°",
                        en = whole(metres) + " m away, " + whole(off) + "° off its axis";
            if (!all_.sight) {
                score *= 0.5;
                zh += "，未计算遮挡";
                en += ", what stands between is not known";
            } else {
                double const eye = all_.sight->ground(from) + static_cast<double>(camera->pose->height);
                if (!all_.sight->clear({from.x, from.y, eye}, {to.x, to.y, all_.sight->ground(to) + kEyeLevel}))
                    continue;
                zh += "，中间无遮挡";
                en += ", nothing in between";
            }
            bool const works = camera->status != twin::DeviceStatus::offline;
            if (!works) {
                score *= 0.5;
                zh += "，当前离线";
                en += ", offline now";
            }
            add(RelatedKind::camera, camera->id, score, std::move(zh), std::move(en));
        }
    }

    /// Degrees between where a camera looks and a direction; 0 for one that looks straight down or all around.
    static double off_axis(twin::CameraPose const& pose, base::Vec2d direction) {
        if (pose.pitch <= -80 || pose.field_of_view >= 360) return 0;
        double const heading = std::atan2(direction.x, direction.y) * 180 / std::numbers::pi;
        return std::abs(std::remainder(heading - static_cast<double>(pose.heading), 360.0));
    }

    void buildings() {
        if (!exact_) return;
        if (placed_->how == twin::Placed::How::building && placed_->building) {
            bool const named = !ticket_.where.building.empty() || !ticket_.where.address_code.empty();
            bool const close = ticket_.where.level >= twin::PlaceLevel::building;
            add(RelatedKind::building, std::to_string(placed_->building->value),
                named   ? 0.95
                : close ? 0.8
                        : 0.5,
                named ? "来源指明此楼栋或地址" : "坐标落在此楼栋或紧邻",
                named ? "the source names this building or address" : "its coordinate is at this building");
            return;
        }
        auto const found = all_.nearest.find(at_, rules_.building_metres);
        if (!found) return;
        double const metres = base::length(found->at - at_);
        add(RelatedKind::building, std::to_string(found->building), 0.5 * fades(metres, rules_.building_metres / 2),
            "最近的楼栋，相距 " + whole(metres) + " 米", "the nearest building, " + whole(metres) + " m away");
    }

    twin::Ticket const& ticket_;
    Surroundings const& all_;
    RelatedRules const& rules_;
    std::optional<twin::Placed> placed_;
    bool exact_ = false;
    bool first_secret_ = false;  ///< the ticket that this one repeats: what else repeats it would tell of its place
    base::Vec2d at_;
    double uncertain_ = 0;
    std::vector<Related> found_;
};

}  // namespace

base::Result<std::vector<ClassEvent>> parse_class_events(std::string_view csv, std::string const& file) {
    constexpr std::array<std::string_view, 3> kColumns{"class_prefix", "event_type", "weight"};
    auto const rows = read_csv(csv, kColumns, file);
    if (!rows) return rows.error();
    std::vector<ClassEvent> out;
    for (CsvRow const& row : *rows) {
        std::string const type(row.fields[1]), weight(row.fields[2]);
        if (std::ranges::find(twin::event_types(), type) == twin::event_types().end())
            return csv_error(file, row.line, "\"" + type + "\" is no event type");
        char* end = nullptr;
        double const value = std::strtod(weight.c_str(), &end);
        if (weight.empty() || *end != '\0' || !(value > 0) || value > 1)
            return csv_error(file, row.line, "weight is \"" + weight + "\"; it is above 0 and at most 1");
        out.push_back({std::string(row.fields[0]), type, value});
    }
    return out;
}

std::vector<Related> related_to(twin::Ticket const& ticket, Surroundings const& all, RelatedRules const& rules) {
    if (ticket.secret) return {};
    return Search(ticket, all, rules).run();
}

std::vector<Related> tickets_of(twin::Episode const& event, Surroundings const& all, RelatedRules const& rules) {
    Surroundings const one{{},          std::span(&event, 1), {},        all.district,
                           all.locator, all.nearest,          all.sight, all.class_events};
    std::vector<Related> out;
    for (twin::Ticket const* ticket : all.tickets) {
        if (ticket->secret) continue;
        for (Related& found : Search(*ticket, one, rules).run_events()) {
            if (found.score < rules.least_score) continue;
            found.kind = RelatedKind::ticket;
            found.id = ticket->id;
            out.push_back(std::move(found));
        }
    }
    std::ranges::sort(out, {}, [](Related const& r) { return std::tuple(-r.score, std::string_view(r.id)); });
    if (out.size() > rules.most_each) out.resize(rules.most_each);
    return out;
}

}  // namespace analysis
