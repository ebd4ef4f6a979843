// What view_loss.cpp is made of: rays around an eye, and where walls cross them.
#pragma once

#include <functional>
#include <vector>

#include "analysis/view_loss.h"

namespace analysis {

inline constexpr double kBrow = 0.3;  ///< metres of terrain that hide nothing

class ViewRays {
public:
    static constexpr int kRays = 720;
    static constexpr double kStep = 2;  ///< metres of ground along a ray

    ViewRays(base::Vec3d eye, double reach);

    /// `before`, `after`: whether it stands then.
    void add(Prism const& prism, bool before, bool after);
    /// Fills ground, sky and hidden places of `out`. Ground that is built upon, before or after, is none.
    void walk(std::function<double(base::Vec2d)> const& ground, ViewLoss& out) const;

private:
    /// A ray inside a wall's outline, from `near` to `far` metres away.
    struct Crossing {
        double near, far;
        double rise;  ///< metres of its top above the eye
        bool before, after;
    };
    /// Metres along one ray.
    struct Run {
        int ray;
        double from, to;
    };
    base::Vec2d direction(double ray) const;
    void cross(Ring const& ring, std::vector<std::pair<int, double>>& cuts) const;
    static void add_run(int ray, double away, std::vector<Run>& lost);
    void walk_ray(int ray, std::function<double(base::Vec2d)> const& ground, ViewLoss& out,
                  std::vector<Run>& lost) const;
    std::vector<Plot> plots_of(std::vector<Run> const& lost) const;

    base::Vec3d eye_;
    double reach_;
    std::vector<std::vector<Crossing>> crossings_;  ///< per ray
};

}  // namespace analysis
