// One field of one item while it is read: finding its value, turning it into text, number, time or box.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "feeds/mapping_plan.h"

namespace feeds {

/// A record in the making, with what all kinds have in common.
struct Draft {
    twin::Record record;
    twin::Where where;
    std::string id;
    base::UtcMs time = base::kNoTime;
    base::UtcMs version = base::kNoTime;
    std::uint64_t sequence = 0;
    bool withdrawn = false;
    std::optional<double> lon, lat;
    std::string coordinates;
    std::optional<twin::PlaceLevel> level;
};

/// Where values come from, and where complaints go.
struct ReadingContext {
    std::span<Value const> item;
    std::span<Value const> root;
    std::string_view topic;
    std::string const* zone = nullptr;
    Decoded* out = nullptr;
    std::size_t number = 0;  ///< of the item in the message
    bool refused = false;
};

class Reading {
public:
    Reading(FieldPlan const& plan, ReadingContext& context) : plan_(plan), context_(context) {}

    bool has_value();
    /// As the source has it, joined and cut out, before code tables; none: nothing said.
    std::optional<std::string_view> raw();
    /// Through the code table; a code that is not in it is as it was.
    std::optional<std::string_view> text();
    bool from_table() const { return from_table_; }
    std::optional<double> number();
    std::optional<bool> truth();
    std::optional<base::UtcMs> time();
    std::optional<std::array<float, 4>> box();

    void odd(char const* code, char const* what);
    /// The item becomes no record.
    void refuse(char const* code, char const* what);

private:
    Value value();
    std::string_view spell(Value const& value, std::string& room) const;
    std::string sentence(char const* what);

    FieldPlan const& plan_;
    ReadingContext& context_;
    std::string room_;
    std::string_view raw_;
    bool raw_known_ = false;
    bool raw_there_ = false;
    bool from_table_ = false;
};

/// The first value of the sources that says something: not missing, not null, not "".
Value first_of(std::span<Source const> sources, ReadingContext const& context);

/// Mobile numbers become 138****1234, ids of 18 digits keep 4 at either end (DOMAIN 14).
void mask_personal(std::string& text);
/// Takes out of a URL what opens it: "user:secret@", and parameters such as `token=...`; the rest stays as it is.
void strip_credentials(std::string& url);
/// Whether a text holds a mobile number or an 18-digit id; whether a column's name says it is about a person.
bool is_personal(std::string_view text);
bool is_personal_name(std::string_view column);

/// A time by a mapping's format and zone ("" each for the default).
std::optional<base::UtcMs> read_time(std::string_view text, std::string const& format, std::string const& zone);

std::int64_t to_utc(std::int64_t local_ms, ZoneRule const& zone);
/// Whether a time says its zone, or needs none: epochs.
bool has_zone(std::string_view text);

}  // namespace feeds
