// What a district is steered by (DOMAIN 3.5), each with its formula, its parts and its doubts.
#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/ticket_indicators.h"
#include "app/facts_parts.h"

namespace app {
namespace {

constexpr int kTrendDays = 14;
constexpr std::int64_t kCohort = 14 * kDayMs, kWeek = 7 * kDayMs;

using analysis::Share;
using analysis::TicketIndicators;
using Shares = Share TicketIndicators::*;

twin::Name const kToday{"今日 0 时至今", "today so far"};
twin::Name const kNow{"当前", "now"};
twin::Name const kLastDay{"近 24 小时", "last 24 hours"};
twin::Name const kTwoWeeks{"近 14 天受理的工单", "tickets accepted in the last 14 days"};
twin::Name const kPieces{"件", "tickets"};
twin::Name const kMatters{"起", "events"};
twin::Name const kPercent{"%", "%"};
twin::Name const kPersons{"人", "people"};
twin::Name const kNoFeed{"没有数据源提供", "no feed reports this"};
twin::Name const kNoCase{"本期没有可计的件", "no cases in this period"};
twin::Name const kSilent{"本期数据未更新", "nothing has come in this period"};
twin::Name const kWaiting{"等待首条数据", "waiting for data"};
twin::Name const kUnseen{"数据中断，无法判断", "the feed is silent"};
twin::Name const kTooFar{"数据不足以计算", "not enough data kept"};

struct ShareWords {
    char const* id;
    Shares share;
    twin::Name name, formula;
    bool more_is_better;
};

std::vector<ShareWords> const kShares{
    {"hotline.on_time",
     &TicketIndicators::closed_in_time,
     {"按期办结率", "Closed on time"},
     {"按期办结 ÷ 应办结（已办结 + 超期）", "closed by due / (closed + overdue)"},
     true},
    {"hotline.overdue_rate",
     &TicketIndicators::overdue,
     {"超期率", "Late rate"},
     {"（超期办结 + 超期）÷ 应办结（已办结 + 超期）", "(closed late + overdue) / (closed + overdue)"},
     false},
    {"hotline.closed",
     &TicketIndicators::closed,
     {"办结率", "Closed"},
     {"已办结 ÷ 受理（不含不予受理、撤销）", "closed / accepted, without rejected and cancelled"},
     true},
    {"hotline.solved",
     &TicketIndicators::solved,
     {"解决率", "Solved"},
     {"回访答复“已解决” ÷ 已回访", "said to be solved / visited"},
     true},
    {"hotline.satisfied",
     &TicketIndicators::satisfied,
     {"满意率", "Satisfied"},
     {"（满意 + 基本满意）÷ 已评价", "(satisfied + basically satisfied) / rated"},
     true},
    {"hotline.repeated",
     &TicketIndicators::repeated,
     {"重复诉求率", "Repeat calls"},
     {"重复件 ÷ 受理", "repeats / accepted"},
     false},
    {"hotline.returned",
     &TicketIndicators::returned,
     {"退单率", "Returned"},
     {"有退单的 ÷ 已派单", "returned at least once / dispatched"},
     false},
    {"hotline.ai_right",
     &TicketIndicators::ai_right,
     {"智能分派准确率", "AI dispatch right"},
     {"未退单、未改派 ÷ 智能分派", "never returned or reassigned / dispatched by AI"},
     true},
};

class KpiList {
public:
    explicit KpiList(KpiSource const& source) : s_(source), now_(source.input.time.event) {
        cohort_ = s_.tickets.indicators(now_ - kCohort, now_);
        // Each as it would have been read on its day, so that what is young is not compared with what is old.
        std::int64_t const reach = s_.input.reach.tickets_ms;
        if (reach >= kCohort + 7 * kDayMs) before_ = s_.tickets.indicators(now_ - kCohort - kWeek, now_ - kWeek);
        for (int i = kTrendDays - 1; i >= 0; --i)
            if (reach >= kCohort + i * kDayMs)
                daily_.push_back(s_.tickets.indicators(now_ - kCohort - i * kDayMs, now_ - i * kDayMs));
    }

    /// Those of the first row of a desk first: something of each part of the district.
    static int rank(ui::Kpi const& kpi) {
        constexpr std::array<std::string_view, 8> kFirst{"hotline.today",   "hotline.open",      "hotline.overdue",
                                                         "hotline.on_time", "hotline.satisfied", "events.open",
                                                         "cameras.online",  "people.day"};
        return static_cast<int>(std::find(kFirst.begin(), kFirst.end(), kpi.id) - kFirst.begin());
    }

    std::vector<ui::Kpi> all() {
        hotline_counts();
        for (ShareWords const& words : kShares) hotline_share(words);
        hotline_times();
        events();
        things();
        people();
        feeds();
        reported();
        for (ui::Kpi& kpi : list_) {
            if (is_old(kpi.freshness)) leave_past(kpi);
            auto const target = s_.targets.by_id.find(kpi.id);
            if (target == s_.targets.by_id.end()) continue;
            kpi.target = target->second;
            kpi.target_for_reference = s_.targets.reference;
        }
        std::ranges::stable_sort(list_, {}, rank);
        return std::move(list_);
    }

private:
    ui::Kpi& add(char const* id, twin::Name name, twin::Name unit, twin::Name formula, twin::Name period,
                 ui::Freshness const& freshness) {
        ui::Kpi& kpi = list_.emplace_back();
        kpi.id = id;
        kpi.name = std::move(name);
        kpi.unit = std::move(unit);
        kpi.formula = std::move(formula);
        kpi.period = std::move(period);
        kpi.freshness = freshness;
        kpi.known = freshness.any && freshness.last != base::kNoTime;
        if (!kpi.known) kpi.why = freshness.any ? kWaiting : kNoFeed;
        return kpi;
    }

    static bool is_old(ui::Freshness const& freshness) { return freshness.any && freshness.lamp >= ui::Lamp::stale; }

    /// What was last known is of another time than now: a week before now is not a week before it.
    void leave_past(ui::Kpi& kpi) const {
        kpi.before.reset();
        if (kpi.freshness.last < now_ - kDayMs) kpi.trend.clear();
    }

    /// `from`: where the period begins that the cases are of.
    static void set_share(ui::Kpi& kpi, std::uint64_t part, std::uint64_t of, base::UtcMs from = base::kNoTime) {
        kpi.decimals = 1;
        if (!kpi.known) return;
        kpi.known = of > 0;
        if (of == 0) {
            kpi.why = is_old(kpi.freshness) && kpi.freshness.last < from ? kSilent : kNoCase;
            return;
        }
        kpi.numerator = static_cast<double>(part);
        kpi.denominator = static_cast<double>(of);
        kpi.value = 100 * kpi.numerator / kpi.denominator;
    }

    void set_count(ui::Kpi& kpi, Happenings const& happenings, base::UtcMs from) const {
        if (!kpi.known) return;
        // Nothing heard in the whole period is no zero.
        if (is_old(kpi.freshness) && kpi.freshness.last < from) {
            kpi.known = false;
            kpi.why = kSilent;
            return;
        }
        double const count = happenings.count(from, now_ + 1);
        kpi.known = count >= 0;
        if (!kpi.known) kpi.why = kTooFar;
        kpi.value = count;
        double const before = happenings.count(from - 7 * kDayMs, now_ + 1 - 7 * kDayMs);
        if (before >= 0) kpi.before = std::round(before);
        base::UtcMs const today = midnight_of(now_);
        auto const trend = happenings.series(today - (kTrendDays - 1) * kDayMs, today + kDayMs, kDayMs, now_, 0).values;
        if (std::ranges::none_of(trend, [](float v) { return std::isnan(v); })) kpi.trend = trend;
    }

    void hotline_counts();
    void hotline_share(ShareWords const& words);
    void hotline_times();
    void events();
    void things();
    void people();
    void feeds();
    void reported();

    KpiSource const& s_;
    base::UtcMs now_;
    TicketIndicators cohort_;
    std::optional<TicketIndicators> before_;
    std::vector<TicketIndicators> daily_;
    std::vector<ui::Kpi> list_;
};

void KpiList::hotline_counts() {
    ui::HotlineFacts const& hotline = s_.facts.hotline;
    ui::Kpi& volume = add(
        "hotline.today", {"今日来件", "New today"}, kPieces,
        {"来电时间在今日的工单数，含重复件和未受理的", "tickets called in today, with repeats and those not accepted"},
        kToday, hotline.freshness);
    volume.neutral = true;
    set_count(volume, s_.calls, midnight_of(now_));

    ui::Kpi& open = add("hotline.open", {"在办", "Open"}, kPieces,
                        {"未办结、未撤销的工单", "neither closed nor cancelled"}, kNow, hotline.freshness);
    open.value = hotline.open;
    open.more_is_better = false;
    open.before = s_.tickets.open_at(now_ - kWeek).all;
    ui::Kpi& overdue = add("hotline.overdue", {"超期", "Overdue"}, kPieces,
                           {"在办且已过办理时限", "open and past the time limit"}, kNow, hotline.freshness);
    overdue.value = hotline.overdue;
    overdue.numerator = hotline.overdue;
    overdue.denominator = hotline.open;
    overdue.more_is_better = false;
    overdue.before = s_.tickets.open_at(now_ - kWeek).overdue;
    for (int i = kTrendDays - 1; i >= 0; --i) {
        TicketBook::Open const then = s_.tickets.open_at(now_ - i * kDayMs);
        list_[list_.size() - 2].trend.push_back(static_cast<float>(then.all));
        overdue.trend.push_back(static_cast<float>(then.overdue));
    }
    ui::Kpi& due =
        add("hotline.nearly_due", {"即将到期", "Due soon"}, kPieces,
            {"在办且未超期，时限已用大半", "open, not overdue, most of the time limit used"}, kNow, hotline.freshness);
    due.value = hotline.nearly_due;
    due.more_is_better = false;
}

void KpiList::hotline_share(ShareWords const& words) {
    ui::Kpi& kpi = add(words.id, words.name, kPercent, words.formula, kTwoWeeks, s_.facts.hotline.freshness);
    Share const share = cohort_.*words.share;
    set_share(kpi, share.part, share.of, now_ - kCohort);
    kpi.more_is_better = words.more_is_better;
    if (!kpi.known) return;
    if (before_ && (*before_.*words.share).value()) kpi.before = 100 * *(*before_.*words.share).value();
    for (TicketIndicators const& day : daily_) {
        auto const value = (day.*words.share).value();
        if (!value) {
            // A line with a hole in it would be drawn as a fall to nothing.
            if (kpi.trend.empty()) continue;
            kpi.trend.push_back(kpi.trend.back());
        } else {
            kpi.trend.push_back(static_cast<float>(100 * *value));
        }
    }
}

void KpiList::hotline_times() {
    ui::Freshness const& freshness = s_.facts.hotline.freshness;
    std::vector<double> minutes = s_.tickets.minutes_to_dispatch(now_ - kCohort, now_);
    ui::Kpi& first =
        add("hotline.first_response", {"派单用时", "Time to dispatch"}, {"分钟", "min"},
            {"受理至派单的中位数（含改派）", "median from acceptance to the latest dispatch"}, kTwoWeeks, freshness);
    first.more_is_better = false;
    first.decimals = 1;
    if (first.known && minutes.empty()) first.known = false, first.why = kNoCase;
    if (first.known) {
        auto const middle = minutes.begin() + static_cast<std::ptrdiff_t>(minutes.size() / 2);
        std::ranges::nth_element(minutes, middle);
        first.value = *middle;
        first.denominator = static_cast<double>(minutes.size());
    }
    ui::Kpi& whole = add("hotline.hours", {"办理时长", "Time to close"}, {"小时", "h"},
                         {"受理至办结的中位数", "median from acceptance to closing"}, kTwoWeeks, freshness);
    whole.more_is_better = false;
    whole.decimals = 1;
    if (whole.known && !cohort_.median_hours) whole.known = false, whole.why = kNoCase;
    if (!whole.known) return;
    whole.value = *cohort_.median_hours;
    if (before_ && before_->median_hours) whole.before = *before_->median_hours;
}

void KpiList::events() {
    ui::EventFacts const& facts = s_.facts.events;
    ui::Kpi& today = add("events.today", {"今日视频事件", "Video events today"}, kMatters,
                         {"今日新发现，同一摄像机重复告警合并计", "first seen today, repeats of one camera merged"},
                         kToday, facts.freshness);
    today.neutral = true;
    set_count(today, s_.sightings, midnight_of(now_));
    ui::Kpi& open = add("events.open", {"持续中事件", "Ongoing events"}, kMatters,
                        {"仍被发现、尚未结束的视频事件；是否办结见督办",
                         "video events still being seen; whether they are closed: Cases"},
                        kNow, facts.freshness);
    open.value = facts.open;
    open.more_is_better = false;
    // What nobody reports any more would count as over: silence says nothing of what goes on.
    if (open.known && is_old(facts.freshness)) {
        open.known = false;
        open.why = kUnseen;
    }
    std::uint64_t confirmed = 0, rejected = 0;
    for (auto const& type : facts.types) confirmed += type.confirmed, rejected += type.rejected;
    ui::Kpi& precision = add("events.precision", {"智能识别有效率", "Event precision"}, kPercent,
                             {"立案 ÷（立案 + 作废）", "filed / (filed + voided)"}, kLastDay, facts.freshness);
    // Without a single voided one the platform does not tell which were wrong.
    bool const silent = is_old(facts.freshness) && facts.freshness.last < now_ - kDayMs;
    if (precision.known && rejected == 0 && !silent) {
        precision.known = false;
        precision.why = {"平台未反馈误报", "the source does not say which were wrong"};
        precision.decimals = 1;
    } else {
        set_share(precision, confirmed, confirmed + rejected, now_ - kDayMs);
    }
}

void KpiList::things() {
    ui::EventFacts const& facts = s_.facts.events;
    ui::Kpi& cameras = add("cameras.online", {"摄像机在线率", "Cameras online"}, kPercent,
                           {"在线（维护中不计）÷ 状态已知", "online, not under maintenance / with a known status"},
                           kNow, facts.camera_freshness);
    set_share(cameras, facts.online, facts.online + facts.offline);
    ui::Kpi& devices =
        add("devices.online", {"感知设备在线率", "Sensors online"}, kPercent,
            {"在线（含告警）÷ 状态已知", "online or in alarm / with a known status"}, kNow, facts.device_freshness);
    std::uint32_t const works = facts.devices_online + facts.devices_alarm;
    set_share(devices, works, works + facts.devices_offline);
    ui::Kpi& alarms = add("devices.alarm", {"设备告警", "Device alarms"}, {"个", "devices"},
                          {"状态为告警的感知设备", "sensors in alarm"}, kNow, facts.device_freshness);
    alarms.value = facts.devices_alarm;
    alarms.more_is_better = false;
}

void KpiList::people() {
    struct People {
        char const* id;
        char const* measure;
        twin::Name name;
    };
    std::array<People, 3> const all{{{"people.resident", "resident", {"常住人口", "Residents"}},
                                     {"people.day", "day", {"日间人口", "People by day"}},
                                     {"people.night", "night", {"夜间人口", "People by night"}}}};
    ui::PeopleFacts const& facts = s_.facts.people;
    for (People const& words : all) {
        ui::Kpi& kpi =
            add(words.id, words.name, kPersons,
                {"已公布各片区之和，不含隐去的", "sum of the areas shown, without hidden ones"}, kNow, facts.freshness);
        kpi.neutral = true;
        auto const total = std::ranges::find(facts.district, words.measure, &ui::PeopleFacts::Total::measure);
        bool const there = total != facts.district.end() && total->people >= 0;
        if (kpi.known && !there) kpi.why = kNoFeed;
        kpi.known = kpi.known && there;
        if (kpi.known) kpi.value = total->people;
    }
}

void KpiList::feeds() {
    std::size_t well = 0;
    base::UtcMs last = base::kNoTime;
    for (ui::FeedRow const& feed : s_.facts.feeds) {
        well += feed.lamp == ui::Lamp::live || feed.lamp == ui::Lamp::quiet ? 1 : 0;
        last = std::max(last, feed.last_event);
    }
    ui::Freshness const freshness{last, ui::Lamp::live, !s_.facts.feeds.empty()};
    ui::Kpi& kpi = add("feeds.live", {"数据源正常率", "Feeds in order"}, kPercent,
                       {"正常的数据源 ÷ 全部数据源", "feeds in order / all feeds"}, kNow, freshness);
    kpi.known = freshness.any;  // of feeds that have said nothing, that much is known
    set_share(kpi, well, s_.facts.feeds.size());
    kpi.decimals = 0;
}

/// What the district's own systems have worked out: shown as told, nothing to check it by.
void KpiList::reported() {
    ui::Freshness const freshness = app::freshness(s_.input, twin::kind_bit<twin::IndicatorValue>);
    for (auto const* entry : s_.input.state.indicators()) {
        twin::IndicatorValue const& value = entry->record;
        if (!value.area.empty()) continue;
        std::string const id = "reported." + value.id;
        ui::Kpi& kpi = add(id.c_str(), {value.name, {}}, {value.unit, value.unit},
                           {"由数据源给出，本系统不核算", "as the source says, not checked here"},
                           {"数据源口径", "as the source has it"}, freshness);
        kpi.freshness.last = entry->told.event_time;
        kpi.value = value.value;
        kpi.neutral = true;
        kpi.decimals = std::abs(value.value - std::round(value.value)) < 1e-9 ? 0 : 2;
    }
}

}  // namespace

Targets reference_targets() {
    return {{{"hotline.on_time", 95},
             {"hotline.satisfied", 90},
             {"hotline.solved", 85},
             {"hotline.ai_right", 90},
             {"cameras.online", 95},
             {"feeds.live", 100}},
            true};
}

std::vector<ui::Kpi> kpis(KpiSource const& source) { return KpiList(source).all(); }

}  // namespace app
