// One block being built up: everything in its own axes, nothing on top of anything else.
#pragma once

#include <optional>
#include <vector>

#include "sample/content.h"
#include "sample/footprints.h"
#include "sample/network.h"
#include "sample/plan.h"
#include "sample/random.h"

namespace sample {

class Site {
public:
    /// `setback`: metres between kerb and building line. The largest piece of the block that this leaves is the site.
    Site(Plan const& plan, Block const& block, double setback, Content& content);
    /// A part of a block, in local metres of the world; no setback.
    Site(Plan const& plan, Block const& block, Shape part, Content& content);

    bool empty() const { return region_.outer.empty(); }
    Shape const& region() const { return region_; }
    Extent extent() const { return extent_; }
    double width() const { return extent_.width(); }
    double depth() const { return extent_.height(); }
    Axes const& axes() const { return axes_; }
    Block const& block() const { return block_; }
    Plan const& plan() const { return plan_; }
    Content& content() { return content_; }
    Random& random() { return random_; }

    bool fits(std::span<Vec2d const> ring, double clearance) const;
    /// True where nothing has been placed or reserved, inside the region or not.
    bool is_free(std::span<Vec2d const> ring, double clearance) const;
    /// Adds the building where it fits and keeps `clearance` metres from all others; its shape is in the site's axes.
    bool place(Building building, double clearance);
    /// Adds what stands on something already placed.
    void stack(Building building);
    /// Nothing may be placed here any more.
    void reserve(Ring ring) { reserve_kept(std::move(ring)); }
    void reserve_path(std::span<Vec2d const> path, double width);

    void ground(Shape shape, Cover cover, Name name = {});
    void ground(Ring ring, Cover cover, Name name = {}) { ground(Shape{std::move(ring), {}}, cover, std::move(name)); }
    /// A bed or lawn in paving.
    void garden(Ring ring);
    /// The whole block, `in` metres from its kerb.
    void carpet(Cover cover, double in);
    void road(Path path, RoadClass road, double width = 0);
    void tree(Vec2d at, Tree tree, double scale);
    void landmark(Vec2d at, Name name, double rank, PlaceKind kind = PlaceKind::landmark);

    /// Shrinks the region by so many metres; what is placed already stays an obstacle.
    bool shrink(double by);

private:
    struct Taken {
        Ring ring;
        Extent extent;
    };
    void reserve_kept(Ring ring);
    void use_largest(std::vector<Shape> pieces);

    Plan const& plan_;
    Block const& block_;
    Content& content_;
    Axes axes_;
    Random random_;
    Shape region_;
    Extent extent_;
    std::vector<Taken> taken_;
};

/// Small buildings side by side along the region's edge, facing the street. Returns how many.
struct Frontage {
    double min_length = 24, max_length = 46;
    double depth = 12;
    int min_floors = 1, max_floors = 3;
    double storey = 4.2;
    Use use = Use::commercial;
    double share = 0.6;  ///< of the edge that is built
    double clearance = 3;
    int year = 2008;
};
int build_frontage(Site& site, Frontage const& wanted);

/// Height of `floors` storeys plus a parapet.
double tall(int floors, double storey, double parapet = 1.2);

}  // namespace sample
