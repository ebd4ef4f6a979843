// Maps for reports: many figures from one load of the district and one renderer, each with its furniture.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/load.h"
#include "app/moment.h"
#include "app/options.h"
#include "app/report_audience.h"
#include "app/restyle.h"
#include "app/stats.h"
#include "base/result.h"
#include "report/page.h"
#include "scene/view.h"
#include "twin/locate.h"

namespace app {

/// An area drawn over the map: a candidate, a zone.
struct FigureShape {
    std::vector<std::vector<base::Vec2d>> rings;  ///< local metres, outer ring first
    std::uint32_t colour = 0;                     ///< 0xAARRGGBB
    std::string text;                             ///< in its middle
};

/// Everything a map depends on besides the data: what a recipe keeps.
struct FigureSpec {
    std::string name;  ///< of its file, without ending
    report::Words title;
    scene::View view;
    std::vector<std::string> layers;  ///< see parse_live
    feeds::Moment moment;
    bool inset = true;
    std::vector<FigureShape> shapes = {};
    report::Words shapes_title = {};              ///< of the shapes in the legend
    std::string area = {};                        ///< id: what lies in it alone is drawn
    std::shared_ptr<Proposed const> scheme = {};  ///< stands in the district; null: none
};

class FigureMaker {
public:
    /// Reads the district while the device starts. Without a usable device everything but `draw` works.
    static base::Result<std::unique_ptr<FigureMaker>> open(SourceOptions const& source, DeviceOptions const& device,
                                                           bool chinese, Stopwatch& watch);
    ~FigureMaker();

    twin::District const& district() const;
    twin::Locator const& locator() const;
    bool chinese() const;

    /// As asked for, with what was left open filled in from the journal: a later journal gives the same answer.
    base::Result<feeds::Moment> moment(LiveOptions const& asked) const;
    /// Of what was known at a moment, see recipe.h.
    base::Result<std::string> live_hash(feeds::Moment const& moment);
    /// Kept until another one is asked for. Of one area of the district where its id is given.
    base::Result<std::shared_ptr<PastMoment const>> at(feeds::Moment const& moment, std::string const& area = {});

    /// A view of the district or a camera text, as drawings for paper want it: texts large enough to be read there.
    base::Result<scene::View> view(std::string const& name_or_camera, std::string const& style, std::string const& sun,
                                   Size size) const;

    /// The error says what this audience may not see, or what could not be drawn.
    base::Result<report::Figure> draw(FigureSpec const& spec, Audience audience);
    /// Of the device that draws; waits until it is there.
    base::Result<renderer::DeviceInfo> device();
    /// Reports of the last figure that no place was found for.
    std::uint64_t unplaced() const;

private:
    struct State;
    explicit FigureMaker(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace app
