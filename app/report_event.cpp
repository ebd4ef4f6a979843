// One event with all that is known of it, for a file that a decision rests on.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <numbers>
#include <span>
#include <sstream>
#include <string_view>
#include <utility>

#include "app/event_words.h"
#include "app/evidence.h"
#include "app/report_parts.h"
#include "app/sha256.h"
#include "assets/texture.h"
#include "geo/crs.h"

namespace app {
namespace {

using report::Words;
constexpr double kNear = 200;  ///< metres: what may belong to it
constexpr std::int64_t kAbout = 3 * kDayMs;

/// The one that was asked for; else the most severe that is open, which the facts list first.
ui::EventRow const* chosen(ui::EventFacts const& events, std::string const& id) {
    if (id.empty()) return events.events.empty() ? nullptr : &events.events.front();
    auto const found = std::ranges::find(events.events, id, &ui::EventRow::id);
    return found == events.events.end() ? nullptr : &*found;
}

Words level_words(ui::Urgent urgent) {
    switch (urgent) {
        // The words of the map's legend.
        case ui::Urgent::red: return {"重大（红色）", "major (red)"};
        case ui::Urgent::orange: return {"较大（橙色）", "serious (orange)"};
        case ui::Urgent::yellow: return {"一般（黄色）", "general (yellow)"};
        case ui::Urgent::blue: return {"提示（蓝色）", "notice (blue)"};
        default: return {"未定级", "no level"};
    }
}

class EventSheet {
public:
    EventSheet(ReportFacts const& from, ui::EventRow const& row, Content& out) : from_(from), row_(row), out_(out) {}

    void fill() {
        Words const type = words(row_.type_name);
        out_.data.facts["event"] = {type.zh + "（" + row_.id + "）", type.en + " (" + row_.id + ")"};
        facts();
        course();
        related();
        picture();
        if (row_.at) {
            char camera[96];
            // From straight above: nothing stands in front of the place, and the scale is true. It lies right of the
            // map's middle and below it, beside the legend.
            constexpr double kMetres = 320;
            std::snprintf(camera, sizeof camera, "plan:%.2f,%.2f,%.2f", row_.at->x - 0.32 * kMetres,
                          row_.at->y + 0.16 * kMetres, kMetres);
            out_.cameras["event"] = camera;
            out_.shapes["scene"] = {{"本事件位置", "This event"}, {circle()}};
        } else {
            out_.cameras["event"] = "fit";
        }
        custody();
        summary();
    }

private:
    /// Around the event, so that it is told from others that the map shows.
    FigureShape circle() const {
        constexpr int kCorners = 48;
        constexpr double kMarkRadius = 16;
        FigureShape shape{{{}}, 0x00c2410c, {}};
        for (int i = 0; i < kCorners; ++i) {
            double const turn = 2 * std::numbers::pi * i / kCorners;
            shape.rings.front().push_back(
                {row_.at->x + kMarkRadius * std::cos(turn), row_.at->y + kMarkRadius * std::sin(turn)});
        }
        return shape;
    }

    void add_place(report::Table& table) const {
        if (!row_.at) return;
        char text[64];
        auto const at = geo::to_lonlat({row_.at->x, row_.at->y}, from_.input.maker.district().frame);
        if (at) {
            std::snprintf(text, sizeof text, "%.6f, %.6f", at->lon, at->lat);
            table.rows.push_back(
                row_of({Words{"经度，纬度（CGCS2000）", "Longitude, latitude (CGCS2000)"}, both(text)}));
        }
        twin::Where where;
        if (at) where.at = *at;
        auto const placed = from_.input.maker.locator().place(where);
        if (!placed || placed->area < 0) return;
        Area const& area = from_.input.maker.locator().areas()[static_cast<std::size_t>(placed->area)];
        table.rows.push_back(row_of({Words{"所在片区", "Area"}, name_of(area)}));
    }

    Words camera_name() const {
        for (ui::CameraRow const& one : from_.facts.events.cameras) {
            if (one.camera.id != row_.camera) continue;
            if (one.camera.name.empty()) return both(one.camera.id);
            Words const name = feed_words(from_, one.camera.name);
            return {name.zh + "（" + one.camera.id + "）", name.en + " (" + one.camera.id + ")"};
        }
        return row_.camera.empty() ? Words{"非视频发现", "not seen by a camera"} : both(row_.camera);
    }

    void summary() {
        Words const type = words(row_.type_name), first = day_and_minute(row_.first), last = day_and_minute(row_.last);
        Words const camera = camera_name();
        std::string const n = std::to_string(row_.sightings);
        Words out{
            first.zh + "首次发现" + type.zh + "，" + camera.zh + "，至" + last.zh + "共 " + n + " 次发现，",
            type.en + " first seen " + first.en + " by " + camera.en + ", " + n + " sightings until " + last.en + "; "};
        out.zh += row_.open ? "统计时点尚未结束。" : "已结束。";
        out.en += row_.open ? "not over yet." : "over.";
        if (row_.confidence >= 0) {
            std::string const share = figure(100 * double{row_.confidence}, 0) + "%";
            out.zh += "识别置信度最高 " + share + "，由算法给出，须人工核实。";
            out.en += " Highest confidence " + share + ", said by a machine: to be checked by a person.";
        }
        out_.data.facts["summary"] = std::move(out);
    }

    void facts() {
        report::Table table;
        table.columns = {column("item", {"项目", "Item"}), column("value", {"内容", "Content"})};
        auto const add = [&table](Words item, report::Cell value) {
            table.rows.push_back(row_of({std::move(item), std::move(value)}));
        };
        add({"事件编号", "Event"}, both(row_.id));
        add({"类型", "Type"}, words(row_.type_name));
        add({"等级", "Level"}, level_words(row_.urgent));
        add({"发现来源", "Seen by"}, camera_name());
        add({"首次发现", "First seen"}, report::Moment{row_.first});
        add({"最近发现", "Last seen"}, report::Moment{row_.last});
        if (row_.ended != base::kNoTime) add({"结束", "Ended"}, report::Moment{row_.ended});
        add({"发现次数", "Sightings"}, both(std::to_string(row_.sightings)));
        if (row_.confidence >= 0)
            add({"最高置信度", "Best confidence"}, both(figure(100 * double{row_.confidence}, 0) + "%"));
        add({"案件编号", "Case"}, row_.case_id.empty() ? report::Cell(report::Missing{}) : both(row_.case_id));
        add_place(table);
        add_table(out_, "facts", std::move(table), from_.input.audience, Grain::single);
    }

    void course() {
        report::Table table;
        table.columns = {column("at", {"时间", "Time"}), column("what", {"经过", "What"})};
        std::vector<std::pair<base::UtcMs, Words>> all{{row_.first, {"首次发现", "first seen"}}};
        if (row_.last != row_.first) all.push_back({row_.last, {"最近一次发现", "seen last"}});
        if (row_.ended != base::kNoTime) all.push_back({row_.ended, {"结束", "ended"}});
        for (ui::EventRow::Step const& step : row_.steps) {
            twin::Name const name = step_name(step.workflow);
            all.push_back({step.at, {"来源环节：" + name.zh, "at its source: " + name.en}});
        }
        std::ranges::stable_sort(all, {}, [](auto const& one) { return one.first; });
        for (auto& [at, what] : all) table.rows.push_back(row_of({report::Moment{at}, std::move(what)}));
        add_table(out_, "course", std::move(table), from_.input.audience, Grain::single);
    }

    void related() {
        report::Table table;
        table.columns = {column("id", {"工单", "Ticket"}), column("about", {"诉求", "About"}),
                         column("away", {"相距", "away"}, {"米", "m"}), column("at", {"来件", "came in"})};
        std::vector<std::pair<double, ui::TicketRow const*>> near;
        for (ui::TicketRow const& ticket : from_.facts.hotline.tickets) {
            base::UtcMs const at = analysis::time_of(ticket.ticket);
            if (!row_.at || !ticket.at || at == base::kNoTime || std::abs(at - row_.first) > kAbout) continue;
            double const away = std::hypot(ticket.at->x - row_.at->x, ticket.at->y - row_.at->y);
            if (away <= kNear) near.emplace_back(away, &ticket);
        }
        std::ranges::stable_sort(near, {}, [](auto const& one) { return one.first; });
        for (auto const& [away, ticket] : near) {
            twin::Ticket const& t = ticket->ticket;
            table.rows.push_back(row_of(
                {both(t.id),
                 feed_words(from_, t.title.empty() ? std::string(analysis::leaf_of_class(t.class_path)) : t.title),
                 std::round(away), report::Moment{analysis::time_of(t)}}));
        }
        table.note = {"前后 3 天、200 米内的工单；是否相关须人工确认。",
                      "Tickets within 3 days and 200 m; whether they belong is for a person to say."};
        add_table(out_, "related", std::move(table), from_.input.audience, Grain::single);
    }

    void picture() {
        if (refusal(from_.input.audience, Grain::single)) return;
        EvidenceLimits const limits;
        std::filesystem::path const folder = std::filesystem::path(from_.input.district).parent_path();
        EvidenceFile const file = find_evidence(folder, row_.snapshot, limits);
        if (file.why_not != NoEvidence::none) {
            why_no_picture_ = {say(file.why_not, ui::Language::zh), say(file.why_not, ui::Language::en)};
            return;
        }
        std::ifstream stream(file.path, std::ios::binary);
        std::ostringstream text;
        text << stream.rdbuf();
        std::string const bytes = text.str();
        auto image = assets::decode_texture(std::as_bytes(std::span(bytes)), limits.max_side, limits.file_pixels);
        if (!image) {
            why_no_picture_ = {"抓拍图像无法读取", "the picture cannot be read"};
            return;
        }
        picture_hash_ = sha256_of(bytes);
        out_.inputs[row_.snapshot] = picture_hash_;
        report::Figure figure;
        figure.image = std::move(*image);
        figure.caption = {"抓拍图像，" + day_and_minute(row_.last).zh, "Snapshot, " + day_and_minute(row_.last).en};
        out_.data.figures["picture"] = std::move(figure);
    }

    void custody() {
        std::vector<report::Note> notes;
        auto const add = [&notes](Words label, Words text) {
            notes.push_back({std::move(text), report::Tone::quiet, std::move(label)});
        };
        add({"来源", "Source"}, {"视频事件由接入平台推送，本系统只读，未作改动。",
                                 "Events come from the connected platform; nothing was changed here."});
        if (!picture_hash_.empty()) {
            add({"图像", "Picture"}, {"引用 " + row_.snapshot + "，SHA-256 " + picture_hash_,
                                      "reference " + row_.snapshot + ", SHA-256 " + picture_hash_});
        } else if (!why_no_picture_.empty()) {
            add({"图像", "Picture"}, why_no_picture_);
        }
        Words const times = times_of(from_.input.moment);
        add({"时点", "Moment"},
            {times.zh + "；此后获知的不在本页。", times.en + "; what was learned later is not here."});
        add({"复核", "Check"}, {"随附配方文件（recipe.json），borough report --verify 可重做比对。",
                                "With its recipe, borough report --verify makes this sheet again and compares."});
        out_.data.notes["custody"] = std::move(notes);
    }

    ReportFacts const& from_;
    ui::EventRow const& row_;
    Content& out_;
    Words why_no_picture_;
    std::string picture_hash_;
};

}  // namespace

base::Status add_event(ReportFacts const& from, Content& out) {
    // Its heading and its sentences tell as much as its tables.
    if (auto const why = refusal(from.input.audience, Grain::single))
        return base::Error{"refused: " + (from.input.maker.chinese() ? why->zh : why->en)};
    std::string const& id = from.input.subject;
    ui::EventRow const* const row = chosen(from.facts.events, id);
    std::string const where = from.input.area ? " in " + name_of(*from.input.area).en : std::string{};
    if (!row && id.empty()) return base::Error{"no event is known at this moment" + where};
    if (!row) return base::Error{"no event " + id + " is known at this moment" + where + "; it is named by --subject"};
    EventSheet(from, *row, out).fill();
    return base::done;
}

}  // namespace app
