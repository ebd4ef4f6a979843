// Why an alert was raised, as one sentence in each language.
#include <array>
#include <cstdio>
#include <string>

#include "analysis/warning.h"

namespace analysis {

namespace {

std::string about_number(double v) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), v < 10 ? "%.1f" : "%.0f", v);
    return text.data();
}

/// Once in how many days; "more than 10,000" is as fine as such figures are.
std::string once_in(double adjusted_p, char const* more, char const* about) {
    constexpr double kMost = 10000;
    if (adjusted_p * kMost <= 1) return more;
    return about + about_number(1 / adjusted_p);
}

}  // namespace

twin::Name explain(Alert const& a, twin::Name const& area, WarningRules const& rules) {
    std::string const n = std::to_string(a.count), days = std::to_string(a.days);
    std::string const again_zh = a.repeats > 0 ? "（另有重复来电 " + std::to_string(a.repeats) + " 件）" : "";
    std::string const again_en =
        a.repeats > 0 ? " (and " + std::to_string(a.repeats) + (a.repeats == 1 ? " repeated call)" : " repeated calls)")
                      : "";
    std::string const zh = a.class_name.zh + "：", en = a.class_name.en + ": ";
    std::string const seldom_zh =
        "；若一切如常，这样的情况" + once_in(a.adjusted_p, "超过 1 万", "约 ") + " 天才会偶然出现一次。";
    std::string const seldom_en = "; if all were as usual, chance would do this once in " +
                                  once_in(a.adjusted_p, "more than 10,000", "about ") + " days.";
    switch (a.kind) {
        case AlertKind::rule: {
            bool const building = a.place.starts_with('b');
            return {zh + area.zh + (building ? "同一楼栋 " : "同一地点 ") + days + " 天内 " + n + " 件诉求" + again_zh +
                        "，达到 " + std::to_string(rules.rule_count) + " 次规则。",
                    en + n + " tickets at one " + (building ? "building" : "place") + " in " + area.en + " within " +
                        days + " days" + again_en + ": the rule says " + std::to_string(rules.rule_count) + "."};
        }
        case AlertKind::series: {
            std::string const when_zh = a.days == 1 ? "今日 " : "近 " + days + " 天 ";
            std::string const when_en = a.days == 1 ? " today" : " in the last " + days + " days";
            return {zh + area.zh + when_zh + n + " 件" + again_zh + "，按以往应约 " + about_number(a.expected) + " 件" +
                        seldom_zh,
                    en + n + " tickets" + again_en + " in " + area.en + when_en + ", where " +
                        about_number(a.expected) + " would be usual" + seldom_en};
        }
        case AlertKind::scan: break;
    }
    std::string const far = about_number(a.radius);
    return {zh + area.zh + "约 " + far + " 米范围内近 " + days + " 天 " + n + " 件" + again_zh + "，按时空分布应约 " +
                about_number(a.expected) + " 件" + seldom_zh,
            en + n + " tickets" + again_en + " within " + far + " m in " + area.en + " in the last " + days +
                (a.days == 1 ? " day" : " days") + ", where " + about_number(a.expected) + " would be usual" +
                seldom_en};
}

}  // namespace analysis
