// Draws a screen with made-up facts into a PNG, to be looked at:
//   ui_picture --screen desk --lang zh --size 1600x900 --panel hotline out.png
#include <cmath>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "tests/ui/fake.h"
#include "tests/ui/raster.h"
#include "ui/panels.h"

namespace {

struct Options {
    ui::Request request;
    std::string out, slot, evidence, state;
    std::vector<std::string> panels;
    bool english = false, light = false, work = false, closed = false;
    double scale = 1, mouse_x = -1e9, mouse_y = -1e9;
    bool click = false;
    double reading = -1;  ///< step and what is done of it: 3.4; below 0: not reading
};

int usage() {
    std::fputs(
        "ui_picture [--screen desk|wall] [--lang zh|en] [--light] [--size WxH] [--scale S] [--panel ID]...\n"
        "           [--slot district.png] [--evidence event.png] [--state WALL] [--mouse X,Y] [--click] [--work] "
        "[--closed] [--reading STEP] OUT.png\n"
        "panels: those of ui/panels.cpp, also search, table, log, help\n",
        stderr);
    return 2;
}

bool pair(char const* text, char between, double& a, double& b) {
    std::string const all = text;
    auto const at = all.find(between);
    if (at == std::string::npos) return false;
    a = std::stod(all.substr(0, at));
    b = std::stod(all.substr(at + 1));
    return true;
}

bool parse(int count, char** words, Options& o) {
    for (int i = 1; i < count; ++i) {
        std::string const word = words[i];
        char const* const next = i + 1 < count ? words[i + 1] : "";
        double a = 0, b = 0;
        if (word == "--light") {
            o.light = true;
        } else if (word == "--click") {
            o.click = true;
        } else if (word == "--work") {
            o.work = true;
        } else if (word == "--closed") {
            o.closed = true;
        } else if (word.rfind("--", 0) != 0) {
            o.out = word;
        } else if (++i >= count) {
            return false;
        } else if (word == "--screen") {
            o.request.screen = std::strcmp(next, "wall") == 0 ? ui::Screen::wall : ui::Screen::desk;
        } else if (word == "--lang") {
            o.english = std::strcmp(next, "en") == 0;
        } else if (word == "--panel") {
            o.panels.push_back(next);
        } else if (word == "--slot") {
            o.slot = next;
        } else if (word == "--evidence") {
            o.evidence = next;
        } else if (word == "--state") {
            o.state = next;
        } else if (word == "--reading") {
            o.reading = std::stod(next);
        } else if (word == "--scale") {
            o.scale = std::stod(next);
        } else if (word == "--size" && pair(next, 'x', a, b)) {
            o.request.width = static_cast<std::uint32_t>(a), o.request.height = static_cast<std::uint32_t>(b);
        } else if (word == "--mouse" && pair(next, ',', a, b)) {
            o.mouse_x = a, o.mouse_y = b;
        } else {
            return false;
        }
    }
    return !o.out.empty();
}

void open_panels(ui_tests::Fake& fake, Options const& o) {
    for (std::string const& id : o.panels) {
        for (ui::Panel const& panel : ui::panels()) {
            if (panel.id != id) continue;
            if (panel.home == ui::Home::left) fake.settings.left_panel = id;
            if (panel.home == ui::Home::right) fake.settings.right_panel = id;
        }
        fake.state.search.open |= id == "search";
        fake.state.table |= id == "table";
        fake.state.log |= id == "log";
        fake.state.help |= id == "help";
    }
}

}  // namespace

int main(int count, char** words) {
    Options o;
    if (!parse(count, words, o)) return usage();
    auto ui = ui::Ui::create();
    if (!ui) return std::fprintf(stderr, "ui_picture: %s\n", ui.error().message.c_str()), 1;
    ui_tests::Fake fake = ui_tests::fake();
    fake.settings.language = o.english ? ui::Language::en : ui::Language::zh;
    fake.settings.dark = !o.light;
    fake.settings.left_open = fake.settings.right_open = fake.settings.timeline_open = !o.closed;
    if (o.work) fake.work = {{"正在读取建筑", 0.42F, true}, {"建立搜索索引", -1, false}};
    open_panels(fake, o);
    if (o.request.screen == ui::Screen::wall) ui_tests::fake_wall(fake, o.state);
    if (!o.evidence.empty()) {
        auto read = base::read_png(o.evidence);
        if (!read) return std::fprintf(stderr, "ui_picture: %s\n", read.error().message.c_str()), 1;
        ui->set_image(ui_tests::kEvidenceImage, 1, std::make_shared<base::Image const>(std::move(*read)));
    }
    o.request.scale = o.request.screen == ui::Screen::wall
                          ? ui::Scale::for_wall(o.request.width, o.request.height, 0, 0)
                          : ui::Scale::for_desk(o.scale, 1);
    ui::Input input;
    input.mouse = {o.mouse_x, o.mouse_y};
    ui::Output out = fake.draw(*ui, o.request, input);
    if (o.click) {
        input.buttons[0] = true;
        fake.draw(*ui, o.request, input);
        input.buttons[0] = false;
        out = fake.draw(*ui, o.request, input);
    }
    if (o.reading >= 0) {
        double const step = std::floor(o.reading);
        out = ui->draw(o.request, ui::Reading{.district = "data/tianhe/district.toml",
                                              .step = static_cast<std::size_t>(step),
                                              .done = o.reading - step,
                                              .ms = 7400,
                                              .language = fake.settings.language,
                                              .dark = fake.settings.dark});
    }
    for (std::string const& key : out.missing_texts) std::fprintf(stderr, "no text: %s\n", key.c_str());
    std::map<std::uint32_t, base::Image const*> slots;
    base::Image slot;
    if (!o.slot.empty()) {
        auto read = base::read_png(o.slot);
        if (!read) return std::fprintf(stderr, "ui_picture: %s\n", read.error().message.c_str()), 1;
        slot = std::move(*read);
        slots[scene::slot_image(scene::Slot::main)] = &slot;
        slots[scene::slot_image(scene::Slot::map)] = &slot;
    }
    auto const done = base::write_png(o.out, ui_tests::raster(out.panels, slots));
    if (!done) return std::fprintf(stderr, "ui_picture: %s\n", done.error().message.c_str()), 1;
    return 0;
}
