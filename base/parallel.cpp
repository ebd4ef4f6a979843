#include "base/parallel.h"

#include <tbb/parallel_for.h>

namespace base {

void parallel_for(std::size_t count, std::size_t grain, std::function<void(std::size_t, std::size_t)> const& body) {
    std::size_t const pieces = (count + grain - 1) / grain;
    auto const piece = [&](std::size_t i) { body(i * grain, std::min(count, (i + 1) * grain)); };
    if (pieces == 1) return piece(0);
    tbb::parallel_for(std::size_t{0}, pieces, piece);
}

}  // namespace base
