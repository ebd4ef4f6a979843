// Related things as the inspector lists them.
#pragma once

#include <span>

#include "analysis/related.h"
#include "app/selection.h"

namespace app {

struct RelatedWords {
    ui::Facts const& facts;
    Selector const& selector;
    ui::Language language = ui::Language::zh;
};

/// Of a ticket these take the place of all there was; of an event they come first. What the facts do not know is left
/// out: it may be confidential by now.
void show_related(std::span<analysis::Related const> related, RelatedWords const& words, ui::Selection& selection);

}  // namespace app
