#include "app/serve_pictures.h"

#include <atomic>
#include <mutex>
#include <optional>
#include <sstream>
#include <vector>

#include "app/intake.h"
#include "app/live_painter.h"
#include "app/moment.h"
#include "app/viewpoints.h"
#include "base/image.h"

namespace app {
namespace {

constexpr int kMostPictures = 4;
constexpr std::uint32_t kLargestPicture = 4096;  ///< of a picture asked for over HTTP
constexpr char const* kBusy = "too many pictures are waiting to be drawn; try again shortly";

std::vector<std::string> split(std::string const& words) {
    std::vector<std::string> out;
    std::istringstream stream(words);
    for (std::string word; std::getline(stream, word, ',');) {
        if (!word.empty()) out.push_back(word);
    }
    return out;
}

}  // namespace

struct Pictures::State {
    ServeCommand const& command;
    Loaded& loaded;
    renderer::Renderer renderer;
    scene::LabelLayout labels;
    LivePainter live;
    std::mutex drawing = {};
    std::atomic<int> waiting = 0;
    std::atomic<std::uint64_t> drawn = 0;
    std::uint64_t asked = 0;

    base::Result<scene::View> view_of(PictureRequest const& request) const;
    base::Result<scene::LiveScene> live_of(PictureRequest const& request, scene::View const& view,
                                           feeds::Ingest const& ingest);
    base::Result<std::string> draw(PictureRequest const& request, feeds::Ingest const& ingest);
};

base::Result<scene::View> Pictures::State::view_of(PictureRequest const& request) const {
    ViewRequest wanted;
    if (!request.view.empty()) wanted.names = {request.view};
    wanted.camera = request.camera;
    wanted.samples = command.samples;
    if (!request.style.empty()) {
        auto const style = read_style(request.style);
        if (!style) return style.error();
        wanted.style = *style;
    }
    wanted.size = {1280, 720};
    if (!request.size.empty()) {
        auto const size = read_size(request.size);
        if (!size || std::max(size->width, size->height) > kLargestPicture ||
            std::min(size->width, size->height) < 64) {
            return base::Error{"size is written 1280x720, each side from 64 to " + std::to_string(kLargestPicture),
                               base::ErrorKind::usage};
        }
        wanted.size = *size;
    }
    auto views = make_views(loaded.district, loaded.scene, wanted);
    if (!views) return views.error();
    return views->front();
}

base::Result<scene::LiveScene> Pictures::State::live_of(PictureRequest const& request, scene::View const& view,
                                                        feeds::Ingest const& ingest) {
    LiveOptions options = request.live;
    options.layers = split(request.layers);
    auto choice = choose_live(loaded.district, view.name, options);
    if (!choice) return choice.error();
    if (request.live.asked()) {
        auto const past = read_moment(loaded.district, options, command.chinese);
        if (!past) return past.error();
        // The past is read anew each time: late reports may have changed it.
        constexpr std::uint64_t kPast = std::uint64_t{1} << 63;
        return live.paint({past->state, past->feeds, past->time, false}, kPast + ++asked, *choice, loaded.scene, view);
    }
    // Pictures of now show what happens now, whatever the view says of itself.
    if (!choice->any()) choice->tickets = choice->events = true;
    auto const snapshot = ingest.snapshot();
    auto const notes = feed_notes(ingest.health(), *snapshot.state, command.chinese);
    base::UtcMs const now = now_ms();
    return live.paint({*snapshot.state, notes, {now, now}, true}, snapshot.revision, *choice, loaded.scene, view);
}

base::Result<std::string> Pictures::State::draw(PictureRequest const& request, feeds::Ingest const& ingest) {
    std::lock_guard const lock(drawing);
    auto const view = view_of(request);
    if (!view) return view.error();
    auto const front = live_of(request, *view, ingest);
    if (!front) return front.error();
    auto const overlay = labels.lay_out(loaded.scene, *view, {}, &*front);
    if (auto const set = renderer.set_live(*front); !set) return set.error();
    // Strips of RGB: a third less to encode than what `capture` gives.
    base::Image image{view->width, view->height, 3, {}};
    base::Progress progress;
    auto const drawn_now = renderer.draw(
        *view, overlay, false,
        [&image](renderer::Renderer::Strip const& strip) -> base::Status {
            image.pixels.insert(image.pixels.end(), strip.rgb.begin(), strip.rgb.end());
            return base::done;
        },
        progress);
    if (!drawn_now) return drawn_now.error();
    ++drawn;
    return base::encode_png(image);
}

Pictures::Pictures(std::unique_ptr<State> state) : state_(std::move(state)) {}
Pictures::~Pictures() = default;

base::Result<std::unique_ptr<Pictures>> Pictures::create(ServeCommand const& command, Loaded& loaded,
                                                         Stopwatch& watch) {
    auto clock = read_ticket_clock(loaded.district.live);
    if (!clock) return clock.error();
    auto renderer_coming = start_renderer(command.device, nullptr);
    auto labels_coming = start_labels();
    watch.stage("device");
    auto renderer = renderer_coming.get();
    auto labels = labels_coming.get();
    if (!renderer) return renderer.error();
    if (!labels) return labels.error();
    watch.stage("upload");
    if (auto const set = renderer->set_scene(loaded.scene, watch); !set) return set.error();
    labels->set_scene(loaded.scene);
    LivePainter live(loaded.district, std::move(*clock), command.chinese);
    let_geometry_go(loaded.scene);
    return std::unique_ptr<Pictures>(new Pictures(
        std::unique_ptr<State>(new State{command, loaded, std::move(*renderer), std::move(*labels), std::move(live)})));
}

base::Result<std::string> Pictures::draw(PictureRequest const& request, feeds::Ingest const& ingest) {
    struct Place {
        std::atomic<int>& waiting;
        int const before = waiting.fetch_add(1);
        ~Place() { waiting.fetch_sub(1); }
    };
    Place const place{state_->waiting};
    if (place.before >= kMostPictures) return base::Error{kBusy};
    return state_->draw(request, ingest);
}

bool Pictures::busy(base::Error const& error) { return error.message == kBusy; }

std::uint64_t Pictures::drawn() const { return state_->drawn; }

}  // namespace app
