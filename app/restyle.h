// From what a person has set to what is drawn: which layers, in which order, which buildings, in which colours.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/site_scheme.h"
#include "app/attribute_table.h"
#include "base/progress.h"
#include "base/result.h"
#include "scene/build.h"
#include "twin/district.h"
#include "ui/context.h"
#include "ui/settings.h"

namespace app {

/// What the ids of live layers in Settings::layers begin with.
inline constexpr std::string_view kLivePrefix = "live/";

/// Buildings of a scheme, for all to see: as simple blocks or as a model, in place of those that go.
struct Proposed {
    std::vector<analysis::Block> blocks;
    std::vector<std::uint32_t> cleared;                            ///< BuildingIds
    std::int32_t scheme = -1;                                      ///< which of the study's it is
    std::shared_ptr<analysis::SchemeModel const> model = nullptr;  ///< stands instead of the blocks
    analysis::ModelPlace place = {};
};

/// How much has to be done again after settings have changed: each includes those before it.
enum class Restyling : std::uint8_t {
    none,
    colours,  ///< of buildings only: LiveInput::building_colours, nothing of the scene is rebuilt
    scene     ///< `build`, off the ui thread
};
Restyling needed(ui::Settings const& before, ui::Settings const& after);

/// The layers of the tree for this district, with what the settings say of those they know. Layers of other districts
/// in the settings stay as they are, behind. `live`: words of `--live` that the district's feeds have something for.
std::vector<ui::LayerSetting> layers_for(twin::District const& district, std::vector<std::string> const& live,
                                         std::vector<ui::LayerSetting> const& known);

/// What the layers panel offers for this district (PanelContext::style), everything shown and nothing coloured yet:
/// legend, numbers and the filter's problem come with what is built.
ui::StyleFacts style_facts(AttributeTable const& table, std::size_t buildings);

/// The district with a scheme in it; `options` and `colours` as they then must be. Models hidden: its blocks stand.
twin::District with_scheme(twin::District const& district, Proposed const& proposed, scene::BuildOptions& options,
                           scene::BuildingColours& colours);

/// One per district; its work is for one thread at a time, any.
class Restyler {
public:
    /// The district must outlive it. Cheap: tables are made when they are first asked.
    explicit Restyler(twin::District const& district);

    struct Styled {
        scene::Scene scene;
        std::size_t buildings = 0;  ///< that are shown
        twin::Name problem;         ///< of the filter, which then shows all; both empty: none
    };
    /// The scene as set. An error only where it was cancelled.
    /// `proposed` may be null; its blocks come behind the district's buildings.
    base::Result<Styled> build(ui::Settings const& settings, base::Progress& progress,
                               Proposed const* proposed = nullptr);

    /// Per building of the twin, with the legend; none where nothing is coloured by an attribute.
    scene::BuildingColours colours(ui::Settings const& settings);
    Filtered filter(std::string const& expression, base::Progress& progress);
    AttributeTable& table();

private:
    twin::District const& district_;
    std::unique_ptr<AttributeTable> table_;
};

}  // namespace app
