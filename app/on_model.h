// The picture of a camera, laid on what that camera sees.
#pragma once

#include <string>
#include <vector>

#include "scene/live.h"
#include "ui/facts.h"

namespace app {

/// What `camera` shows just now; empty: nothing is to be laid anywhere. A camera has no past: on the time line's
/// (`live` is false) its picture would be taken for what was seen then, and one that is offline shows nothing now.
std::vector<scene::Projected> on_the_model(std::string const& camera, scene::PanelImage const& picture,
                                           ui::EventFacts const& facts, bool live);

}  // namespace app
