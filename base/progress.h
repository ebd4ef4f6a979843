// How long work reports where it is. The caller owns the clock: work only names its stages.
#pragma once

#include <string_view>

namespace base {

class Progress {
public:
    virtual ~Progress() = default;

    /// A new stage begins and the last one ends. Names are stable, they become rows of `--stats`:
    /// start, open, read, place, repair, terrain, seat, models, triangulate, scene, upload, draw, readback, encode.
    virtual void stage(std::string_view /*name*/) {}

    /// How much of the current stage is done, 0 to 1.
    virtual void advance(double /*fraction*/) {}

    /// True once the user has asked to stop; long loops ask now and then and return an error.
    virtual bool cancelled() const { return false; }
};

}  // namespace base
