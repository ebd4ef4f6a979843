// A camera made ready for projecting many points of one picture.
#pragma once

#include "scene/camera.h"

namespace scene {

class Projector {
public:
    Projector(Camera const& camera, double width, double height);

    /// As `project` does.
    Projection operator()(base::Vec3d local) const {
        base::Vec3d const p = local - eye_;
        Projection out;
        out.depth = dot(forward_, p);
        out.pixels_per_metre = flat_ ? scale_ : scale_ / out.depth;
        out.pixel = {centre_.x + dot(right_, p) * out.pixels_per_metre, centre_.y - dot(up_, p) * out.pixels_per_metre};
        return out;
    }

    /// Metres along the view.
    double depth(base::Vec3d local) const { return dot(forward_, local - eye_); }

private:
    base::Vec3d eye_, right_, up_, forward_;
    base::Vec2d centre_;
    double scale_ = 1;  ///< pixels a metre, at depth 1 where there is perspective
    bool flat_ = false;
};

}  // namespace scene
