// The kit that Ui hands to panels. For this folder alone.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "ui/catalogue.h"
#include "ui/fonts.h"
#include "ui/glyphs.h"
#include "ui/kit.h"
#include "ui/layout.h"

namespace ui {

class Toolkit final : public Kit {
public:
    Toolkit(Catalogue catalogue, Glyphs glyphs) : catalogue_(std::move(catalogue)), glyphs_(std::move(glyphs)) {}

    /// Before a frame begins.
    void begin(double factor, bool wall, std::vector<Key> pressed);
    /// As soon as settings are known, and again where they change within a frame.
    void dress(Language language, bool dark);

    Language language() const override { return language_; }
    char const* say(std::string_view key) override;
    std::string say(std::string_view key, std::initializer_list<std::string> with) override;
    char const* show(std::string const& text) override;
    std::string plain(std::string const& shown) const override;
    std::string ago(base::UtcMs time, base::UtcMs now) override;
    std::string until(base::UtcMs due, base::UtcMs now) override;
    std::string freshness(Freshness const& freshness, base::UtcMs now) override;
    bool pressed(Key key) const override { return pressed_[static_cast<std::size_t>(key)]; }
    float px(double design) const override;
    Palette const& palette() const override { return *palette_; }
    ImFont* font(Type type, bool strong) const override { return fonts_.font(type, strong); }
    bool wall() const override { return wall_; }
    bool has_icons() const override { return glyphs_.has_icons(); }
    void again(double seconds) override;

    Catalogue const& catalogue() const { return catalogue_; }
    Fonts& fonts() { return fonts_; }
    Glyphs& glyphs() { return glyphs_; }
    /// What a stand-in stands for; any other character is itself.
    char32_t rare(char32_t shown) const;
    char32_t stand_in(char32_t rare);
    std::set<std::string, std::less<>> const& missing() const { return missing_; }
    double again_in() const { return again_in_; }

private:
    std::string span(std::int64_t ms);

    Catalogue catalogue_;
    Glyphs glyphs_;
    Fonts fonts_;
    Language language_ = Language::zh;
    Palette const* palette_ = nullptr;
    double factor_ = 1, again_in_ = -1;
    bool wall_ = false;
    std::array<bool, kKeys> pressed_{};
    std::set<std::string, std::less<>> missing_;
    std::unordered_map<char32_t, char32_t> stand_ins_;
    std::vector<char32_t> rare_;  ///< by stand-in, from kFirstRare
    std::unordered_map<std::string, std::string> shown_;
};

}  // namespace ui
