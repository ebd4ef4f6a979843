#include "feeds/mapping_words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace feeds {

using S = twin::TicketStatus;
constinit Words<S, 48> const kStatusWords{{{
    {"NEW", S::fresh},
    {"ACCEPTED", S::accepted},
    {"ANSWERED", S::answered},
    {"REJECTED", S::rejected},
    {"DISPATCHED", S::dispatched},
    {"RETURNED", S::returned},
    {"HANDLING", S::handling},
    {"SUSPENDED", S::suspended},
    {"REPLIED", S::replied},
    {"VISIT", S::visit},
    {"REDO", S::redo},
    {"CLOSED", S::closed},
    {"ARCHIVED", S::archived},
    {"CANCELLED", S::cancelled},
    {"OTHER", S::other},
    {"fresh", S::fresh},
    {"canceled", S::cancelled},
    {"open", S::accepted},
    {"待受理", S::fresh},
    {"新建", S::fresh},
    {"已受理", S::accepted},
    {"受理", S::accepted},
    {"直接答复", S::answered},
    {"不予受理", S::rejected},
    {"已派单", S::dispatched},
    {"派单", S::dispatched},
    {"待签收", S::dispatched},
    {"已转办", S::dispatched},
    {"退单", S::returned},
    {"已退单", S::returned},
    {"办理中", S::handling},
    {"处理中", S::handling},
    {"挂起", S::suspended},
    {"已挂起", S::suspended},
    {"已反馈", S::replied},
    {"待审核", S::replied},
    {"已反馈(待审核)", S::replied},
    {"待回访", S::visit},
    {"重办", S::redo},
    {"已办结", S::closed},
    {"办结", S::closed},
    {"已完成", S::closed},
    {"归档", S::archived},
    {"已归档", S::archived},
    {"已撤销", S::cancelled},
    {"撤销", S::cancelled},
    {"已派单(待签收)", S::dispatched},
    {"其他", S::other},
}}};

using K = twin::TicketKind;
constinit Words<K, 16> const kTicketKindWords{{{
    {"consultation", K::consultation},
    {"request", K::request},
    {"complaint", K::complaint},
    {"report", K::report},
    {"suggestion", K::suggestion},
    {"praise", K::praise},
    {"other", K::other},
    {"咨询", K::consultation},
    {"求助", K::request},
    {"诉求", K::request},
    {"投诉", K::complaint},
    {"举报", K::report},
    {"投诉举报", K::complaint},
    {"建议", K::suggestion},
    {"表扬", K::praise},
    {"其他", K::other},
}}};

using D = twin::DispatchMode;
constinit Words<D, 9> const kDispatchWords{{{
    {"unknown", D::unknown},
    {"ai", D::ai},
    {"manual", D::manual},
    {"direct", D::direct},
    {"智能", D::ai},
    {"AI派单", D::ai},
    {"智能派单", D::ai},
    {"人工", D::manual},
    {"直派", D::direct},
}}};

using U = twin::Urgency;
constinit Words<U, 9> const kUrgencyWords{{{
    {"normal", U::normal},
    {"urgent", U::urgent},
    {"critical", U::critical},
    {"一般", U::normal},
    {"普通", U::normal},
    {"紧急", U::urgent},
    {"加急", U::urgent},
    {"特急", U::critical},
    {"特提", U::critical},
}}};

using V = twin::Solved;
constinit Words<V, 14> const kSolvedWords{{{
    {"unknown", V::unknown},
    {"yes", V::yes},
    {"part", V::partly},
    {"no", V::no},
    {"partly", V::partly},
    {"true", V::yes},
    {"false", V::no},
    {"1", V::yes},
    {"0", V::no},
    {"是", V::yes},
    {"否", V::no},
    {"已解决", V::yes},
    {"部分解决", V::partly},
    {"未解决", V::no},
}}};

using F = twin::Satisfaction;
constinit Words<F, 14> const kSatisfactionWords{{{
    {"unrated", F::unrated},
    {"satisfied", F::satisfied},
    {"basically_satisfied", F::basically_satisfied},
    {"dissatisfied", F::dissatisfied},
    {"未评价", F::unrated},
    {"非常满意", F::satisfied},
    {"满意", F::satisfied},
    {"很满意", F::satisfied},
    {"基本满意", F::basically_satisfied},
    {"比较满意", F::basically_satisfied},
    {"一般", F::basically_satisfied},
    {"不满意", F::dissatisfied},
    {"很不满意", F::dissatisfied},
    {"非常不满意", F::dissatisfied},
}}};

using P = twin::PlaceLevel;
constinit Words<P, 16> const kPlaceLevelWords{{{
    {"none", P::none},
    {"street", P::street},
    {"community", P::community},
    {"estate", P::estate},
    {"building", P::building},
    {"door", P::door},
    {"point", P::door},
    {"无", P::none},
    {"街道", P::street},
    {"社区", P::community},
    {"小区", P::estate},
    {"楼栋", P::building},
    {"门牌", P::door},
    {"镇街", P::street},
    {"村居", P::community},
    {"网格", P::community},
}}};

using E = twin::EventPhase;
constinit Words<E, 6> const kPhaseWords{{{
    {"pulse", E::pulse},
    {"start", E::start},
    {"end", E::end},
    {"瞬时", E::pulse},
    {"开始", E::start},
    {"停止", E::end},
}}};

using X = twin::DeviceStatus;
constinit Words<X, 15> const kDeviceWords{{{
    {"unknown", X::unknown},
    {"online", X::online},
    {"offline", X::offline},
    {"alarm", X::alarm},
    {"maintenance", X::maintenance},
    {"on", X::online},
    {"off", X::offline},
    {"1", X::online},
    {"0", X::offline},
    {"true", X::online},
    {"false", X::offline},
    {"在线", X::online},
    {"离线", X::offline},
    {"告警", X::alarm},
    {"维护", X::maintenance},
}}};

using A = twin::DronePose::Above;
constinit Words<A, 2> const kAboveWords{{{{"ground", A::ground}, {"ellipsoid", A::ellipsoid}}}};

bool is_event_type(std::string_view key) {
    auto const types = twin::event_types();
    return std::find(types.begin(), types.end(), key) != types.end();
}

std::span<std::string_view const> kind_words() {
    static auto const kWords = []<std::size_t... I>(std::index_sequence<I...>) {
        return std::array{twin::kind_name(twin::Record(std::in_place_index<I>))...};
    }
    (std::make_index_sequence<std::variant_size_v<twin::Record>>());
    return kWords;
}

std::optional<std::size_t> kind_index(std::string_view name) {
    auto const kinds = kind_words();
    auto const found = std::find(kinds.begin(), kinds.end(), name);
    if (found == kinds.end()) return {};
    return static_cast<std::size_t>(found - kinds.begin());
}

}  // namespace feeds
