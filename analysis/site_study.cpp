#include "analysis/site_study.h"

#include <algorithm>
#include <array>

#include "analysis/site_measurer.h"
#include "analysis/site_measures.h"

namespace analysis {
namespace {

constexpr std::array<std::string_view, 13> kWords{"area",    "width",  "slope",    "share",  "distance",
                                                  "minutes", "people", "tickets",  "events", "count",
                                                  "built",   "sun",    "attribute"};

Site site_of(std::string id, Plot plot, std::uint32_t row) {
    Site out;
    out.id = std::move(id);
    out.area = area_of(plot);
    out.middle = middle_of(plot);
    out.plot = std::move(plot);
    out.row = row;
    return out;
}

base::Result<std::vector<Site>> sites_of(Study const& study, SiteLayer const* own, std::span<Plot const> drawn) {
    std::vector<Site> out;
    if (own) {
        geo::Column const* id = nullptr;
        for (geo::Column const& column : own->columns)
            if (column.name == study.site_id) id = &column;
        if (!id && !study.site_id.empty())
            return base::Error{"layer '" + own->id + "' has no column '" + study.site_id + "' to name sites by"};
        for (std::uint32_t i = 0; i < own->areas.size(); ++i) {
            std::uint32_t const row = own->areas.row[i];
            out.push_back(site_of(id ? id->text(row) : std::to_string(i + 1), plot_of(own->areas, i), row));
        }
    } else {
        std::size_t n = 0;
        for (Plot& plot : cells(study.extent, study.cell))
            out.push_back(site_of("C" + std::to_string(++n), std::move(plot), 0xffffffff));
    }
    std::size_t n = 0;
    for (Plot const& plot : drawn) out.push_back(site_of("D" + std::to_string(++n), plot, 0xffffffff));
    return out;
}

MeasuredColumn const* column_of(MeasuredStudy const& study, MeasureSpec const& spec) {
    for (std::size_t i = 0; i < study.criterion_specs.size(); ++i)
        if (study.criterion_specs[i] == spec) return &study.criteria[i];
    for (std::size_t i = 0; i < study.constraint_specs.size(); ++i)
        if (study.constraint_specs[i] == spec) return &study.constraints[i];
    return nullptr;
}

std::vector<double> weights_of(Study const& study) {
    std::vector<double> out;
    for (StudyCriterion const& criterion : study.criteria) out.push_back(criterion.weight);
    return out;
}

Constraints constraints_of(Study const& study, MeasuredStudy const& measured) {
    Constraints out;
    for (std::size_t i = 0; i < study.constraints.size(); ++i) {
        StudyConstraint const& c = study.constraints[i];
        if (!c.on) continue;
        std::string const id = std::to_string(i);
        if (!c.allowed.empty()) {
            out.permitted.push_back({id, c.name, c.allowed, measured.constraints[i].words});
        } else {
            out.bounds.push_back(
                {id, c.name, unit_of(c.measure.what).en, c.least, c.most, measured.constraints[i].values});
        }
    }
    return out;
}

/// Which of the study's constraints an exclusion is of.
std::size_t constraint_of(Exclusion const& exclusion, Constraints const& constraints) {
    std::string const& id =
        exclusion.is_bound ? constraints.bounds[exclusion.which].id : constraints.permitted[exclusion.which].id;
    return static_cast<std::size_t>(std::stoul(id));
}

SiteTable table_of(Study const& study, MeasuredStudy const& measured) {
    SiteTable out;
    for (Site const& site : measured.sites) out.sites.push_back(site.id);
    for (std::size_t c = 0; c < study.criteria.size(); ++c) {
        StudyCriterion const& criterion = study.criteria[c];
        out.criteria.push_back(
            {std::to_string(c), criterion.name, criterion.unit.en, criterion.less_is_better, criterion.worth});
    }
    out.values.resize(out.sites.size() * out.criteria.size());
    for (std::size_t s = 0; s < out.sites.size(); ++s) {
        for (std::size_t c = 0; c < out.criteria.size(); ++c)
            out.values[s * out.criteria.size() + c] = measured.criteria[c].values[s];
    }
    return out;
}

}  // namespace

std::string_view word(Measure measure) { return kWords[static_cast<std::size_t>(measure)]; }

std::optional<Measure> measure_of(std::string_view wanted) {
    auto const at = std::ranges::find(kWords, wanted);
    if (at == kWords.end()) return {};
    return static_cast<Measure>(at - kWords.begin());
}

twin::Name unit_of(Measure measure) {
    switch (measure) {
        case Measure::area:
        case Measure::built: return {"平方米", "m²"};
        case Measure::width:
        case Measure::distance: return {"米", "m"};
        case Measure::slope:
        case Measure::share: return {"%", "%"};
        case Measure::minutes: return {"分钟", "min"};
        case Measure::people: return {"人", "people"};
        case Measure::tickets: return {"件", "tickets"};
        case Measure::events: return {"起", "events"};
        case Measure::count: return {"处", ""};
        case Measure::sun: return {"小时", "h"};
        case Measure::attribute: return {};
    }
    return {};
}

SiteLayer const* SiteData::layer(std::string const& id) const {
    for (SiteLayer const& each : layers)
        if (each.id == id) return &each;
    return nullptr;
}

bool of_layer(Measure measure) {
    return measure == Measure::share || measure == Measure::distance || measure == Measure::minutes ||
           measure == Measure::count;
}

base::Result<MeasuredStudy> measure_study(Study const& study, std::span<Plot const> drawn, SiteData const& data,
                                          base::Progress& progress, MeasuredStudy const* before) {
    SiteLayer const* const own = data.layer(study.candidates);
    if (!own && !study.candidates.empty())
        return base::Error{"study '" + study.id + "': there is no layer '" + study.candidates + "'"};
    auto sites = sites_of(study, own, drawn);
    if (!sites) return sites.error();
    MeasuredStudy out;
    out.sites = std::move(*sites);
    SiteMeasurer const measure(out.sites, own, data);
    double const all = static_cast<double>(study.constraints.size() + study.criteria.size());
    double done = 0;
    auto const run = [&](MeasureSpec const& spec, std::vector<MeasuredColumn>& into) -> base::Status {
        if (progress.cancelled()) return base::Error{"stopped"};
        if (MeasuredColumn const* const known = before ? column_of(*before, spec) : nullptr) {
            into.push_back(*known);
        } else {
            auto column = measure(spec);
            if (!column) return base::Error{"study '" + study.id + "': " + column.error().message};
            into.push_back(std::move(*column));
        }
        progress.advance(++done / all);
        return base::done;
    };
    for (StudyConstraint const& c : study.constraints) {
        if (auto const ok = run(c.measure, out.constraints); !ok) return ok.error();
        out.constraint_specs.push_back(c.measure);
    }
    for (StudyCriterion const& c : study.criteria) {
        if (auto const ok = run(c.measure, out.criteria); !ok) return ok.error();
        out.criterion_specs.push_back(c.measure);
    }
    return out;
}

base::Result<JudgedStudy> judge_study(Study const& study, MeasuredStudy const& measured) {
    JudgedStudy out;
    out.constraints = constraints_of(study, measured);
    auto excluded = exclusions(out.constraints, measured.sites.size());
    if (!excluded) return excluded.error();
    out.excluded = std::move(*excluded);
    out.broken_by.assign(study.constraints.size(), 0);
    std::vector<bool> in;
    for (auto const& reasons : out.excluded) {
        in.push_back(reasons.empty());
        for (Exclusion const& reason : reasons) ++out.broken_by[constraint_of(reason, out.constraints)];
    }
    out.row_of.assign(measured.sites.size(), -1);
    out.table = table_of(study, measured);
    if (study.criteria.empty()) {
        out.blocked = {"请先添加至少一项评价指标", "Add at least one criterion first"};
        return out;
    }
    if (study.by_pairs) {
        auto judged = ahp(study.criteria.size(), study.judgements);
        if (!judged) return judged.error();
        out.pairs = std::move(*judged);
        std::vector<twin::Name> names;
        for (StudyCriterion const& c : study.criteria) names.push_back(c.name);
        out.blocked = why_blocked(*out.pairs, names);
        if (!out.blocked.zh.empty()) return out;
    }
    auto ranking = study.by_pairs ? rank(out.table, in, *out.pairs) : rank(out.table, in, weights_of(study));
    if (!ranking) {
        out.blocked = {ranking.error().message, ranking.error().message};
        return out;
    }
    out.ranking = std::move(*ranking);
    for (std::size_t row = 0; row < out.ranking.sites.size(); ++row)
        out.row_of[out.ranking.sites[row]] = static_cast<std::int32_t>(row);
    out.order = order(out.ranking.weighted);
    out.closeness_order = order(out.ranking.closeness);
    if (out.order.empty()) return out;
    out.stability = stability(out.ranking);
    out.why = why_first(out.ranking, out.table);
    return out;
}

}  // namespace analysis
