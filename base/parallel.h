// One way to use both cores. Results never depend on the number of workers: each index writes its own place.
#pragma once

#include <cstddef>
#include <functional>

namespace base {

/// Calls `body(begin, end)` for consecutive pieces of [0, count), each `grain` long but for the last, on all cores the
/// process may use. Pieces are cut the same way whatever the number of cores.
void parallel_for(std::size_t count, std::size_t grain, std::function<void(std::size_t, std::size_t)> const& body);

}  // namespace base
