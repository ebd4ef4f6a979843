#include "app/report_figures.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>

#include "analysis/cases.h"
#include "app/facts_counts.h"
#include "app/recipe.h"
#include "app/report_area.h"
#include "app/report_figure_state.h"
#include "app/report_sources.h"
#include "app/viewpoints.h"

namespace app {
namespace {

/// Pictures are printed at about 220 dots an inch: the 12 pixels of the smallest text would be 4 points there.
constexpr double kOnPaper = 0.55;

/// The least number above 0 that the layer `tickets.areas` writes; 0: it writes none.
double smallest_area(twin::LiveState const& state, twin::Locator const& locator, base::UtcMs now) {
    std::map<std::int32_t, double> counts;
    for (auto const* entry : state.tickets()) {
        twin::Ticket const& ticket = entry->ticket;
        base::UtcMs const told = analysis::time_of(ticket);
        if (told != base::kNoTime && now - told > 30 * kDayMs) continue;
        auto const placed = locator.place(ticket.where);
        if (placed && placed->area >= 0) ++counts[placed->area];
    }
    double least = 0;
    for (auto const& [area, count] : counts) least = least == 0 ? count : std::min(least, count);
    return least;
}

/// Names of houses and estates would lie over what is looked at, and some are of what is cleared for it.
void uncover(Proposed const& scheme, scene::Scene& scene) {
    constexpr double kAround = 60;
    base::Extent box;
    for (analysis::Block const& block : scheme.blocks) box.add(analysis::extent_of(block.outline));
    if (box.empty()) return;
    std::erase_if(scene.labels, [&](scene::Label const& label) {
        return label.along.empty() && label.at.x > box.min_x - kAround && label.at.x < box.max_x + kAround &&
               label.at.y > box.min_y - kAround && label.at.y < box.max_y + kAround;
    });
}

/// What shapes are; with their colour where they all have one.
scene::LiveLayer legend_of(FigureSpec const& spec, bool chinese) {
    scene::LiveLayer out;
    std::string const& title = spec.shapes_title.in(chinese ? report::Language::zh : report::Language::en);
    constexpr std::uint32_t kRgb = 0xffffff;
    std::uint32_t const first = spec.shapes.front().colour & kRgb;
    bool const one = std::ranges::all_of(spec.shapes, [&](auto const& s) { return (s.colour & kRgb) == first; });
    out.title = one ? (chinese ? "标示" : "Marked") : title;
    if (one) out.classes.push_back({title, first});
    return out;
}

}  // namespace

/// The device and the fonts, and the district on the device: once, before the first figure.
base::Status FigureMaker::State::start() {
    if (renderer) return base::done;
    if (no_device) return *no_device;
    watch.stage("device");
    auto coming = renderer_coming.get();
    auto text = labels_coming.get();
    if (!coming || !text) return *(no_device = coming ? text.error() : coming.error());
    watch.stage("upload");
    if (auto const set = coming->set_scene(loaded.scene, watch); !set) return *(no_device = set.error());
    text->set_scene(loaded.scene);
    let_geometry_go(loaded.scene);
    renderer = std::move(*coming);
    labels = std::move(*text);
    return base::done;
}

/// The scene is built anew with a scheme in it, or without; insets are then drawn anew too, so that a figure made again
/// alone is the same.
base::Status FigureMaker::State::stand(std::shared_ptr<Proposed const> const& scheme) {
    if (scheme == standing) return base::done;
    watch.stage("scene");
    scene::BuildOptions options;
    options.chinese_first = chinese;
    scene::BuildingColours colours;
    if (scheme) {
        twin::District const with = with_scheme(loaded.district, *scheme, options, colours);
        options.colours = &colours;
        loaded.scene = scene::build(with, options, watch);
    } else {
        loaded.scene = scene::build(loaded.district, options, watch);
    }
    watch.stage("upload");
    if (auto const set = renderer->set_scene(loaded.scene, watch); !set) return set.error();
    if (scheme) uncover(*scheme, loaded.scene);
    labels->set_scene(loaded.scene);
    let_geometry_go(loaded.scene);
    standing = scheme;
    builder.reset();
    composed.reset();
    insets.clear();
    return base::done;
}

/// Without a memory of the figure before: each is the same alone and among hundreds.
scene::LiveScene FigureMaker::State::paint(LiveChoice const& choice, FigureSpec const& spec) {
    scene::View const& view = spec.view;
    Composed const wanted{revision, choice, view.style};
    if (composed != wanted || !spec.shapes.empty()) {
        LivePicture picture = layers->compose({past->state, past->feeds, past->time, false}, choice, view.style);
        unplaced = picture.unplaced;
        if (!spec.shapes.empty()) {
            auto const layer = static_cast<std::uint8_t>(picture.input.layers.size());
            picture.input.layers.push_back(legend_of(spec, chinese));
            for (FigureShape const& shape : spec.shapes)
                picture.input.areas.push_back({shape.rings, shape.colour, shape.text, layer});
        }
        builder.emplace(std::move(picture.input));
        composed = wanted;
        if (!spec.shapes.empty()) composed.reset();
    }
    return builder->build(loaded.scene, view);
}

base::Result<base::Image> FigureMaker::State::picture(scene::View const& view, scene::LiveScene const& live,
                                                      bool with_text) {
    scene::Overlay overlay;
    if (with_text) overlay = labels->lay_out(loaded.scene, view, {}, &live);
    if (auto const set = renderer->set_live(live); !set) return set.error();
    base::Image image{view.width, view.height, 3, {}};
    image.pixels.reserve(image.row_bytes() * image.height);
    auto const drawn = renderer->draw(
        view, overlay, false,
        [&image](renderer::Renderer::Strip const& strip) -> base::Status {
            image.pixels.insert(image.pixels.end(), strip.rgb.begin(), strip.rgb.end());
            return base::done;
        },
        watch);
    if (!drawn) return drawn.error();
    return image;
}

FigureMaker::FigureMaker(std::unique_ptr<State> state) : state_(std::move(state)) {}
FigureMaker::~FigureMaker() = default;

base::Result<std::unique_ptr<FigureMaker>> FigureMaker::open(SourceOptions const& source, DeviceOptions const& device,
                                                             bool chinese, Stopwatch& watch) {
    auto renderer_coming = start_renderer(device, nullptr);
    auto labels_coming = start_labels();
    auto loaded = load(source, chinese, watch);
    if (!loaded) return loaded.error();
    auto state = std::make_unique<State>(
        State{watch, chinese, std::move(*loaded), std::move(renderer_coming), std::move(labels_coming)});
    state->locator.emplace(state->loaded.district);
    auto clock = read_ticket_clock(state->loaded.district.live);
    if (!clock) return clock.error();
    state->layers.emplace(state->loaded.district, std::move(*clock), chinese);
    return std::unique_ptr<FigureMaker>(new FigureMaker(std::move(state)));
}

twin::District const& FigureMaker::district() const { return state_->loaded.district; }
twin::Locator const& FigureMaker::locator() const { return *state_->locator; }
bool FigureMaker::chinese() const { return state_->chinese; }
std::uint64_t FigureMaker::unplaced() const { return state_->unplaced; }

base::Result<feeds::Moment> FigureMaker::moment(LiveOptions const& asked) const {
    twin::LiveSpec const& live = district().live;
    std::error_code failed;
    bool const any = !live.feeds.empty() && std::filesystem::exists(live.journal, failed);
    bool const asks = !asked.at.empty() || !asked.known_at.empty();
    // Maps and sites can be reported on before anything has been taken in.
    if (!any && !asks) return feeds::Moment{};
    auto journal = feeds::Journal::open(live.journal, feeds::Journal::Access::read);
    if (!journal) return journal.error();
    auto moment = asked_moment(asked, journal->last_event());
    if (!moment) return moment.error();
    moment->known = std::min(moment->known, journal->last_known());
    return moment;
}

base::Status FigureMaker::State::read_whole(feeds::Moment const& moment) {
    if (whole && whole->time == moment) return base::done;
    StageScope const stage(watch, "journal");
    whole.reset();
    past.reset();
    hash.clear();
    if (moment.event == base::kNoTime) {
        whole = std::make_shared<PastMoment const>(PastMoment{twin::LiveState(), {}, moment, {}});
        return base::done;
    }
    auto read = read_moment(loaded.district, moment, chinese);
    if (!read) return read.error();
    whole = std::make_shared<PastMoment const>(std::move(*read));
    return base::done;
}

base::Result<std::shared_ptr<PastMoment const>> FigureMaker::at(feeds::Moment const& moment, std::string const& area) {
    State& s = *state_;
    if (auto const read = s.read_whole(moment); !read) return read.error();
    if (s.past && s.area == area) return s.past;
    if (area.empty()) {
        s.past = s.whole;
    } else {
        auto const found = find_area(*s.locator, area);
        if (!found) return found.error();
        s.past = std::make_shared<PastMoment const>(part_of(*s.whole, {*s.locator, **found}));
    }
    s.area = area;
    ++s.revision;
    return s.past;
}

base::Result<std::string> FigureMaker::live_hash(feeds::Moment const& moment) {
    State& s = *state_;
    if (auto const read = s.read_whole(moment); !read) return read.error();
    if (!s.hash.empty()) return s.hash;
    std::vector<std::string> feeds;
    for (FeedNote const& note : s.whole->feeds) feeds.push_back(note.id);
    return s.hash = app::live_hash(*s.whole, feeds);
}

base::Result<scene::View> FigureMaker::view(std::string const& name_or_camera, std::string const& style,
                                            std::string const& sun, Size size) const {
    Loaded const& loaded = state_->loaded;
    ViewRequest request;
    request.sun = sun;
    request.size = size;
    auto const& views = loaded.district.views;
    auto const named = [&](twin::NamedView const& v) { return v.id == name_or_camera; };
    if (std::ranges::any_of(views, named)) {
        request.names = {name_or_camera};
    } else {
        // The program's own templates ask for an overview; not every district names one.
        bool const any = name_or_camera.empty() || name_or_camera == "overview";
        request.camera = any ? "fit" : name_or_camera;
    }
    if (!style.empty()) {
        auto const read = read_style(style);
        if (!read) return read.error();
        request.style = *read;
    }
    auto made = make_views(loaded.district, loaded.scene, request);
    if (!made && request.names.empty() && request.camera.find(':') == std::string::npos) {
        std::string known;
        for (twin::NamedView const& one : views) known += (known.empty() ? "" : ", ") + one.id;
        return base::Error{"there is no view '" + name_or_camera + "'; there are: " + (known.empty() ? "none" : known),
                           base::ErrorKind::usage};
    }
    if (!made) return made.error();
    made->front().enlarged = kOnPaper;
    return made->front();
}

base::Result<renderer::DeviceInfo> FigureMaker::device() {
    if (auto const started = state_->start(); !started) return started.error();
    return state_->renderer->device();
}

base::Result<report::Figure> FigureMaker::draw(FigureSpec const& spec, Audience audience) {
    State& s = *state_;
    auto const choice = parse_live(spec.layers);
    if (!choice) return choice.error();
    auto const past = at(spec.moment, spec.area);
    if (!past) return past.error();
    double least = 0;
    if (audience == Audience::open && choice->ticket_areas)
        least = smallest_area((*past)->state, *s.locator, spec.moment.event);
    if (auto const why = refusal(audience, *choice, least))
        return base::Error{"refused: " + why->in(s.chinese ? report::Language::zh : report::Language::en)};
    if (auto const started = s.start(); !started) return started.error();
    if (auto const stood = s.stand(spec.scheme); !stood) return stood.error();

    s.watch.stage("draw");
    scene::LiveScene live;
    if (choice->any() || !spec.shapes.empty()) live = s.paint(*choice, spec);
    bool const inset = s.wants_inset(spec);
    if (inset) s.add_inset_place(spec.view, live);
    auto image = s.picture(spec.view, live, true);
    if (!image) return image.error();
    if (inset) {
        if (auto const drawn = s.draw_inset(spec, *image); !drawn) return drawn.error();
    }
    report::Figure figure;
    figure.image = std::move(*image);
    figure.caption = spec.title;
    // Paper carries its scale bar and arrow in the picture; a plan of another style gets them in its strip.
    scene::Camera const& camera = spec.view.camera;
    if (spec.view.style != scene::Style::paper) {
        if (camera.ortho_height > 0) figure.metres_per_pixel = camera.ortho_height / spec.view.height;
        auto const here = scene::project(camera, camera.target, spec.view.width, spec.view.height).pixel;
        double const step = length(camera.target - camera.eye) * 0.01;
        auto const there =
            scene::project(camera, camera.target + base::Vec3d{0, step, 0}, spec.view.width, spec.view.height).pixel;
        base::Vec2d const north = there - here;
        if (length(north) > 0) figure.north = std::atan2(north.x, -north.y) * 180 / 3.14159265358979323846;
    }
    if (choice->any()) {
        figure.furniture.push_back(times_of(spec.moment));
        figure.furniture.push_back(sources_of((*past)->feeds, kinds_of(*choice), s.loaded.district.live.feeds));
    } else {
        figure.furniture.push_back(sources_of({}, 0, {}));
    }
    return figure;
}

}  // namespace app
