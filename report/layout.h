// The pages of a layout as marks, and how they come about.
#pragma once

#include "report/canvas.h"
#include "report/page.h"

namespace report {

struct Layout::State {
    Paper paper;
    Edition edition;
    std::string title;
    std::vector<std::vector<Item>> pages;
    std::vector<OutlineEntry> outline;
    std::vector<Lint> lints;
    std::vector<std::filesystem::path> fonts;
    std::vector<FigurePlace> figures;
    std::shared_ptr<Typesetter const> type;  ///< what the texts were set with lives as long as they do
};

/// `blank` as in fill().
base::Result<std::unique_ptr<Layout::State>> lay_out_state(Template const& how, Data const& data,
                                                           Edition const& edition, Figure const* blank);

/// Where content may stand; the rest is header, footer and margin.
Box content_area(Press const& press, Paper const& paper, Edition const& edition);
/// Header, footer, page numbers and watermark, when it is known how many pages there are.
void dress_pages(Press const& press, Layout::State& state);

}  // namespace report
