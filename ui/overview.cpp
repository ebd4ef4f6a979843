// What there is, while nothing is chosen: a plain file too has something to say of itself.
#include <algorithm>

#include "ui/panels.h"
#include "ui/widgets.h"

namespace ui {

void draw_overview(PanelContext& context) {
    Kit& kit = context.kit;
    twin::District const& district = context.district;
    twin::Buildings const& b = district.buildings;
    heading(kit, kit.say("overview.title"), kit.show(kit.of(district.name)));
    auto const line = [&](char const* key, std::string const& value) { name_value(kit, kit.say(key), value.c_str()); };
    if (b.size() > 0) {
        float highest = 0;
        std::size_t tall = 0;
        for (std::size_t i = 0; i < b.size(); ++i) {
            float const height = b.height[i] + b.roof_height[i];
            highest = std::max(highest, height);
            tall += height > 24 ? 1 : 0;
        }
        line("overview.buildings", Kit::number(static_cast<double>(b.size())));
        line("overview.tall", Kit::number(static_cast<double>(tall)));
        line("overview.highest", kit.say("overview.metres", {Kit::number(static_cast<double>(highest), 1)}));
    }
    if (!district.extent.empty()) {
        double const width = district.extent.width(), height = district.extent.height();
        line("overview.extent", kit.say("overview.by", {Kit::number(width), Kit::number(height)}));
    }
    for (twin::GroundLayer const& layer : district.ground) {
        bool const english = kit.language() == Language::en && !layer.title_en.empty();
        name_value(kit, kit.show(english ? layer.title_en : layer.title),
                   Kit::number(static_cast<double>(layer.areas.size() + layer.lines.size())).c_str());
    }
}

}  // namespace ui
