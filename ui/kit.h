// What all panels are drawn with: texts of the catalogue, sizes of type, colours, and the few shapes that repeat. For
// this folder alone. All lengths handed to Dear ImGui are pixels: `px()` makes them of design pixels.
#pragma once

#include <imgui.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "base/vec.h"
#include "ui/facts.h"
#include "ui/keys.h"
#include "ui/settings.h"

namespace ui {

/// Sizes of type, design pixels (LOOK 5): 12, 14, 18, 24, 36, 56. Their lines, which is what ImGui::GetFontSize() says,
/// are 16, 20, 24, 32, 44 and 64 high, letters in the middle; an icon (icons.h) fills the line.
enum class Type : std::uint8_t { small, body, title, large, huge, giant };

/// Colours by meaning, as Dear ImGui packs them.
struct Palette {
    ImU32 ground, panel, raised, line;  ///< from the back to the front
    ImU32 text, quiet, faint;           ///< 7:1, 4.5:1, 3:1 on `panel`
    ImU32 accent, accent_text;          ///< one accent, and what is written on it
    ImU32 good, warning, bad;           ///< texts that judge a number; 4.5:1 on `panel`
    ImU32 level[5];                     ///< by Urgent
    ImU32 lamp[4];                      ///< by Lamp
    ImU32 series[3];                    ///< of charts
    ImU32 category[8];                  ///< safe for the common colour blindnesses (Okabe-Ito)
};

class Kit {
public:
    virtual ~Kit() = default;

    // ---- words
    virtual Language language() const = 0;
    /// The text of a key, "hotline.overdue"; `{0}`, `{1}` are replaced. A key that is missing shows itself and is
    /// reported (Output::missing_texts).
    virtual char const* say(std::string_view key) = 0;
    virtual std::string say(std::string_view key, std::initializer_list<std::string> with) = 0;
    /// `text` as Dear ImGui can draw it: 1.86 knows 16 bits of a character, so rarer ones (U+20BB7) get stand-ins. For
    /// every text from outside that goes straight to Dear ImGui; the widgets do it themselves. Valid as long as `text`.
    virtual char const* show(std::string const& text) = 0;
    /// The way back, for what somebody typed.
    virtual std::string plain(std::string const& shown) const = 0;
    std::string const& of(twin::Name const& name) const {
        return (language() == Language::zh && !name.zh.empty()) || name.en.empty() ? name.zh : name.en;
    }
    /// Tabular, with thin groups: 12,345 or 12,345.6
    static std::string number(double value, int decimals = 0);
    /// Neither 0 nor 100 where something is left: 2,599 of 2,600 are 99.9.
    static std::string share(double percent, int decimals = 1);
    /// The same of a share from 0 to 1, with its sign; a dash where there is none.
    static std::string percent(double share, int decimals = 1);
    /// In the district's zone (+08:00): "14:05", "11-22 14:05", "2026-11-22 14:05".
    static std::string clock(base::UtcMs time);
    static std::string day_clock(base::UtcMs time);
    static std::string full_clock(base::UtcMs time);
    /// Of data that may be old: "14:05", "11-20 14:05", of more than a month ago "2026-07-22".
    static std::string data_clock(base::UtcMs time, base::UtcMs now);
    /// "3 分钟前", "2 h ago", "还有 4 小时", "over by 2 d".
    virtual std::string ago(base::UtcMs time, base::UtcMs now) = 0;
    virtual std::string until(base::UtcMs due, base::UtcMs now) = 0;
    /// "data of 14:05", "no data", "stale since 13:20": one line under every number.
    virtual std::string freshness(Freshness const& freshness, base::UtcMs now) = 0;

    // ---- hands
    /// Went down in this frame (or repeats while held), whoever has the keyboard.
    virtual bool pressed(Key key) const = 0;

    // ---- looks
    virtual float px(double design) const = 0;
    virtual Palette const& palette() const = 0;
    virtual ImFont* font(Type type, bool strong = false) const = 0;
    /// Which screen: a wall has no hover, no scroll bars, and words beside every icon.
    virtual bool wall() const = 0;
    /// False: the font of icons is not installed, and words stand where icons would.
    virtual bool has_icons() const = 0;
    /// Redraw after so many seconds although nothing happens (a caret, a clock).
    virtual void again(double seconds) = 0;
};

/// An image of panels or of a slot (scene/panels.h) for ImGui::Image: the type of its ids differs between versions.
inline ImTextureID image_of(std::uint32_t id) { return (ImTextureID)(static_cast<std::intptr_t>(id)); }

/// Pushes a font for a scope.
class Typed {
public:
    Typed(Kit const& kit, Type type, bool strong = false) { ImGui::PushFont(kit.font(type, strong)); }
    ~Typed() { ImGui::PopFont(); }
    Typed(Typed const&) = delete;
    Typed& operator=(Typed const&) = delete;
};

}  // namespace ui
