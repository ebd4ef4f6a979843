#include "ui/ui.h"

#include <imgui.h>

#include <map>
#include <set>
#include <utility>

#include "ui/desk.h"
#include "ui/input.h"
#include "ui/palette.h"
#include "ui/theme.h"
#include "ui/toolkit.h"
#include "ui/triangles.h"

namespace ui {
namespace {

// After something happened, Dear ImGui needs as many frames until all answers to it are seen.
constexpr int kSettle = 2;

std::uint32_t as_argb(ImU32 colour) { return (colour & 0xff00ff00U) | (colour & 0xff) << 16 | (colour >> 16 & 0xff); }

}  // namespace

struct Ui::Inner {
    explicit Inner(Toolkit tools) : kit(std::move(tools)), imgui(ImGui::CreateContext()) {}
    ~Inner() { ImGui::DestroyContext(imgui); }

    /// What was laid out becomes triangles, with the images that they show.
    void finish(Request const& request, Output& output);

    Toolkit kit;
    ImGuiContext* imgui;
    std::map<std::uint32_t, scene::PanelImage> images;
    Input before;
    /// What was typed before the search's field, just opened, could take it: a hand is faster than two slow frames.
    std::u32string early_text;
    bool holds_text = false;
    std::uint32_t width = 0, height = 0;
    int settle = kSettle;
    bool resizing = false, in_district = false;
    Slides slides;
};

void Ui::Inner::finish(Request const& request, Output& output) {
    ImGui::Render();
    Triangles made = triangles_of(
        *ImGui::GetDrawData(), kit.fonts(), kit.glyphs(), [&](char32_t c) { return kit.rare(c); },
        request.scale.least_text, request.tell_texts);
    output.panels = std::move(made.panels);
    output.panels.width = request.width;
    output.panels.height = request.height;
    output.panels.background = as_argb(kit.palette().ground);
    output.small_texts = std::move(made.small_texts);
    output.texts = std::move(made.texts);
    output.missing_texts.assign(kit.missing().begin(), kit.missing().end());
    output.panels.images.push_back({0, kit.glyphs().version(), kit.glyphs().share()});
    std::set<std::uint32_t> named;
    for (auto const& draw : output.panels.draws) named.insert(draw.image);
    for (auto const& [id, image] : images) {
        if (named.count(id)) output.panels.images.push_back(image);
    }
}

Ui::Ui(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
Ui::Ui(Ui&&) noexcept = default;
Ui& Ui::operator=(Ui&&) noexcept = default;
Ui::~Ui() = default;

base::Result<Ui> Ui::create() {
    auto glyphs = Glyphs::create();
    if (!glyphs) return glyphs.error();
    auto catalogue = Catalogue::create();
    if (!catalogue) return catalogue.error();
    IMGUI_CHECKVERSION();
    auto inner = std::make_unique<Inner>(Toolkit(std::move(*catalogue), std::move(*glyphs)));
    ImGui::SetCurrentContext(inner->imgui);
    prepare_input();
    return Ui(std::move(inner));
}

twin::Name Ui::layer_name(std::string const& id) const { return ui::layer_name(inner_->kit.catalogue(), id); }

void Ui::set_image(std::uint32_t id, std::uint64_t version, std::shared_ptr<base::Image const> pixels) {
    if (pixels)
        inner_->images[id] = {id, version, std::move(pixels)};
    else
        inner_->images.erase(id);
}

Output Ui::draw(Request const& request, Input const& input, std::function<PanelContext(Kit&, Commands&)> const& make) {
    Inner& inner = *inner_;
    ImGui::SetCurrentContext(inner.imgui);
    Toolkit& kit = inner.kit;
    kit.begin(request.scale.factor, request.screen == Screen::wall, pressed_keys(input));
    Input fed = input;
    if (inner.holds_text) {
        inner.early_text += std::exchange(fed.text, {});
    } else if (!inner.early_text.empty()) {
        fed.text.insert(0, std::exchange(inner.early_text, {}));
    }
    feed_input(request, fed, kit);

    Output output;
    PanelContext context = make(kit, output.commands);
    context.state.siting.holds_keys = false;
    // White cards beside a district at night would be all that a dark room sees.
    bool const night = request.screen == Screen::wall && context.settings.style == scene::Style::night;
    kit.dress(context.settings.language, context.settings.dark || night);
    apply_theme(kit);
    ImGui::NewFrame();
    Frame frame{request, input, output, inner.resizing, inner.in_district, inner.slides};
    if (request.screen == Screen::wall)
        draw_wall(context, frame);
    else
        draw_desk(context, frame);
    inner.finish(request, output);

    SearchState& search = context.state.search;
    search.entered = search.open && (search.entered || ImGui::GetIO().WantTextInput);
    inner.holds_text = search.open && !search.entered;
    if (!search.open) inner.early_text.clear();
    output.keyboard_taken = ImGui::GetIO().WantTextInput || search.open || context.state.siting.holds_keys ||
                            (context.state.sheet.open && request.screen == Screen::desk);
    bool const resized = std::exchange(inner.width, request.width) != request.width ||
                         std::exchange(inner.height, request.height) != request.height;
    if (resized || is_busy(input, inner.before) || !inner.early_text.empty()) inner.settle = kSettle;
    inner.before = input;
    output.again_in = inner.settle > 0 || inner.slides.moving() ? 0 : kit.again_in();
    if (inner.settle > 0) --inner.settle;
    return output;
}

Output Ui::draw(Request const& request, Reading const& reading) {
    ImGui::SetCurrentContext(inner_->imgui);
    Toolkit& kit = inner_->kit;
    kit.begin(request.scale.factor, request.screen == Screen::wall, {});
    feed_input(request, {}, kit);
    kit.dress(reading.language, reading.dark);
    apply_theme(kit);
    ImGui::NewFrame();
    draw_reading(kit, reading, request.width, request.height);
    Output output;
    inner_->finish(request, output);
    return output;
}

}  // namespace ui
