#include "feeds/sequence_place.h"

#include <algorithm>
#include <charconv>

namespace feeds {
namespace {

std::optional<std::int64_t> take_sequence_number(std::string_view& text) {
    std::int64_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (!text.empty()) text.remove_prefix(1);
    return value;
}

}  // namespace

SequencePlace SequencePlace::parse(std::string_view text, Time now) {
    SequencePlace place;
    place.last_ = take_sequence_number(text);
    while (auto const number = place.last_ ? take_sequence_number(text) : std::nullopt)
        place.missing_.emplace(*number, now);
    return place;
}

std::string SequencePlace::text() const {
    if (!last_) return {};
    std::string result = std::to_string(*last_);
    char mark = ':';
    for (auto const& [number, since] : missing_) {
        result.append(1, mark).append(std::to_string(number));
        mark = ',';
    }
    return result;
}

void SequencePlace::saw(std::int64_t number, Time now) {
    missing_.erase(number);
    if (!last_ || number <= *last_) {
        last_ = std::max(number, last_.value_or(number));
        return;
    }
    // Of a long jump the numbers just before it: those are of transactions that run now.
    std::int64_t const first = std::max(*last_ + 1, number - static_cast<std::int64_t>(kMostMissing));
    for (std::int64_t skipped = first; skipped < number; ++skipped) missing_.emplace(skipped, now);
    while (missing_.size() > kMostMissing) missing_.erase(missing_.begin());
    last_ = number;
}

void SequencePlace::forget_old(Time now) {
    std::erase_if(missing_, [&](auto const& entry) { return now - entry.second > kPatience; });
}

std::string SequencePlace::missing() const {
    std::string result = "{";
    for (auto const& [number, since] : missing_)
        result.append(result.size() > 1 ? "," : "").append(std::to_string(number));
    return result + "}";
}

}  // namespace feeds
