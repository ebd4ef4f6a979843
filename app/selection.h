// What is chosen, with all that is to be said about it: one thing for the inspector, or a set with its sums and table.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/attribute_table.h"
#include "app/live_layers.h"
#include "app/measure.h"
#include "app/say.h"
#include "base/result.h"
#include "twin/district.h"
#include "ui/context.h"

namespace app {

/// For any thread; the district and the ruler must outlive it.
class Selector {
public:
    /// Without a ruler nothing is said of cameras.
    explicit Selector(twin::District const& district, Ruler const* ruler = nullptr);

    /// What an id of the picture stands for. `reported`: of the live picture that was drawn. None: sky, bare ground.
    std::optional<ui::Subject> subject_of(std::uint32_t id, std::span<Reported const> reported,
                                          ui::Facts const& facts) const;

    /// Everything of one thing. `set`, `sums`, `columns` and `rows` stay empty.
    ui::Selection describe(ui::Subject const& subject, ui::Facts const& facts, ui::Language language) const;
    /// Only what the facts change: what happened in and around it, and what belongs to it.
    void refresh(ui::Selection& selection, ui::Facts const& facts, ui::Language language) const;

    /// Buildings whose middle, and reports whose place, lies in the polygon (local metres). Confidential tickets have
    /// no place and are never in it.
    std::vector<ui::Subject> inside(std::span<base::Vec2d const> polygon, ui::Facts const& facts) const;
    /// Fills sums, columns and rows for `selection.set`. People come from `facts.people.in_selection`, which hides
    /// small counts; where that is empty nothing is said of people.
    void sum(ui::Selection& selection, ui::Facts const& facts, ui::Language language) const;

    /// The building ids of a set, for people_in and the like.
    static std::vector<std::uint32_t> buildings_of(std::span<ui::Subject const> set);

    twin::District const& district() const { return district_; }

private:
    void describe_building(std::uint32_t building, Say const& say, ui::Selection& out) const;
    void describe_ground(std::uint32_t id, Say const& say, ui::Selection& out) const;
    void describe_report(ui::Selection& out, ui::Facts const& facts, Say const& say) const;
    void around(ui::Selection& out, ui::Facts const& facts) const;
    void relate(ui::Selection& out, ui::Facts const& facts, Say const& say) const;
    void relate_whole(ui::Selection& out, Say const& say) const;
    void relate_cameras(ui::Selection& out, ui::Facts const& facts, Say const& say) const;
    std::vector<base::Vec3d> looked_at(ui::Subject const& subject) const;
    /// Metres to the thing's edge; 0 inside.
    double away(ui::Subject const& subject, base::Vec2d at) const;

    twin::District const& district_;
    Ruler const* ruler_;
    AttributeTable table_;
};

/// The table of a set as it stands on the screen: UTF-8 with a mark at the beginning, as Excel wants Chinese, quoted
/// where needed. The file appears whole or not at all.
base::Status export_csv(ui::Selection const& selection, std::filesystem::path const& file);
/// Buildings as polygons with all their attributes, reports as points, in the district's CRS.
base::Status export_geopackage(Selector const& selector, ui::Selection const& selection, ui::Facts const& facts,
                               std::filesystem::path const& file);

}  // namespace app
