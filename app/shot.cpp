#include <algorithm>
#include <cmath>
#include <cstdio>
#include <future>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "app/commands.h"
#include "app/features.h"
#include "app/interrupt.h"
#include "app/live_painter.h"
#include "app/load.h"
#include "app/moment.h"
#include "app/output.h"
#include "app/picture.h"
#include "app/section.h"
#include "app/viewpoints.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

/// Everything `shot` is busy with at once; each part appears when it is ready.
struct Work {
    ShotCommand const& command;
    Stopwatch& watch;
    Interrupt& interrupt;
    std::optional<renderer::Renderer> renderer = {};
    std::optional<scene::LabelLayout> labels = {};
    std::optional<FeatureIndex> features = {};    ///< only for --json
    std::optional<twin::District> district = {};  ///< kept as long as live layers look things up in it
    std::optional<PastMoment> moment = {};        ///< only where a view shows live layers
    std::optional<LivePainter> live = {};
    std::vector<LiveChoice> choices = {};  ///< by view
    scene::Scene scene = {};
    std::vector<scene::View> views = {};
    std::vector<PictureFiles> files = {};
    Json results = {};
};

ViewRequest request_of(ShotCommand const& command) {
    return {command.views, command.camera, command.style, command.sun, command.size, command.samples, command.labels};
}

Json describe(base::Findings const& findings) {
    Json counts;
    for (auto const severity :
         {base::Severity::note, base::Severity::repaired, base::Severity::skipped, base::Severity::warning}) {
        counts[std::string(base::name(severity))] = findings.count(severity);
    }
    return counts;
}

Json describe(Feature const& feature, std::uint32_t id, std::uint64_t pixels) {
    Json out{
        {"id", id}, {"pixels", pixels}, {"kind", feature.kind}, {"source", feature.source}, {"layer", feature.layer}};
    if (feature.feature >= 0) out["feature"] = feature.feature;
    if (!feature.name.empty()) out["name"] = feature.name;
    return out;
}

/// The moment of the picture and how the feeds stood then.
Json describe(PastMoment const& moment) {
    Json out{{"at", base::format_time(moment.time.event)}, {"feeds", Json::array()}};
    if (moment.time.known < std::numeric_limits<base::UtcMs>::max())
        out["known_at"] = base::format_time(moment.time.known);
    for (FeedNote const& feed : moment.feeds) {
        Json one{{"id", feed.id}, {"stale", feed.stale}};
        one["last"] = feed.last == base::kNoTime ? Json(nullptr) : Json(base::format_time(feed.last));
        out["feeds"].push_back(std::move(one));
    }
    return out;
}

/// Two results under one name would leave only the later one.
base::Status all_different(std::vector<PictureFiles> const& files, std::string const& stats) {
    std::set<std::string> taken;
    if (!stats.empty()) taken.insert(stats);
    for (PictureFiles const& file : files) {
        for (std::string const& name : {file.image, file.ids}) {
            bool const device = name.starts_with("/dev/");
            if (!name.empty() && !device && !taken.insert(name).second) {
                return base::Error{name + ": two results would be written to this one file", base::ErrorKind::usage};
            }
        }
    }
    return base::done;
}

/// Reads the journal where a view shows what happens.
base::Status prepare_live(Work& work) {
    twin::District const& district = *work.district;
    bool any = false;
    for (scene::View const& view : work.views) {
        auto const choice = choose_live(district, view.name, work.command.live);
        if (!choice) return choice.error();
        work.choices.push_back(*choice);
        any = any || choice->any();
    }
    if (!any) return base::done;
    auto clock = read_ticket_clock(district.live);
    if (!clock) return clock.error();
    work.watch.stage("journal");
    auto moment = read_moment(district, work.command.live, work.command.chinese);
    // A view's own layers are left out where nothing has been taken in yet; what was asked for is an error.
    if (!moment && work.command.live.asked()) return moment.error();
    if (!moment) {
        std::fprintf(stderr, "borough: %s\n", moment.error().message.c_str());
        work.choices.assign(work.views.size(), LiveChoice{});
        return base::done;
    }
    for (std::string const& damage : moment->damage) std::fprintf(stderr, "borough: %s\n", damage.c_str());
    work.moment.emplace(std::move(*moment));
    work.results["live"] = describe(*work.moment);
    work.live.emplace(district, std::move(*clock), work.command.chinese);
    return base::done;
}

/// Reads the source, and decides what will be drawn and where it goes, before anything is drawn.
base::Status prepare(Work& work) {
    auto loaded = load(work.command.source, work.command.chinese, work.watch);
    if (!loaded) return loaded.error();
    if (loaded->scene.extent.empty()) return base::Error{work.command.source.path + ": there is nothing in it to draw"};
    auto views = make_views(loaded->district, loaded->scene, request_of(work.command));
    if (!views) return views.error();
    if (work.command.section) {
        auto const line = section_line(*work.command.section, loaded->district);
        if (!line) return line.error();
        bool const chosen = !work.command.camera.empty() || !work.command.views.empty();
        if (chosen)
            cut_views(*views, *line, loaded->district, loaded->scene);
        else
            look_square_on(views->front(), *line, loaded->district, loaded->scene);
        work.results["section"] = section_json(*views->front().section, loaded->district);
    }
    auto files = name_files(*views, work.command.out, work.command.ids);
    if (!files) return files.error();
    std::string const& stats = work.command.results.stats;
    if (auto ok = all_different(*files, stats); !ok) return ok.error();
    if (!stats.empty()) {
        // Better refused now than after the drawing.
        if (auto ok = can_write(stats); !ok) return ok.error();
    }
    for (PictureFiles const& file : *files) {
        for (std::string const& name : {file.image, file.ids}) {
            if (!name.empty()) work.interrupt.half_written(name + ".partial");
        }
    }
    work.views = std::move(*views);
    work.files = std::move(*files);
    work.results["buildings"] = loaded->district.buildings.size();
    work.results["findings"] = describe(loaded->district.findings);
    if (work.command.results.json) work.features.emplace(loaded->district);
    work.scene = std::move(loaded->scene);
    work.district.emplace(std::move(loaded->district));
    if (auto ok = prepare_live(work); !ok) return ok.error();
    if (!work.live) work.district.reset();
    return base::done;
}

bool needs_text(Work const& work) {
    return work.command.labels || work.live || work.command.section || !work.scene.legend.entries.empty() ||
           std::any_of(work.views.begin(), work.views.end(),
                       [](scene::View const& v) { return v.style == scene::Style::paper; });
}

/// A view's live layers and everything flat over it.
struct Front {
    scene::LiveScene live;
    scene::Overlay overlay;
};

Front lay_out(Work& work, std::size_t index) {
    scene::View const& view = work.views[index];
    Front front;
    bool const live = work.live && work.choices[index].any();
    if (live) {
        LiveMoment const moment{work.moment->state, work.moment->feeds, work.moment->time, false};
        front.live = work.live->paint(moment, 0, work.choices[index], work.scene, view);
    }
    if (work.labels) front.overlay = work.labels->lay_out(work.scene, view, {}, live ? &front.live : nullptr);
    return front;
}

/// What a pin, a column or a ring stands for.
Feature reported(Work const& work, std::uint32_t id) {
    Feature out{.kind = "report"};
    if (scene::is_ring(id)) {
        out.kind = "reports";
    } else if (work.live && scene::id_index(id) < work.live->reported().size()) {
        Reported const& report = work.live->reported()[scene::id_index(id)];
        out.kind = report.kind;
        out.name = report.id;
    }
    return out;
}

base::Status draw(Work& work, std::size_t index, Front const& front, double begun) {
    scene::View const& view = work.views[index];
    std::optional<IdCounts> counts;
    if (work.features) counts.emplace();
    work.watch.stage("draw");
    if (auto const set = work.renderer->set_live(front.live); !set) return set.error();
    auto const drawn =
        draw_to_files(*work.renderer, view, front.overlay, work.files[index], counts ? &*counts : nullptr, work.watch);
    if (!drawn) return drawn.error();

    Json result{{"view", view.name}, {"file", work.files[index].image}, {"width", view.width}, {"height", view.height}};
    if (!work.files[index].ids.empty()) result["ids"] = work.files[index].ids;
    result["ms"] = work.watch.total_ms() - begun;
    if (counts) {
        result["visible"] = Json::array();
        for (auto const& [id, pixels] : counts->sorted()) {
            Feature feature = work.features->find(id);
            if (scene::id_kind(id) == scene::IdKind::report) feature = reported(work, id);
            result["visible"].push_back(describe(feature, id, pixels));
        }
    }
    work.results["views"].push_back(std::move(result));
    return base::done;
}

void describe_device(Work& work) {
    auto const& device = work.renderer->device();
    auto const counts = work.renderer->counts();
    if (work.live) work.results["live"]["unplaced"] = work.live->unplaced();
    work.results["gpu"] = {{"device", device.name},
                           {"driver", device.driver},
                           {"refused", device.refused},
                           {"bytes", counts.gpu_bytes},
                           {"building_bytes", counts.building_bytes},
                           {"draws", counts.draws},
                           {"validation_messages", counts.validation_messages}};
    for (renderer::PassTime const& time : counts.passes)
        work.results["gpu"]["passes_ms"][time.pass] = std::round(time.ms * 100) / 100;
}

void say_missing_characters(Work const& work) {
    if (!work.labels) return;
    auto const missing = work.labels->missing_characters();
    if (missing.empty()) return;
    std::string list;
    for (char32_t const c : missing) {
        char code[16];
        std::snprintf(code, sizeof code, " U+%04X", static_cast<unsigned>(c));
        if (list.size() < 80) list += code;
    }
    std::fprintf(stderr, "borough: %zu characters are not in the font and stand as boxes:%s\n", missing.size(),
                 list.c_str());
}

/// The first view's names are laid out while the scene goes to the device.
base::Status draw_all(Work& work) {
    work.watch.stage("upload");
    auto first = std::async(std::launch::async, [&work] {
        if (work.labels && work.command.labels) work.labels->set_scene(work.scene);
        return lay_out(work, 0);
    });
    auto const set = work.renderer->set_scene(work.scene, work.watch);
    Front front = first.get();
    if (!set) return set.error();
    let_geometry_go(work.scene);
    for (std::size_t i = 0; i < work.views.size(); ++i) {
        double const begun = work.watch.total_ms();
        work.watch.stage("labels");
        if (i > 0) front = lay_out(work, i);
        if (auto const drawn = draw(work, i, front, begun); !drawn) return drawn.error();
    }
    return base::done;
}

base::Status take(Work& work) {
    auto renderer_coming = start_renderer(work.command.device, nullptr);
    auto labels_coming = start_labels();
    if (auto const prepared = prepare(work); !prepared) return prepared.error();

    work.watch.stage("device");
    auto renderer = renderer_coming.get();
    if (!renderer) return renderer.error();
    work.renderer = std::move(*renderer);
    auto labels = labels_coming.get();
    if (!labels && needs_text(work)) return labels.error();
    if (labels && needs_text(work)) work.labels = std::move(*labels);

    if (auto const drawn = draw_all(work); !drawn) return drawn.error();
    describe_device(work);
    say_missing_characters(work);
    work.watch.stage("end");
    if (auto const bad = work.renderer->counts().validation_messages; work.command.device.validation && bad > 0) {
        return base::Error{"the validation layer had " + std::to_string(bad) + " messages"};
    }
    return base::done;
}

}  // namespace

ExitStatus run(ShotCommand const& command) {
    if (!command.screen.empty()) return run_screen(command);
    Interrupt interrupt;
    Stopwatch watch;
    Work work{command, watch, interrupt};
    work.results["command"] = "shot";
    work.results["source"] = command.source.path;
    auto const taken = take(work);
    watch.clear_line();
    if (!taken) return report(taken.error());
    auto const written = write_results(work.results.dump(), watch, command.results);
    return written ? ExitStatus::done : report(written.error());
}

}  // namespace app
