// What the data says of every candidate, one column a measure; and a sentence of how each was got. For
// analysis/site_study.cpp alone.
#pragma once

#include <limits>
#include <span>
#include <vector>

#include "analysis/site_study.h"
#include "base/parallel.h"

namespace analysis {

inline constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();  ///< of a site, in a column

class SiteMeasurer {
public:
    /// All must outlive it; `own` is the layer that candidates are of, or null.
    SiteMeasurer(std::span<Site const> sites, SiteLayer const* own, SiteData const& data)
        : sites_(sites), own_(own), data_(data) {}

    base::Result<MeasuredColumn> operator()(MeasureSpec const& spec) const;

private:
    static constexpr std::size_t kGrain = 8;  ///< sites a task

    template <class Value>
    std::vector<double> each(Value const& value) const {
        std::vector<double> out(sites_.size());
        base::parallel_for(sites_.size(), kGrain, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) out[i] = value(sites_[i]);
        });
        return out;
    }
    std::vector<base::Vec2d> middles() const;
    MeasuredColumn share(SiteLayer const& layer) const;
    MeasuredColumn distance(SiteLayer const& layer) const;
    base::Result<MeasuredColumn> minutes(SiteLayer const& layer, TravelBy by) const;
    base::Result<MeasuredColumn> people(double minutes, TravelBy by) const;
    MeasuredColumn tickets(MeasureSpec const& spec) const;
    MeasuredColumn events(MeasureSpec const& spec) const;
    MeasuredColumn count(SiteLayer const& layer, double radius) const;
    MeasuredColumn built() const;
    MeasuredColumn sun() const;
    base::Result<MeasuredColumn> attribute(std::string const& name) const;

    std::span<Site const> sites_;
    SiteLayer const* own_;
    SiteData const& data_;
};

}  // namespace analysis
