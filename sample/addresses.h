// Numbers along named roads, as addresses have them.
#pragma once

#include <string>
#include <vector>

#include "sample/content.h"

namespace sample {

class Addresses {
public:
    explicit Addresses(std::vector<Road> const& roads);

    /// "星河路128号"; empty where no named road is within 300 m.
    std::string at(Vec2d place) const;

private:
    struct Street {
        Road const* road;
        Extent extent;
    };
    std::vector<Street> streets_;
};

}  // namespace sample
