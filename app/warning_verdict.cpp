#include "app/warning_verdict.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

namespace app {
namespace {

using SortedJson = nlohmann::json;

constexpr std::array<std::string_view, 4> kAlertActions{"alert.reopen", "alert.confirm", "alert.forward",
                                                        "alert.dismiss"};
constexpr std::array<std::string_view, 3> kRelatedActions{"related.reset", "related.confirm", "related.reject"};

template <class Names>
std::optional<std::size_t> index_of(Names const& names, std::string_view name) {
    auto const found = std::ranges::find(names, name);
    if (found == names.end()) return {};
    return static_cast<std::size_t>(found - names.begin());
}

std::string text(SortedJson const& json, char const* key) {
    auto const found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

int whole_number(SortedJson const& json, char const* key) {
    auto const found = json.find(key);
    return found != json.end() && found->is_number_integer() ? found->get<int>() : 0;
}

base::UtcMs time_of(SortedJson const& json, char const* key) {
    auto const parsed = base::parse_time(text(json, key));
    return parsed ? *parsed : base::kNoTime;
}

std::string time_or_nothing(base::UtcMs at) { return at == base::kNoTime ? std::string() : base::format_time(at); }

std::string compact(SortedJson const& json) { return json.dump(-1, ' ', false, SortedJson::error_handler_t::replace); }

}  // namespace

feeds::AuditEntry to_entry(AlertVerdict const& v) {
    nlohmann::ordered_json const detail{{"moment", time_or_nothing(v.moment)},
                                        {"class", v.class_code},
                                        {"area", v.area},
                                        {"place", v.place},
                                        {"kinds", int{v.kinds}},
                                        {"level", static_cast<int>(v.level)},
                                        {"raised", time_or_nothing(v.raised)},
                                        {"note", v.note}};
    return {.time = v.at,
            .user = v.user,
            .action = std::string(kAlertActions[static_cast<std::size_t>(v.verdict)]),
            .source = {},
            .target = v.id,
            .result = "ok",
            .detail = compact(detail)};
}

std::optional<AlertVerdict> verdict_of(feeds::AuditEntry const& entry) {
    auto const action = index_of(kAlertActions, entry.action);
    SortedJson const detail = SortedJson::parse(entry.detail, nullptr, false);
    if (!action || entry.result != "ok" || !detail.is_object()) return {};
    AlertVerdict v;
    v.verdict = static_cast<analysis::Verdict>(*action);
    v.at = entry.time;
    v.moment = time_of(detail, "moment");
    v.id = entry.target;
    v.class_code = text(detail, "class");
    v.area = text(detail, "area");
    v.place = text(detail, "place");
    v.kinds = static_cast<std::uint8_t>(whole_number(detail, "kinds") & 7);
    v.level = static_cast<analysis::AlertLevel>(std::clamp(whole_number(detail, "level"), 0, 3));
    v.raised = time_of(detail, "raised");
    v.user = entry.user;
    v.note = text(detail, "note");
    if (v.moment == base::kNoTime || v.class_code.empty()) return {};
    return v;
}

feeds::AuditEntry to_entry(RelatedVerdict const& v) {
    return {.time = v.at,
            .user = v.user,
            .action = std::string(kRelatedActions[static_cast<std::size_t>(v.belongs)]),
            .source = {},
            .target = v.from,
            .result = "ok",
            .detail = compact(SortedJson{{"to", v.to}})};
}

std::optional<RelatedVerdict> related_of(feeds::AuditEntry const& entry) {
    auto const action = index_of(kRelatedActions, entry.action);
    SortedJson const detail = SortedJson::parse(entry.detail, nullptr, false);
    if (!action || entry.result != "ok" || !detail.is_object()) return {};
    RelatedVerdict v{static_cast<ui::Belongs>(*action), entry.time, entry.target, text(detail, "to"), entry.user};
    if (v.from.empty() || v.to.empty()) return {};
    return v;
}

base::Result<Verdicts> read_verdicts(std::filesystem::path const& folder) {
    Verdicts out;
    if (folder.empty()) return out;
    auto const history = feeds::read_audit(folder);
    if (!history) return history.error();
    for (feeds::AuditEntry const& entry : history->entries) {
        if (auto verdict = verdict_of(entry)) out.alerts.push_back(*std::move(verdict));
        if (auto verdict = related_of(entry)) out.related.push_back(*std::move(verdict));
    }
    return out;
}

ui::Belongs belongs(std::span<RelatedVerdict const> all, std::string const& one, std::string const& other) {
    for (std::size_t i = all.size(); i-- > 0;) {
        RelatedVerdict const& v = all[i];
        if ((v.from == one && v.to == other) || (v.from == other && v.to == one)) return v.belongs;
    }
    return ui::Belongs::unknown;
}

}  // namespace app
