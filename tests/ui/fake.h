// A desk with made-up facts, for tests and pictures of panels. Each panel's author fills what the panel needs in a file
// of its own, fake_*.cpp, and adds a line to fake().
#pragma once

#include "ui/ui.h"

namespace ui_tests {

/// Everything a PanelContext points to.
struct Fake {
    ui::Facts facts;
    twin::District district;
    ui::Selection selection;
    ui::Measured measured;
    ui::Stage stage;
    ui::WallFacts wall;
    std::vector<ui::LogLine> log;
    std::vector<ui::Work> work;
    std::function<std::vector<ui::SearchHit>(std::string const&)> search;
    std::function<ui::Shown(std::string const&)> evidence, video;
    ui::Settings settings;
    ui::State state;
    ui::StyleFacts style;

    ui::PanelContext context(ui::Kit& kit, ui::Commands& commands);
    /// Draws until nothing moves, and gives the last frame.
    ui::Output draw(ui::Ui& ui, ui::Request const& request, ui::Input input = {});
};

/// 2026-11-22 14:05 in China, the moment of all fakes.
inline constexpr base::UtcMs kNow = 1'795'327'500'000;
inline constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute, kDay = 24 * kHour;  ///< ms

Fake fake();
void fake_desk(Fake& fake);
void fake_find(Fake& fake);
/// The wall: "" (an ordinary afternoon), "alarm", "no-picture", "paused", "stale", "dim", "empty".
void fake_wall(Fake& fake, std::string const& state);
inline constexpr std::uint32_t kEvidenceImage = 77;

}  // namespace ui_tests
