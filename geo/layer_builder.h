// Where every reader puts its geometry: checks coordinates, drops closing points, counts what is odd, and can take back
// a feature that turns out broken half way.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/findings.h"
#include "geo/geos.h"
#include "geo/vector.h"

namespace geo {

/// Of geometry collections inside each other; deeper ones are an attack, not a district.
inline constexpr int kDeepestCollection = 32;

class LayerBuilder {
public:
    LayerBuilder(VectorLayer& layer, base::Findings& findings) : layer_(layer), findings_(findings) {}

    /// Rows begin and end; geometry comes between. `begin_row` returns the row's number.
    std::uint32_t begin_row(std::int64_t feature_id);
    /// Formats whose ids come last name the row only then.
    void rename_row(std::int64_t feature_id);
    /// What is reported next is about the layer, not about a row.
    void leave_row() { feature_ = -1; }
    /// Reports what the row's geometry was found to be: nothing, or odd.
    void end_row();
    /// Takes back the geometry of the row, silently, to read it in another way.
    void take_back();
    /// Takes back the geometry of the row and says why; the row itself stays in the table.
    void refuse_row(std::string_view code, std::string reason);
    /// The source says that the feature has no geometry (`refuse_row` has other words for broken ones).
    void null_geometry();

    void begin_polygon();
    void begin_ring();
    void end_ring();
    void end_polygon();
    void begin_line();
    void end_line();
    void point(base::Vec2d p, float z, bool has_z);

    /// The next point of the open ring or line.
    void add(base::Vec2d p) {
        points_->push_back(p);
        if (!z_->empty()) z_->push_back(0);
    }
    void add(base::Vec2d p, float z) {
        if (z_->empty()) z_->resize(points_->size(), 0);
        points_->push_back(p);
        z_->push_back(z);
    }
    /// Many points at once, as they lie in memory in WKB: x, y [, z [, m]], each of `stride` doubles, unaligned.
    void add_raw(unsigned char const* data, std::size_t count, std::size_t stride, bool has_z);

    /// A whole polygon whose rings are open and finite already.
    void add_polygon(Rings const& polygon, double z);

    /// One finding about the present row.
    void report(base::Severity severity, std::string_view code, std::string reason);
    /// One finding about the whole layer.
    void report_layer(base::Severity severity, std::string_view code, std::string reason);

    VectorLayer& layer() { return layer_; }

private:
    struct Mark {
        std::size_t polygon_points, rings, polygons, line_points, lines, points;
    };
    Mark mark() const;
    void roll_back(Mark const& to);
    /// Removes points that are not numbers from the open part; returns how many.
    std::size_t drop_not_finite(std::size_t begin);

    VectorLayer& layer_;
    base::Findings& findings_;
    Mark row_start_{};
    std::int64_t feature_ = -1;
    std::vector<base::Vec2d>* points_ = nullptr;
    std::vector<float>* z_ = nullptr;
    std::size_t part_begin_ = 0;
    std::size_t polygon_ring_begin_ = 0;
    bool outer_lost_ = false;
    bool explained_ = false;  ///< the row's lack of geometry has been reported already
    std::size_t unclosed_ = 0, not_finite_ = 0;
};

}  // namespace geo
