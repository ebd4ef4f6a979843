// Dear ImGui behind one door: what people do goes in, panels as triangles and commands come out.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/vec.h"
#include "scene/panels.h"
#include "ui/context.h"
#include "ui/keys.h"
#include "ui/layout.h"
#include "ui/reading.h"
#include "ui/shown_text.h"

namespace ui {

/// What happened since the last frame, in pixels of the canvas.
struct Input {
    struct KeyEvent {
        Key key = Key::none;
        bool down = false;
    };
    base::Vec2d mouse{-1e9, -1e9};
    bool buttons[3] = {};  ///< left, right, middle: held now
    double wheel = 0;
    std::vector<KeyEvent> keys;
    bool ctrl = false, shift = false, alt = false;
    std::u32string text;
    double seconds = 1.0 / 60;  ///< since the last frame
};

enum class Screen : std::uint8_t { desk, wall };

struct Request {
    Screen screen = Screen::desk;
    std::uint32_t width = 1600, height = 900;  ///< of the whole canvas
    Scale scale;
    std::vector<double> seams;
    bool tell_texts = false;
};

struct Output {
    scene::Panels panels;
    Commands commands;
    base::Extent district;        ///< pixels that the picture of the district shall fill
    base::Extent other;           ///< right of the divider where Stage::split, else empty
    bool mouse_taken = false;     ///< by a panel: the district must not turn
    bool keyboard_taken = false;  ///< somebody types
    double again_in = -1;         ///< seconds until something moves by itself; below 0: only when something happens
    std::vector<std::string> small_texts;    ///< drawn below Scale::least_text, each once (the lint)
    std::vector<ShownText> texts;            ///< all, from the back to the front, where asked for
    std::vector<std::string> missing_texts;  ///< keys without a text in the language
};

class Ui {
public:
    /// Finds Noto Sans CJK SC; an error that names the package where it is missing.
    static base::Result<Ui> create();
    Ui(Ui&&) noexcept;
    Ui& operator=(Ui&&) noexcept;
    ~Ui();

    /// `make` is handed the kit and completes the context (everything else in it is the app's).
    Output draw(Request const& request, Input const& input, std::function<PanelContext(Kit&, Commands&)> const& make);

    /// In place of all that, while the district is still being read. Takes no input.
    Output draw(Request const& request, Reading const& reading);

    /// As the layer tree names it, in both languages.
    twin::Name layer_name(std::string const& id) const;

    /// Images that panels may name by id (evidence, video frames): kept until set to null.
    void set_image(std::uint32_t id, std::uint64_t version, std::shared_ptr<base::Image const> pixels);

private:
    struct Inner;
    explicit Ui(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

}  // namespace ui
