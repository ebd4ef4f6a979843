// `borough shot --screen`: a whole screen with its panels as a picture, by the same code that a window runs.
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/intake.h"
#include "app/load.h"
#include "app/moment.h"
#include "app/output.h"
#include "app/studio.h"

namespace app {
namespace {

ViewCommand as_view(ShotCommand const& shot) {
    ViewCommand view;
    view.source = shot.source;
    view.live = shot.live;
    view.device = shot.device;
    view.view = shot.views.empty() ? std::string{} : shot.views.front();
    view.camera = shot.camera;
    view.style = shot.style;
    view.sun = shot.sun;
    view.size = shot.size;
    view.samples = shot.samples;
    view.labels = shot.labels;
    view.section = shot.section;
    view.chinese = shot.chinese;
    view.wall = shot.screen == "wall";
    view.view_distance = shot.view_distance;
    view.pitch = shot.pitch;
    return view;
}

/// The journal's newest moment where none is asked for: a picture does not take feeds in.
base::Status choose_moment(ViewCommand& view, twin::District const& district) {
    if (district.live.feeds.empty() || !view.live.at.empty() || !view.live.known_at.empty()) return base::done;
    auto const last = newest_event(district);
    if (last) view.live.at = base::format_time(*last);
    if (!last) std::fprintf(stderr, "borough: %s\n", last.error().message.c_str());
    return base::done;
}

/// What is worth telling of a screen that was drawn.
struct Drawn {
    std::vector<std::string> small_texts;
    nlohmann::ordered_json gpu;
};

base::Result<Drawn> draw(ShotCommand const& shot, Stopwatch& watch) {
    if (shot.views.size() > 1) return base::Error{"--screen draws one view", base::ErrorKind::usage};
    ViewCommand command = as_view(shot);
    auto renderer_coming = start_renderer(shot.device, nullptr);
    auto labels_coming = start_labels();
    SourceOptions source = shot.source;
    source.all_attributes = true;
    auto loaded = load(source, shot.chinese, watch);
    if (!loaded) return loaded.error();
    if (loaded->scene.extent.empty()) return base::Error{shot.source.path + ": there is nothing in it to draw"};
    if (auto const chosen = choose_moment(command, loaded->district); !chosen) return chosen.error();
    auto renderer = renderer_coming.get();
    if (!renderer) return renderer.error();
    auto labels = labels_coming.get();
    if (!labels) return labels.error();
    auto ui = ui::Ui::create();
    if (!ui) return ui.error();
    watch.stage("upload");
    Studio::Parts parts{
        command, std::move(*loaded), *renderer, std::optional(std::move(*labels)), std::move(*ui), [] {}, false};
    auto studio = Studio::open(std::move(parts), watch);
    if (!studio) return studio.error();
    watch.stage("screen");
    std::string const sheet = shot.panel.empty() ? "sheet" : "sheet/" + shot.panel;
    std::string const& panel = shot.screen == "sheet" ? sheet : shot.panel;
    if (auto const prepared = (*studio)->prepare(panel, shot.choose); !prepared) return prepared.error();
    base::UtcMs now = now_ms();
    if (auto const at = base::parse_time(command.live.at)) now = *at;
    auto const image = (*studio)->picture({shot.size.width, shot.size.height, 1, now});
    if (!image) return image.error();
    watch.stage("encode");
    if (auto const written = base::write_png(shot.out, *image); !written) return written.error();
    auto const bad = renderer->counts().validation_messages;
    if (shot.device.validation && bad > 0)
        return base::Error{"the validation layer had " + std::to_string(bad) + " messages"};
    auto const& device = renderer->device();
    return Drawn{(*studio)->small_texts(),
                 {{"device", device.name}, {"driver", device.driver}, {"validation_messages", bad}}};
}

}  // namespace

ExitStatus run_screen(ShotCommand const& shot) {
    Stopwatch watch;
    auto const drawn = draw(shot, watch);
    watch.clear_line();
    if (!drawn) return report(drawn.error());
    nlohmann::ordered_json results{{"command", "shot"},
                                   {"source", shot.source.path},
                                   {"screen", shot.screen},
                                   {"file", shot.out},
                                   {"gpu", drawn->gpu}};
    if (shot.view_distance > 0) results["small_texts"] = drawn->small_texts;
    for (std::string const& text : drawn->small_texts)
        std::fprintf(stderr, "borough: too small to be read: %s\n", text.c_str());
    auto const written = write_results(results.dump(), watch, shot.results);
    return written ? ExitStatus::done : report(written.error());
}

}  // namespace app
