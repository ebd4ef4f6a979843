#include "sample/live_files.h"

#include <array>
#include <cstdio>
#include <fstream>
#include <numeric>

#include "sample/clips.h"
#include "sample/evidence.h"
#include "sample/formatted.h"
#include "sample/json_line.h"
#include "sample/population.h"
#include "sample/rhythm.h"

namespace sample {

namespace {

base::Status write(std::filesystem::path const& file, std::string_view content) {
    std::ofstream out(file, std::ios::binary);
    out << content;
    out.close();
    if (!out) return base::Error{file.string() + ": cannot be written"};
    return base::done;
}

/// Each line is a message with two more attributes: the feed it belongs to and when it arrived.
std::string tail_of(History const& history) {
    std::string all;
    history.each(history.until(), history.end(), [&](HistoryMessage const& message) {
        auto const known = utc_text(message.known);
        all.append(R"({"feed":")").append(message.feed).append(R"(","knowntime":")").append(known.data(), known.size());
        all.append("\",").append(message.line.substr(1)).append(1, '\n');
        return true;
    });
    return all;
}

std::string outbreak(Outbreak const& o) {
    base::UtcMs const last = o.from + static_cast<std::int64_t>(o.per_day.size() - 1) * 24 * 3600 * 1000;
    std::string days;
    for (int const n : o.per_day) days.append(days.empty() ? "" : ", ").append(std::to_string(n));
    return formatted(
        "- %s (%s). Class %s; %s to %s; %d tickets more than usual (%s a day); within %.0f m of %.6f, %.6f "
        "(WGS 84; %.0f, %.0f in local metres), community %s%s%s.\n",
        o.what.en.c_str(), o.what.zh.c_str(), o.class_code.c_str(), base::format_time(o.from).substr(0, 10).c_str(),
        base::format_time(last).substr(0, 10).c_str(), std::accumulate(o.per_day.begin(), o.per_day.end(), 0),
        days.c_str(), o.radius, o.place.lon, o.place.lat, o.centre.x, o.centre.y, o.community.c_str(),
        o.event_type.empty() ? "" : "; cameras there see more ", o.event_type.c_str());
}

std::string page(History const& history) {
    std::string all = formatted(
        "# 示范区的实时数据 / The sample's live data\n\n"
        "全部为虚构。 All of it is invented: no person, no place, no case is real.\n\n"
        "- `tail.ndjson`: the day from %s, as `borough replay` plays it. Each line is a message in the canonical "
        "envelope\n"
        "  with two attributes more: `feed`, and `knowntime`, when it arrived.\n"
        "- `<feed>.ndjson`: what the feeds of `district.toml` read; empty until something is played or appended.\n"
        "- `population.csv`: people by building, by 250 m cell (day, night) and by community.\n"
        "- `glossary.csv`: what the feeds' words are in English.\n"
        "- `ticket_classes.csv`: the demonstration's classes; not those of any standard.\n"
        "- `evidence/`: what cameras saw, drawn; one picture for each kind of event, so its stamp is not the event's.\n"
        "- `video/`: what some cameras show, drawn; four short films, each of many cameras.\n"
        "\n"
        "## The year before (%s to %s), in the journal\n\n"
        "Of tickets older than 32 days before its end the dispatch and the end are told, of those answered on the "
        "phone "
        "the end; of later ones every change of state.\n"
        "Hotline coordinates are gcj02, all others WGS 84.\n"
        "Indicators are told on the hour, by the same rule as the program's own counts: at 23:41 these know of tickets "
        "that\n"
        "`tickets_open` of 23:00 does not. 指标整点上报，与程序自身统计口径一致，仅时刻不同。\n\n"
        "## 预设的异常 / Planted, so that something can be found\n\n",
        base::format_time(history.until()).c_str(), base::format_time(history.begin()).substr(0, 10).c_str(),
        base::format_time(history.until()).substr(0, 10).c_str());
    for (Outbreak const& o : history.setting().outbreaks) all += outbreak(o);
    all += formatted("- The feed `environment` (air, noise) dies: nothing after %s.\n",
                     base::format_time(history.environment_dies()).c_str());
    base::UtcMs const outage = history.until() - 47 * kDayMs + 2 * 3600 * 1000;
    all +=
        formatted("- The video platform could not reach us from %s for 90 minutes, and told everything afterwards.\n",
                  base::format_time(outage).c_str());
    all += formatted("- Manhole MH-007 stands open from %s on.\n",
                     base::format_time(history.until() - 3 * 3600 * 1000).c_str());
    all += "- Drone UAV-3 is in the air when the year ends and the tail begins.\n";
    return all;
}

/// Words of the sample that no table of its own has in English: classes from the top down, units, permits.
constexpr std::pair<char const*, char const*> kGlossary[] = {
    {"城市管理", "City management"},
    {"交通运输", "Transport"},
    {"生态环境", "Environment"},
    {"公共安全", "Public safety"},
    {"住房城建", "Housing"},
    {"公用事业", "Utilities"},
    {"劳动保障", "Labour"},
    {"教育", "Education"},
    {"市场监管", "Market supervision"},
    {"政务服务", "Government services"},
    {"城市管理局", "City Management"},
    {"交通运输局", "Transport"},
    {"生态环境分局", "Environment"},
    {"住房建设局", "Housing"},
    {"水务局", "Water"},
    {"人力资源局", "Human Resources"},
    {"教育局", "Education"},
    {"市场监管局", "Market Supervision"},
    {"政务服务局", "Government Services"},
    {"区城市更新局", "District Renewal"},
    {"区工业园管理办公室", "District Industrial Parks"},
    {"区交通运输局", "District Transport"},
    {"区教育局", "District Education"},
    {"区科技创新局", "District Innovation"},
    {"区民政局", "District Civil Affairs"},
    {"区商务局", "District Commerce"},
    {"区投资促进中心", "District Investment"},
    {"区卫生健康局", "District Health"},
    {"区文化广电局", "District Culture"},
    {"区住房和建设局", "District Housing"},
    {"区财政局", "District Finance"},
    {"居住", "homes"},
    {"商业", "business"},
    {"工业", "industry"},
    {"公共服务", "public service"},
    {"交通", "transport"},
    {"城市更新", "renewal"},
    {"医疗", "health"},
    {"建设用地规划许可证", "Land use permit"},
    {"建设工程规划许可证", "Planning permit"},
    {"建筑工程施工许可证", "Building permit"},
    {"联合验收", "Final inspection"},
};

/// English for the words of feeds and layers: matters, classes from the top down, units, permits, cameras.
std::string glossary_csv(Setting const& setting) {
    std::string all = "zh,en\n";
    for (auto const& [zh, en] : kGlossary) all += formatted("%s,%s\n", zh, en);
    for (TicketClass const& one : ticket_classes()) {
        std::string const leaf = one.path.substr(one.path.rfind('>') + 1);
        all += formatted("%s,%s\n", one.name.zh.c_str(), one.name.en.c_str());
        if (leaf != one.name.zh) all += formatted("%s,%s\n", leaf.c_str(), one.name.en.c_str());
    }
    for (SettingCamera const& camera : setting.cameras)
        if (!camera.name.en.empty()) all += formatted("%s,%s\n", camera.name.zh.c_str(), camera.name.en.c_str());
    return all;
}

}  // namespace

base::Status write_live_files(std::filesystem::path const& folder, History const& history, bool films) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return base::Error{folder.string() + ": cannot be made: " + error.message()};
    std::vector<std::pair<std::string, std::string>> files{
        {"tail.ndjson", tail_of(history)},
        {"population.csv", population_csv(population(history.setting()))},
        {"ticket_classes.csv", std::string(ticket_classes_csv())},
        {"glossary.csv", glossary_csv(history.setting())},
        {"README.md", page(history)}};
    for (HistoryFeed const& feed : history.feeds()) files.emplace_back(feed.id + ".ndjson", "");
    for (auto const& [name, content] : files)
        if (base::Status const written = write(folder / name, content); !written) return written.error();
    if (!films) return base::done;
    if (base::Status const written = write_evidence(folder / "evidence"); !written) return written.error();
    return write_clips(folder / "video");
}

}  // namespace sample
