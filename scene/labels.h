// Lays labels and furniture out for one view: nothing overlaps, nothing is cut, more important names first.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "scene/overlay.h"
#include "scene/scene.h"
#include "scene/view.h"

namespace scene {

struct LiveScene;

/// Owns the font and the glyph atlas, which grows as texts need it and is the same for the same texts in the same
/// order.
class LabelLayout {
public:
    /// Finds Noto Sans CJK SC among the system's usual font folders; an error that names the package where it is
    /// missing.
    static base::Result<LabelLayout> create();
    LabelLayout(LabelLayout&&) noexcept;
    LabelLayout& operator=(LabelLayout&&) noexcept;
    ~LabelLayout();

    /// Learns where buildings stand, so that what they hide is not named. The scene's geometry may go afterwards.
    void set_scene(Scene const& scene);

    /// Labels that fit, the legend if any, and on paper the scale bar and north arrow. Coordinates are pixels of the
    /// whole picture (view.width x view.height); sizes grow with the picture beyond 1080 rows.
    /// `notice`: lines for a card in the middle, above everything.
    /// `live`: its legend and moment too, the numbers in its rings; names keep off its symbols.
    Overlay lay_out(Scene const& scene, View const& view, std::span<std::string const> notice = {},
                    LiveScene const* live = nullptr);

    /// Characters asked for so far that the font lacks; they are drawn as boxes.
    std::vector<char32_t> missing_characters() const;

private:
    struct State;
    explicit LabelLayout(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace scene
