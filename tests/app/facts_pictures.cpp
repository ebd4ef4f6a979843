// Draws the panels of the living district with a real district's facts into a folder, to be looked at:
//   facts_pictures sample-district/district.toml out/
#include <cstdio>
#include <filesystem>
#include <functional>
#include <limits>

#include "app/facts.h"
#include "app/moment.h"
#include "tests/ui/fake.h"
#include "tests/ui/raster.h"
#include "twin/load.h"

namespace {

using Set = std::function<void(ui_tests::Fake&)>;

/// Evidence that looks like something: a street at dusk in a few flat colours.
base::Image evidence() {
    base::Image image;
    image.width = 320;
    image.height = 180;
    image.pixels.resize(std::size_t{image.width} * image.height * 4);
    for (std::uint32_t y = 0; y < image.height; ++y) {
        for (std::uint32_t x = 0; x < image.width; ++x) {
            std::uint8_t* const p = &image.pixels[(std::size_t{y} * image.width + x) * 4];
            bool const road = y > 90 && x > 160 - y / 2 && x < 160 + y;
            bool const wall = y < 110 && (x / 40) % 2 == 0;
            p[0] = p[1] = p[2] = static_cast<std::uint8_t>(road ? 90 : wall ? 70 + x / 8 : 150 - y / 2);
            p[3] = 255;
        }
    }
    return image;
}

struct Picture {
    std::string name;
    std::string panel;
    Set set;
    std::uint32_t width = 1600, height = 900;
};

std::vector<Picture> pictures() {
    auto const tab = [](int view) {
        return [view](ui_tests::Fake& f) { f.state.hotline.view = f.state.events.view = view; };
    };
    auto const nothing = [](ui_tests::Fake&) {};
    auto const open_ticket = [](ui_tests::Fake& f) {
        f.state.hotline.expanded = f.facts.hotline.tickets.empty() ? "" : f.facts.hotline.tickets[0].ticket.id;
    };
    auto const closed_ticket = [](ui_tests::Fake& f) {
        for (auto const& row : f.facts.hotline.tickets) {
            if (row.open || row.ticket.visited == base::kNoTime || !row.at) continue;
            f.state.hotline.expanded = row.ticket.id;
            break;
        }
    };
    auto const secret_ticket = [](ui_tests::Fake& f) {
        for (auto const& row : f.facts.hotline.tickets)
            if (row.ticket.secret) f.state.hotline.expanded = row.ticket.id;
    };
    auto const open_event = [](ui_tests::Fake& f) {
        for (auto const& row : f.facts.events.events) {
            f.state.events.expanded = row.id;
            if (row.sightings > 1) break;
        }
    };
    auto const tiles = [](ui_tests::Fake& f) {
        for (std::size_t i = 0; i < f.facts.events.cameras.size() && i < 5; ++i)
            f.state.video.cameras.push_back(f.facts.events.cameras[i * 7].camera.id);
    };
    auto const choosing = [tiles](ui_tests::Fake& f) { tiles(f), f.state.video.choosing = true; };
    auto const feed = [](ui_tests::Fake& f) { f.state.feed = "video"; };
    auto const past = [](ui_tests::Fake& f) {
        ui::TimeFacts& time = f.facts.time;
        time.live = false;
        time.speed = 60;
        time.event = time.now - 9LL * 3'600'000;
        time.known = time.now - 5LL * 3'600'000;
        time.range_from = time.event - 2LL * 3'600'000;
        time.range_until = time.event + 3LL * 3'600'000;
    };
    auto const empty = [](ui_tests::Fake& f) {
        ui::TimeFacts const time = f.facts.time;
        f.facts = {};
        f.facts.time.now = f.facts.time.event = time.now;
    };
    return {{"queue", "hotline", nothing},
            {"trend", "hotline", tab(1)},
            {"parts", "hotline", tab(2)},
            {"repeated", "hotline", tab(3)},
            {"ticket", "hotline", open_ticket},
            {"ticket_closed", "hotline", closed_ticket},
            {"ticket_secret", "hotline", secret_ticket},
            {"hotline_empty", "hotline", empty},
            {"events", "events", nothing},
            {"types", "events", tab(1)},
            {"event", "events", open_event},
            {"video", "video", tiles},
            {"video_choosing", "video", choosing},
            {"people", "people", nothing},
            {"feeds", "feeds", nothing},
            {"feed", "feeds", feed},
            {"past", "hotline", past},
            {"small", "events", nothing, 1280, 720}};
}

}  // namespace

int main(int count, char** words) {
    if (count < 3) return std::fprintf(stderr, "facts_pictures DISTRICT OUT [ONLY]\n"), 2;
    base::Progress progress;
    auto district = twin::load_district(words[1], {}, progress);
    if (!district) return std::fprintf(stderr, "%s\n", district.error().message.c_str()), 1;
    auto journal = feeds::Journal::open(district->live.journal, feeds::Journal::Access::read);
    if (!journal) return std::fprintf(stderr, "%s\n", journal.error().message.c_str()), 1;
    feeds::Span const span = app::span_of(district->live);
    base::UtcMs const now = journal->last_event();
    feeds::Moment const moment{now, std::numeric_limits<base::UtcMs>::max()};
    auto state = journal->state(moment, span, district->live.merge);
    auto hours =
        app::count_hours(*journal, now - 45 * app::kDayMs, now + app::kHourMs, moment.known, district->live.merge);
    auto clock = app::read_ticket_clock(district->live);
    if (!state || !hours || !clock) return std::fputs("the journal cannot be read\n", stderr), 1;
    auto const notes = app::feed_notes(district->live.feeds, journal->feeds(), *state, now, true);
    app::FactsBuilder builder(*district, *clock);
    app::FactsInput input{*state, notes, {}, moment, true, now, span, journal->first_event(), 1};
    input.history = &*hours;
    ui::Facts facts = builder.build(input);
    facts.people.in_view = builder.people_in(district->extent.grown(-district->extent.width() / 3));
    std::filesystem::create_directories(words[2]);
    auto ui = ui::Ui::create();
    if (!ui) return std::fprintf(stderr, "%s\n", ui.error().message.c_str()), 1;
    auto const shown = std::make_shared<base::Image const>(evidence());
    ui->set_image(77, 1, shown);
    for (Picture const& picture : pictures()) {
        if (count > 3 && std::string(words[3]).find(picture.name) == std::string::npos) continue;
        for (bool const english : {false, true}) {
            ui_tests::Fake fake = ui_tests::fake();
            fake.facts = facts;
            fake.settings.language = english ? ui::Language::en : ui::Language::zh;
            fake.settings.dark = !english;
            fake.settings.right_panel = picture.panel;
            fake.settings.timeline_open = true;
            fake.evidence = [&](std::string const&) { return ui::Shown{77, 320, 180, {}}; };
            fake.video = [&](std::string const& id) {
                return id.back() % 2 == 0 ? ui::Shown{77, 320, 180, {}} : ui::Shown{0, 0, 0, {}};
            };
            picture.set(fake);
            ui::Request request;
            request.width = picture.width;
            request.height = picture.height;
            request.scale = ui::Scale::for_desk(1, 1);
            ui::Output const out = fake.draw(*ui, request);
            for (std::string const& key : out.missing_texts) std::fprintf(stderr, "no text: %s\n", key.c_str());
            std::string const file = std::string(words[2]) + "/" + picture.name + (english ? "_en.png" : "_zh.png");
            if (!base::write_png(file, ui_tests::raster(out.panels))) return 1;
        }
    }
    return 0;
}
