#include "twin/read.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "base/parallel.h"
#include "geo/crs.h"
#include "twin/defaults.h"
#include "twin/expression.h"
#include "twin/fields.h"
#include "twin/ground.h"
#include "twin/select.h"
#include "twin/source.h"
#include "twin/text.h"

namespace twin {
namespace {

/// One reading of one layer, for everybody who needs it.
struct Job {
    geo::VectorRequest request;
    geo::VectorLayer data;
    std::optional<geo::SurfaceModel> surfaces;
    std::size_t users = 0;
};

using Key = std::tuple<std::string, std::string, std::string, std::string>;

template <class Spec>
Key reading_key(Spec const& spec) {
    return {spec.source, spec.layer, spec.where, spec.crs};
}

void add_fields(std::vector<std::string>& to, std::vector<std::string> const& fields) {
    for (std::string const& field : fields) {
        if (std::find(to.begin(), to.end(), field) == to.end()) to.push_back(field);
    }
}

std::vector<std::string> asked_fields(BuildingsSpec const& spec, std::string const& colour_by) {
    std::vector<std::string> fields = fields_of(spec.pick);
    add_fields(fields, {"building:part", "kind"});  // what tells parts of buildings from outlines
    if (!colour_by.empty()) fields.push_back(colour_by);
    for (Fields const* f : {&spec.id, &spec.name, &spec.height, &spec.floors, &spec.base, &spec.use, &spec.roof_shape,
                            &spec.roof_height, &spec.year})
        add_fields(fields, spec.guessed ? spellings(*f) : names_in(*f));
    return fields;
}

std::vector<std::string> asked_fields(LayerSpec const& spec) {
    std::vector<std::string> fields = fields_of(spec.pick);
    for (Fields const* f : {&spec.id, &spec.class_field, &spec.width, &spec.name_zh, &spec.name_en, &spec.rank,
                            &spec.kind, &spec.heading, &spec.scale})
        add_fields(fields, spec.guessed ? spellings(*f) : names_in(*f));
    if (spec.role == Role::roads) add_fields(fields, road_fields());
    if (spec.style) add_fields(fields, {spec.style->by});
    if (!spec.model_by.empty()) add_fields(fields, {spec.model_by});
    for (auto const& [what, column] : spec.fields) add_fields(fields, {column});
    return fields;
}

class InputReader {
public:
    InputReader(LoadOptions const& options, District& district, base::Progress& progress)
        : options_(options), district_(district), progress_(progress) {}

    void plan(BuildingsSpec const& spec) {
        Job& job = job_of(spec);
        job.request.want = geo::VectorRequest::Want::polygons;
        job.request.all_fields = job.request.all_fields || options_.all_attributes;
        add_fields(job.request.fields, asked_fields(spec, options_.colour_by));
        // What a guess takes for buildings may turn out to be roads or boundaries.
        if (spec.guessed && spec.pick == Pick::all)
            add_fields(job.request.fields, asked_fields(candidate_layer(Role::roads)));
    }
    void plan(LayerSpec const& spec) { add_fields(job_of(spec).request.fields, asked_fields(spec)); }

    /// All jobs, side by side: each opens its source for itself.
    base::Status run() {
        for (Key const& key : order_) {
            if (auto good = check_source(jobs_[key].request.source); !good) return good;
        }
        std::vector<base::Findings> findings(order_.size());
        std::vector<base::Status> status(order_.size(), base::done);
        Quiet quiet(progress_);
        base::parallel_for(order_.size(), 1, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i)
                status[i] = run_one(jobs_.at(order_[i]), findings[i], order_.size() == 1 ? progress_ : quiet);
        });
        for (std::size_t i = 0; i < order_.size(); ++i) {
            if (!status[i]) return status[i];
            district_.findings.merge(findings[i]);
        }
        if (progress_.cancelled()) return base::Error{"stopped"};
        return base::done;
    }

    /// The data of a spec: moved out for its last user, copied for the others.
    template <class Spec>
    std::pair<geo::VectorLayer, std::optional<geo::SurfaceModel>> take(Spec const& spec) {
        Job& job = jobs_[reading_key(spec)];
        bool const last = --job.users == 0;
        if (spec.pick != Pick::all) {
            auto picked = select_rows(job.data, pick_rows(job.data, spec.pick));
            if (last) job.data = {};
            return {std::move(picked), {}};
        }
        if (last) return {std::move(job.data), std::move(job.surfaces)};
        return {job.data, job.surfaces};
    }

private:
    /// Lets long work be stopped, but keeps several readers from naming stages at once.
    class Quiet : public base::Progress {
    public:
        explicit Quiet(base::Progress const& to) : to_(to) {}
        bool cancelled() const override { return to_.cancelled(); }

    private:
        base::Progress const& to_;
    };

    static base::Status run_one(Job& job, base::Findings& findings, base::Progress& progress) {
        if (kind_of(job.request.source) == FileKind::json && geo::is_cityjson(job.request.source)) {
            auto surfaces = geo::read_cityjson(job.request.source, findings);
            if (!surfaces) return surfaces.error();
            if (auto right = geo::check_only_layer(surfaces->buildings, job.request.layer); !right) return right;
            job.surfaces = std::move(*surfaces);
            job.data = std::move(job.surfaces->buildings);
            job.surfaces->buildings = {};
            if (job.request.crs) {
                auto crs = geo::normalise_crs(*job.request.crs);
                if (!crs) return crs.error();
                job.data.crs = *crs;
            }
            return base::done;
        }
        auto layer = geo::read_vector(job.request, findings, progress);
        if (!layer) return layer.error();
        job.data = std::move(*layer);
        return base::done;
    }

    template <class Spec>
    Job& job_of(Spec const& spec) {
        auto const [it, fresh] = jobs_.try_emplace(reading_key(spec));
        Job& job = it->second;
        ++job.users;
        if (!fresh) return job;
        order_.push_back(it->first);
        job.request.source = spec.source;
        job.request.layer = spec.layer;
        job.request.where = spec.where;
        if (!spec.crs.empty()) job.request.crs = spec.crs;
        return job;
    }

    LoadOptions const& options_;
    District& district_;
    base::Progress& progress_;
    std::map<Key, Job> jobs_;
    std::vector<Key> order_;
};

SourceLayer describe(geo::VectorLayer const& data, std::string_view role) {
    SourceLayer layer;
    layer.source = data.source;
    layer.layer = data.layer;
    layer.driver = data.driver;
    layer.crs = data.crs;
    layer.role = role;
    layer.features = data.rows();
    return layer;
}

/// Takes a guessed layer of buildings for what its contents are, if they are none.
std::optional<LayerInput> as_ground(BuildingsInput& input, District& district) {
    if (!input.spec.guessed || input.spec.pick != Pick::all || input.surfaces) return {};
    auto const role = other_role(input.data, input.spec);
    if (!role) return {};
    std::string const what = input.data.polygons.size() > 0
                                 ? "its areas are too large for buildings and have no heights"
                             : input.data.lines.size() > 0 ? "it has lines but no polygons"
                                                           : "it has points but no polygons";
    district.findings.add({base::Severity::warning, input.data.source, input.data.layer, -1, "no-buildings",
                           "no buildings in this layer: " + what + "; drawn as " + std::string(name(*role))});
    LayerInput ground;
    ground.spec = candidate_layer(*role);
    ground.spec.source = input.spec.source;
    ground.spec.layer = input.data.layer;
    ground.spec.crs = input.spec.crs;
    ground.spec.title = name_of(input.data.layer);
    ground.data = std::move(input.data);
    return ground;
}

base::Status settle_fields(BuildingsInput& input, District& district) {
    if (input.spec.guessed) {
        settle(input.spec, input.data);
        return base::done;
    }
    BuildingsSpec& s = input.spec;
    std::array<std::pair<char const*, Fields*>, 9> const all{{{"id", &s.id},
                                                              {"name", &s.name},
                                                              {"height", &s.height},
                                                              {"floors", &s.floors},
                                                              {"base", &s.base},
                                                              {"use", &s.use},
                                                              {"roof_shape", &s.roof_shape},
                                                              {"roof_height", &s.roof_height},
                                                              {"year", &s.year}}};
    for (auto const& [key, fields] : all) {
        if (auto good = require_fields(*fields, key, input.data, district.findings); !good) return good;
    }
    return base::done;
}

base::Status settle_fields(LayerInput& input, District& district) {
    if (input.spec.guessed) {
        settle(input.spec, input.data);
        return base::done;
    }
    LayerSpec& s = input.spec;
    Fields by = s.style ? Fields{s.style->by} : Fields{};
    Fields model_by = s.model_by.empty() ? Fields{} : Fields{s.model_by};
    std::array<std::pair<char const*, Fields*>, 11> const all{{{"id", &s.id},
                                                               {"class", &s.class_field},
                                                               {"width", &s.width},
                                                               {"name_zh", &s.name_zh},
                                                               {"name_en", &s.name_en},
                                                               {"rank", &s.rank},
                                                               {"kind", &s.kind},
                                                               {"heading", &s.heading},
                                                               {"scale", &s.scale},
                                                               {"style.by", &by},
                                                               {"model_by", &model_by}}};
    for (auto const& [key, fields] : all) {
        if (auto good = require_fields(*fields, key, input.data, district.findings); !good) return good;
    }
    return base::done;
}

}  // namespace

base::Result<Inputs> read_inputs(DistrictFile const& file, LoadOptions const& options, District& district,
                                 base::Progress& progress) {
    InputReader reader(options, district, progress);
    for (BuildingsSpec const& spec : file.buildings) reader.plan(spec);
    for (LayerSpec const& spec : file.layers) reader.plan(spec);
    if (auto good = reader.run(); !good) return good.error();

    Inputs inputs;
    for (BuildingsSpec const& spec : file.buildings) {
        BuildingsInput input;
        input.spec = spec;
        std::tie(input.data, input.surfaces) = reader.take(spec);
        if (auto good = settle_fields(input, district); !good) return good.error();
        if (auto ground = as_ground(input, district)) {
            settle(ground->spec, ground->data);
            inputs.layers.push_back(std::move(*ground));
        } else {
            inputs.buildings.push_back(std::move(input));
        }
    }
    for (LayerSpec const& spec : file.layers) {
        LayerInput input;
        input.spec = spec;
        input.data = reader.take(spec).first;
        if (spec.guessed && spec.pick != Pick::all && input.data.rows() == 0) continue;  // not every map has a river
        if (auto good = settle_fields(input, district); !good) return good.error();
        inputs.layers.push_back(std::move(input));
    }
    for (BuildingsInput& input : inputs.buildings) {
        input.layer = static_cast<std::uint16_t>(district.layers.size());
        district.layers.push_back(describe(input.data, "buildings"));
    }
    for (LayerInput& input : inputs.layers) {
        input.layer = static_cast<std::uint16_t>(district.layers.size());
        district.layers.push_back(describe(input.data, name(input.spec.role)));
    }
    return inputs;
}

}  // namespace twin
