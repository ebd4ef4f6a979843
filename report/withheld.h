// What a page says of blocks that may not be shown: a line each, where they would have stood, and the rest closes up.
#pragma once

#include "report/content.h"

namespace report {

/// Blocks that are withheld become notes, labelled by their titles or the headings above them: neighbours in one list,
/// across the page. A heading with nothing else below it goes, and what stood alone beside such a block takes the
/// width of both. Where a block spans several rows, each line stays in its own cell.
void close_up(PageContent& page);

}  // namespace report
