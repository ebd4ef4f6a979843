// How good the warnings are: warning_quality [MONTHS [quiet]], the latter without the sample's own year. On the
// sample's year, whether its two outbreaks are found and when; on so many simulated months (100) of the same calls by
// class and community in which nothing happens, how often they are wrong.
#include <unistd.h>

#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>

#include "analysis/alert_book.h"
#include "analysis/data.h"
#include "analysis/season.h"
#include "feeds/mapping.h"
#include "sample/sample.h"
#include "twin/load.h"

namespace {

namespace fs = std::filesystem;
using analysis::Alert;
using analysis::AlertKind;
using analysis::Cases;

constexpr base::UtcMs kHour = 3600 * 1000, kDay = 24 * kHour;
constexpr std::array<char const*, 3> kKinds{"rule", "series", "scan"};
constexpr std::array<char const*, 4> kLevels{"blue", "yellow", "orange", "red"};

/// Removed when it goes.
struct Folder {
    fs::path path = fs::temp_directory_path() / ("borough-warning-" + std::to_string(::getpid()));
    ~Folder() {
        std::error_code error;
        fs::remove_all(path, error);
    }
};

/// The hotline's year as it was told, each line read by the feed's mapping, in the order of known time.
base::Result<std::vector<twin::Report>> tickets_of(sample::History const& history) {
    std::string coordinates;
    for (sample::HistoryFeed const& feed : history.feeds())
        if (feed.id == "hotline") coordinates = feed.coordinates;
    auto const mapping = feeds::Mapping::load("canonical", coordinates);
    if (!mapping) return mapping.error();
    std::vector<twin::Report> out;
    history.each(history.begin(), history.until(), [&](sample::HistoryMessage const& message) {
        if (message.feed != "hotline") return true;
        for (twin::Report& report : mapping->decode(message.line, "", message.known).reports)
            if (std::holds_alternative<twin::Ticket>(report.record)) out.push_back(std::move(report));
        return true;
    });
    return out;
}

/// What was known of the tickets at a time: of each its last edition.
Cases cases_at(std::vector<twin::Report> const& reports, twin::Locator const& locator, base::UtcMs known) {
    std::map<std::string_view, twin::Ticket const*> newest;
    for (twin::Report const& report : reports) {
        if (report.known_time > known) break;
        auto const& ticket = std::get<twin::Ticket>(report.record);
        newest[ticket.id] = &ticket;
    }
    std::vector<twin::Ticket const*> tickets;
    for (auto const& [id, ticket] : newest) tickets.push_back(ticket);
    return analysis::warning_cases(tickets, locator, {});
}

struct World {
    twin::Locator locator;
    analysis::WorkCalendar calendar;
    analysis::WarningRules rules;
};

bool is_about(Alert const& a, sample::Outbreak const& o, World const& world) {
    bool const here = a.kind == AlertKind::series
                          ? a.area >= 0 && world.locator.areas()[static_cast<std::size_t>(a.area)].id == o.community
                          : base::length(a.centre - o.centre) < o.radius + a.radius;
    return a.class_code == o.class_code && here;
}

/// Asked every hour with what was known then: when each kind first sees it.
void find(sample::Outbreak const& o, std::vector<twin::Report> const& reports, World const& world) {
    std::printf("\n%s (%s), from %s\n", o.what.en.c_str(), o.class_code.c_str(), base::format_time(o.from).c_str());
    std::array<bool, 3> seen{};
    for (base::UtcMs now = o.from + 8 * kHour; now <= o.from + 5 * kDay && !(seen[1] && seen[2]); now += kHour) {
        Cases const cases = cases_at(reports, world.locator, now);
        for (Alert const& a : analysis::warn(cases, world.locator.areas(), world.calendar, world.rules, now)) {
            auto const kind = static_cast<std::size_t>(a.kind);
            if (seen[kind] || a.first < o.from - kDay || !is_about(a, o, world)) continue;
            seen[kind] = true;
            std::printf("  %-6s after %3lld h, %s: n %d, usual %.2f, z %.1f, p %.1e, adjusted %.1e\n         %s\n",
                        kKinds[kind], static_cast<long long>((now - o.from) / kHour),
                        kLevels[static_cast<std::size_t>(a.level)], a.count, a.expected, a.z, a.p, a.adjusted_p,
                        a.why.zh.c_str());
        }
    }
}

struct Raised {
    std::array<int, 3> by_kind{};
    int statistical_orange = 0, days_held_back = 0, about_outbreaks = 0;
};

/// Every night from `first` on; alerts by the kind that raised them.
template <class CasesOf>
Raised nights(base::UtcMs first, int count, World const& world, std::vector<sample::Outbreak> const& outbreaks,
              CasesOf const& cases_of) {
    Raised out;
    analysis::AlertBook book;
    for (int night = 0; night < count; ++night) {
        base::UtcMs const now = first + night * kDay - 1;
        auto const found = analysis::warn(cases_of(now), world.locator.areas(), world.calendar, world.rules, now);
        auto const update = analysis::update(book, found, {}, now);
        out.days_held_back += update.held_back > 0 ? 1 : 0;
        for (analysis::KeptAlert const& k : book.alerts)
            if (k.raised == now && k.alert.kind != AlertKind::rule)
                std::printf("  night %d, %s: %s\n", night, kLevels[static_cast<std::size_t>(k.alert.level)],
                            k.alert.why.en.c_str());
        if ((night + 1) % 300 == 0) std::printf("  %d nights\n", night + 1);
    }
    for (analysis::KeptAlert const& k : book.alerts) {
        bool const real = std::ranges::any_of(outbreaks, [&](sample::Outbreak const& o) {
            bool const whole =
                k.alert.kind == AlertKind::series && k.alert.area < 0 && k.alert.class_code == o.class_code;
            return (whole || is_about(k.alert, o, world)) && k.raised >= o.from && k.raised < o.from + 20 * kDay;
        });
        out.about_outbreaks += real ? 1 : 0;
        if (real) continue;
        out.by_kind[static_cast<std::size_t>(k.alert.kind)] += 1;
        if (k.alert.kind == AlertKind::rule) continue;
        out.statistical_orange += k.alert.level >= analysis::AlertLevel::orange ? 1 : 0;
    }
    return out;
}

void print(Raised const& raised, double months) {
    std::printf(
        "  a month: rule %.1f, series %.2f, scan %.2f; statistical at orange or above %.2f; held back on %d nights; "
        "about the outbreaks %d\n",
        raised.by_kind[0] / months, raised.by_kind[1] / months, raised.by_kind[2] / months,
        raised.statistical_orange / months, raised.days_held_back, raised.about_outbreaks);
}

/// Poisson counts by class, community and kind of day as the year had them, at places of the year.
class Quiet {
public:
    Quiet(Cases const& year, std::vector<sample::Outbreak> const& outbreaks, World const& world, base::UtcMs begin,
          base::UtcMs end)
        : names_(year.class_names), world_(world) {
        std::map<std::string, std::array<double, 7>> by_kind;
        std::array<double, 7> days{};
        for (std::int32_t d = analysis::china_day(begin); d < analysis::china_day(end); ++d) days[kind_of(d)] += 1;
        for (analysis::Case const& c : year.cases) {
            bool const planted = std::ranges::any_of(outbreaks, [&](sample::Outbreak const& o) {
                auto const end_of = o.from + static_cast<std::int64_t>(o.per_day.size()) * kDay;
                return c.class_code == o.class_code && c.called >= o.from && c.called < end_of && c.area >= 0 &&
                       world.locator.areas()[static_cast<std::size_t>(c.area)].id == o.community;
            });
            if (planted) continue;
            of_[{c.class_code, c.area}].push_back(&c);
            by_kind[c.class_code][kind_of(analysis::china_day(c.called))] += 1;
        }
        double const all_days = static_cast<double>(analysis::china_day(end) - analysis::china_day(begin));
        for (auto const& [code, counts] : by_kind) {
            double sum = 0;
            for (double const n : counts) sum += n;
            for (std::size_t k = 0; k < 7; ++k)
                factor_[code][k] = days[k] > 0 ? counts[k] / days[k] / (sum / all_days) : 1;
        }
        a_day_ = 1 / all_days;
    }

    void day(std::int32_t day, Cases& out) {
        std::size_t const first = out.cases.size();
        for (auto const& [key, members] : of_) {
            double const mean = static_cast<double>(members.size()) * a_day_ * factor_[key.first][kind_of(day)];
            for (int n = std::poisson_distribution<int>(mean)(chance_); n > 0; --n) {
                analysis::Case c = *members[chance_() % members.size()];
                c.id = std::to_string(++number_);
                c.called = analysis::china_midnight(day) + static_cast<base::UtcMs>(chance_() % kDay);
                out.cases.push_back(std::move(c));
            }
        }
        std::ranges::sort(out.cases.begin() + static_cast<std::ptrdiff_t>(first), out.cases.end(), {},
                          &analysis::Case::called);
        out.class_names = names_;
    }

private:
    std::size_t kind_of(std::int32_t day) const {
        return static_cast<std::size_t>(analysis::Season::like(day, world_.calendar));
    }

    std::map<std::string, std::string> names_;
    World const& world_;
    std::map<std::pair<std::string, std::int32_t>, std::vector<analysis::Case const*>> of_;
    std::map<std::string, std::array<double, 7>> factor_;
    double a_day_ = 0;
    std::mt19937_64 chance_{1};
    std::uint64_t number_ = 0;
};

int fail(std::string const& why) {
    std::fprintf(stderr, "warning_quality: %s\n", why.c_str());
    return 1;
}

/// The sample's own year: the outbreaks hour by hour, then every night.
void own_year(sample::History const& history, std::vector<twin::Report> const& reports, Cases const& year,
              World const& world) {
    auto const& outbreaks = history.setting().outbreaks;
    for (sample::Outbreak const& o : outbreaks) find(o, reports, world);

    auto const start = std::chrono::steady_clock::now();
    (void)analysis::warn(year, world.locator.areas(), world.calendar, world.rules, history.until() - 1);
    std::printf("\none run over the year: %.0f ms\n",
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());

    constexpr int kBefore = 90;
    int const nights_of_year = static_cast<int>((history.until() - history.begin()) / kDay) - kBefore;
    std::printf("\nthe sample's year from its day %d on, every night\n", kBefore);
    print(nights(history.begin() + (kBefore + 1) * kDay, nights_of_year, world, outbreaks,
                 [&](base::UtcMs) -> Cases const& { return year; }),
          nights_of_year / 30.0);
}

int run(int months, bool only_quiet) {
    Folder const folder;
    base::Progress progress;
    auto const history = sample::write_sample(folder.path, {}, progress);
    if (!history) return fail(history.error().message);
    auto district = twin::load_district((folder.path / "district.toml").string(), {.models = false}, progress);
    if (!district) return fail(district.error().message);
    auto const calendar = analysis::WorkCalendar::parse(analysis::demo_holidays(), "demo");
    if (!calendar) return fail(calendar.error().message);
    World const world{twin::Locator(*district), *calendar, {}};
    auto const reports = tickets_of(*history);
    if (!reports) return fail(reports.error().message);
    Cases const year = cases_at(*reports, world.locator, history->until());
    std::printf("%zu areas; %llu tickets: %zu cases, %llu repeats, %llu of other classes, %llu secret\n",
                world.locator.areas().size(), static_cast<unsigned long long>(year.tickets), year.cases.size(),
                static_cast<unsigned long long>(year.repeats), static_cast<unsigned long long>(year.other_class),
                static_cast<unsigned long long>(year.secret));

    auto const& outbreaks = history->setting().outbreaks;
    if (!only_quiet) own_year(*history, *reports, year, world);

    std::printf("\n%d quiet months, every night\n", months);
    Quiet quiet(year, outbreaks, world, history->begin(), history->until());
    std::int32_t const origin = analysis::china_day(history->begin());
    Cases window;
    std::int32_t drawn = origin;
    auto const until = [&](base::UtcMs now) -> Cases const& {
        while (drawn <= analysis::china_day(now)) quiet.day(drawn++, window);
        std::erase_if(window.cases, [&](analysis::Case const& c) { return c.called < now - 366 * kDay; });
        return window;
    };
    print(nights(analysis::china_midnight(origin + 366), months * 30, world, {}, until), months);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    return run(argc > 1 ? std::atoi(argv[1]) : 100, argc > 2);
}
