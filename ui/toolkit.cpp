#include "ui/toolkit.h"

#include <algorithm>
#include <cmath>

#include "scene/font.h"
#include "ui/palette.h"
#include "ui/times.h"
#include "ui/utf8.h"

namespace ui {
namespace {

// More than any screen shows; what scrolled past is forgotten between frames.
constexpr std::size_t kMostShown = 20'000;

/// Characters beyond 16 bits begin with F0 to F4.
bool has_rare(std::string const& text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xf0; });
}

}  // namespace

void Toolkit::begin(double factor, bool wall, std::vector<Key> pressed) {
    factor_ = factor;
    wall_ = wall;
    again_in_ = -1;
    pressed_.fill(false);
    for (Key const key : pressed) pressed_[static_cast<std::size_t>(key)] = true;
    missing_.clear();
    if (shown_.size() > kMostShown) shown_.clear();
    glyphs_.tidy();
    fonts_.use(factor, glyphs_);
}

void Toolkit::dress(Language language, bool dark) {
    language_ = language;
    palette_ = dark ? &dark_palette() : &light_palette();
}

char const* Toolkit::say(std::string_view key) {
    if (twin::Name const* const text = catalogue_.find(key)) return of(*text).c_str();
    return missing_.emplace(key).first->c_str();
}

std::string Toolkit::say(std::string_view key, std::initializer_list<std::string> with) {
    return fill_in(say(key), with);
}

char32_t Toolkit::stand_in(char32_t rare) {
    if (rare <= 0xffff || sizeof(ImWchar) > 2) return rare;
    auto const [entry, added] = stand_ins_.try_emplace(rare, U'\u25a1');
    if (added && rare_.size() <= kLastRare - kFirstRare) {
        entry->second = kFirstRare + static_cast<char32_t>(rare_.size());
        rare_.push_back(rare);
    }
    return entry->second;
}

char32_t Toolkit::rare(char32_t shown) const {
    bool const is = shown >= kFirstRare && shown - kFirstRare < rare_.size();
    return is ? rare_[shown - kFirstRare] : shown;
}

char const* Toolkit::show(std::string const& text) {
    if (!has_rare(text)) return text.c_str();
    auto const [entry, added] = shown_.try_emplace(text);
    if (added) {
        for (char32_t const c : scene::decode_utf8(text)) append_utf8(entry->second, stand_in(c));
    }
    return entry->second.c_str();
}

std::string Toolkit::plain(std::string const& shown) const {
    std::string out;
    for (char32_t const c : scene::decode_utf8(shown)) append_utf8(out, rare(c));
    return out;
}

std::string Toolkit::span(std::int64_t ms) {
    if (ms < kHour) return say("time.minutes", {std::to_string(std::max<std::int64_t>(1, ms / kMinute))});
    if (ms < 2 * kDay) return say("time.hours", {std::to_string(ms / kHour)});
    return say("time.days", {std::to_string(ms / kDay)});
}

std::string Toolkit::ago(base::UtcMs time, base::UtcMs now) {
    if (time == base::kNoTime) return "–";
    if (std::abs(now - time) < kMinute) return say("time.now");
    return time > now ? say("time.in", {span(time - now)}) : say("time.ago", {span(now - time)});
}

std::string Toolkit::until(base::UtcMs due, base::UtcMs now) {
    if (due == base::kNoTime) return say("time.no_limit");
    return due >= now ? say("time.left", {span(due - now)}) : say("time.over", {span(now - due)});
}

std::string Toolkit::freshness(Freshness const& freshness, base::UtcMs now) {
    if (!freshness.any) return say("fresh.none");
    if (freshness.last == base::kNoTime) return say("fresh.waiting");
    std::string const at = data_clock(freshness.last, now);
    if (freshness.lamp == Lamp::stale) return say("fresh.stale", {at});
    return say(freshness.lamp == Lamp::down ? "fresh.down" : "fresh.of", {at});
}

float Toolkit::px(double design) const { return static_cast<float>(std::round(design * factor_)); }

void Toolkit::again(double seconds) { again_in_ = again_in_ < 0 ? seconds : std::min(again_in_, seconds); }

}  // namespace ui
