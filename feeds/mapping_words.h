// The words of canonical JSON for closed sets of values, in English, in DOMAIN's capitals and in Chinese.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "twin/records.h"

namespace feeds {

template <class E, std::size_t N>
struct Words {
    struct Entry {
        std::string_view word;
        E value;
    };
    std::array<Entry, N> entries;

    /// ASCII letters in either case.
    std::optional<E> find(std::string_view text) const {
        for (Entry const& entry : entries) {
            if (same(entry.word, text)) return entry.value;
        }
        return {};
    }
    /// The first word of a value: what canonical JSON writes.
    std::string_view name(E value) const {
        for (Entry const& entry : entries) {
            if (entry.value == value) return entry.word;
        }
        return {};
    }

private:
    static constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
    static constexpr bool same(std::string_view a, std::string_view b) {
        if (a.size() != b.size()) return false;
        for (std::size_t i = 0; i < a.size(); ++i) {
            if (lower(a[i]) != lower(b[i])) return false;
        }
        return true;
    }
};

extern Words<twin::TicketStatus, 48> const kStatusWords;
extern Words<twin::TicketKind, 16> const kTicketKindWords;
extern Words<twin::DispatchMode, 9> const kDispatchWords;
extern Words<twin::Urgency, 9> const kUrgencyWords;
extern Words<twin::Solved, 14> const kSolvedWords;
extern Words<twin::Satisfaction, 14> const kSatisfactionWords;
extern Words<twin::PlaceLevel, 16> const kPlaceLevelWords;
extern Words<twin::EventPhase, 6> const kPhaseWords;
extern Words<twin::DeviceStatus, 15> const kDeviceWords;
extern Words<twin::DronePose::Above, 2> const kAboveWords;

/// The keys of DOMAIN 4.1, and "other".
bool is_event_type(std::string_view key);
/// twin::kind_name of each alternative of twin::Record.
std::span<std::string_view const> kind_words();
/// Its index there.
std::optional<std::size_t> kind_index(std::string_view name);

}  // namespace feeds
