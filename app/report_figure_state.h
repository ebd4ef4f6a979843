// What a FigureMaker keeps between figures. For app/report_figure*.cpp alone.
#pragma once

#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/live_layers.h"
#include "app/load.h"
#include "app/report_figures.h"
#include "renderer/renderer.h"
#include "scene/labels.h"
#include "scene/live.h"

namespace app {

struct FigureMaker::State {
    Stopwatch& watch;
    bool chinese;
    Loaded loaded;
    std::future<base::Result<renderer::Renderer>> renderer_coming;
    std::future<base::Result<scene::LabelLayout>> labels_coming;
    std::optional<twin::Locator> locator = {};
    std::optional<renderer::Renderer> renderer = {};
    std::optional<scene::LabelLayout> labels = {};
    std::optional<base::Error> no_device = {};
    std::optional<LiveLayers> layers = {};
    struct Composed {
        std::uint64_t revision = 0;
        LiveChoice choice;
        scene::Style style = scene::Style::day;
        bool operator==(Composed const&) const = default;
    };
    std::optional<Composed> composed = {};
    std::optional<scene::LiveBuilder> builder = {};
    std::uint64_t unplaced = 0;
    std::shared_ptr<PastMoment const> whole = {}, past = {};  ///< of the district, and of `area` in it
    std::string area = {};
    std::uint64_t revision = 0;
    std::string hash = {};  ///< of `whole`; empty: not asked yet
    /// Small views of the whole with their pictures, the one for each look, light and size.
    std::vector<std::pair<scene::View, base::Image>> insets = {};

    std::shared_ptr<Proposed const> standing = {};  ///< on the device, besides the district

    base::Status start();
    base::Status stand(std::shared_ptr<Proposed const> const& scheme);
    base::Status read_whole(feeds::Moment const& moment);
    scene::LiveScene paint(LiveChoice const& choice, FigureSpec const& spec);
    base::Result<base::Image> picture(scene::View const& view, scene::LiveScene const& live, bool with_text);
    base::Result<base::Image const*> inset(scene::View const& of);
    scene::View inset_view(scene::View const& of) const;
    bool wants_inset(FigureSpec const& spec) const;
    void add_inset_place(scene::View const& view, scene::LiveScene& live) const;
    base::Status draw_inset(FigureSpec const& spec, base::Image& image);
};

}  // namespace app
