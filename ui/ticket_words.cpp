#include "ui/ticket_words.h"

#include <algorithm>
#include <array>

namespace ui {
namespace {

constexpr std::array kStatus{"hotline.status.fresh",    "hotline.status.accepted",   "hotline.status.answered",
                             "hotline.status.rejected", "hotline.status.dispatched", "hotline.status.returned",
                             "hotline.status.handling", "hotline.status.suspended",  "hotline.status.replied",
                             "hotline.status.visit",    "hotline.status.redo",       "hotline.status.closed",
                             "hotline.status.archived", "hotline.status.cancelled",  "hotline.status.other"};
constexpr std::array kKind{"hotline.kind.consultation", "hotline.kind.request",    "hotline.kind.complaint",
                           "hotline.kind.report",       "hotline.kind.suggestion", "hotline.kind.praise",
                           "hotline.kind.other"};
constexpr std::array kMode{"hotline.mode.unknown", "hotline.mode.ai", "hotline.mode.manual", "hotline.mode.direct"};
constexpr std::array kSolved{"hotline.solved.unknown", "hotline.solved.yes", "hotline.solved.partly",
                             "hotline.solved.no"};
constexpr std::array kSatisfaction{"hotline.satisfaction.unrated", "hotline.satisfaction.satisfied",
                                   "hotline.satisfaction.basically", "hotline.satisfaction.dissatisfied"};

template <class Keys, class Value>
char const* at(Keys const& keys, Value value) {
    return keys[std::min(static_cast<std::size_t>(value), keys.size() - 1)];
}

}  // namespace

char const* key_of(twin::TicketStatus status) { return at(kStatus, status); }
char const* key_of(twin::TicketKind kind) { return at(kKind, kind); }
char const* key_of(twin::DispatchMode mode) { return at(kMode, mode); }
char const* key_of(twin::Solved solved) { return at(kSolved, solved); }
char const* key_of(twin::Satisfaction satisfaction) { return at(kSatisfaction, satisfaction); }

char const* channel_key(std::string_view channel) {
    if (channel == "phone") return "hotline.channel.phone";
    if (channel == "web") return "hotline.channel.web";
    if (channel == "wechat") return "hotline.channel.wechat";
    if (channel == "app") return "hotline.channel.app";
    if (channel == "miniapp") return "hotline.channel.miniapp";
    return nullptr;
}

}  // namespace ui
