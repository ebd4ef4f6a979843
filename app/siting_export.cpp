#include "app/siting_export.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

#include "app/figures.h"
#include "app/output.h"
#include "app/report_make.h"
#include "geo/triangulate.h"
#include "geo/write.h"
#include "report/csv_field.h"
#include "sample/glb.h"

namespace app {
namespace {

using base::Vec3d;

std::string plain_figure(double value, int decimals) {
    // No "-0.00".
    if (std::abs(value) * std::pow(10, decimals) < 0.5) value = 0;
    return std::isfinite(value) ? figure(value, decimals) : "";
}

std::string reasons(ui::SitingFacts const& f, std::size_t site, bool chinese) {
    std::string out;
    for (twin::Name const& why : analysis::why_not_ranked(f.study, *f.measured, *f.judged, site))
        out += (out.empty() ? "" : chinese ? "；" : "; ") + in_language(why, chinese);
    return out;
}

/// One column of the table of sites: its heading in words, its name in a file, its values.
struct Field {
    std::string title, name;
    bool number = true;
    std::function<double(std::size_t)> value;
    std::function<std::string(std::size_t)> word;
    int decimals = 1;
};

std::vector<Field> fields_of(ui::SitingFacts const& f, bool chinese) {
    auto const& judged = *f.judged;
    auto const& sites = f.measured->sites;
    auto const row = [&](std::size_t s) { return judged.row_of[s]; };
    auto const of_row = [row](auto const& values, std::size_t s) {
        std::int32_t const r = row(s);
        return r < 0 || static_cast<std::size_t>(r) >= values.size() ? std::nan("")
                                                                     : double{1} * values[static_cast<std::size_t>(r)];
    };
    std::vector<Field> out;
    auto const text = [&](char const* zh, char const* name, std::function<std::string(std::size_t)> word) {
        out.push_back({chinese ? zh : name, name, false, {}, std::move(word), 0});
    };
    auto const number = [&](std::string const& title, std::string const& name, int decimals,
                            std::function<double(std::size_t)> value) {
        out.push_back({title, name, true, std::move(value), {}, decimals});
    };
    text("地块", "site", [&](std::size_t s) { return sites[s].id; });
    text("性质", "description", [&f, chinese](std::size_t s) {
        return s < f.site_words.size() ? in_language(f.site_words[s], chinese) : std::string();
    });
    number(chinese ? "用地面积(平方米)" : "area_m2", "area_m2", 1, [&](std::size_t s) { return sites[s].area; });
    number(chinese ? "名次" : "rank", "rank", 0,
           [=, &judged](std::size_t s) { return of_row(judged.ranking.weighted_rank, s); });
    number(chinese ? "加权得分" : "weighted", "weighted", 4,
           [=, &judged](std::size_t s) { return of_row(judged.ranking.weighted, s); });
    number(chinese ? "TOPSIS名次" : "topsis_rank", "topsis_rank", 0,
           [=, &judged](std::size_t s) { return of_row(judged.ranking.closeness_rank, s); });
    number("TOPSIS", "topsis", 4, [=, &judged](std::size_t s) { return of_row(judged.ranking.closeness, s); });
    for (std::size_t c = 0; c < f.study.criteria.size(); ++c) {
        std::string const unit = in_language(f.study.criteria[c].unit, chinese);
        std::string const title =
            in_language(f.study.criteria[c].name, chinese) + (unit.empty() ? "" : "(" + unit + ")");
        number(title, "c" + std::to_string(c + 1) + "_" + std::string(word(f.study.criteria[c].measure.what)), 2,
               [&f, c](std::size_t s) { return f.measured->criteria[c].values[s]; });
        number(in_language(f.study.criteria[c].name, chinese) + (chinese ? "-贡献" : " (share of score)"),
               "c" + std::to_string(c + 1) + "_contribution", 4, [=, &judged](std::size_t s) {
                   std::int32_t const r = judged.row_of[s];
                   std::size_t const at = static_cast<std::size_t>(std::max(r, 0)) * judged.ranking.criteria() + c;
                   return r < 0 ? std::nan("") : judged.ranking.contribution[at];
               });
    }
    text("排除原因", "excluded", [&f, chinese](std::size_t s) { return reasons(f, s, chinese); });
    return out;
}

/// By rank, those that are out behind.
std::vector<std::size_t> by_rank(ui::SitingFacts const& f) {
    std::vector<std::size_t> out;
    for (std::uint32_t const row : f.judged->order) out.push_back(f.judged->ranking.sites[row]);
    for (std::size_t s = 0; s < f.measured->sites.size(); ++s)
        if (f.judged->row_of[s] < 0) out.push_back(s);
    return out;
}

void append(geo::Column& column, std::string const& text) {
    column.codes.push_back(text.empty() ? geo::Column::kNull : static_cast<std::uint32_t>(column.dictionary.size()));
    if (!text.empty()) column.dictionary.push_back(text);
}

void append(geo::Polygons& polygons, analysis::Plot const& plot) {
    for (analysis::Ring const& ring : plot) {
        polygons.points.insert(polygons.points.end(), ring.begin(), ring.end());
        polygons.ring_begin.push_back(static_cast<std::uint32_t>(polygons.points.size()));
    }
    polygons.polygon_begin.push_back(static_cast<std::uint32_t>(polygons.ring_begin.size() - 1));
    polygons.row.push_back(static_cast<std::uint32_t>(polygons.row.size()));
}

geo::Column texts(char const* name) { return {name, geo::Column::Kind::text, {}, {}, {}}; }
geo::Column numbers(char const* name) { return {name, geo::Column::Kind::number, {}, {}, {}}; }

geo::WrittenLayer site_layer(ui::SitingFacts const& f, bool chinese) {
    geo::WrittenLayer out;
    out.name = "sites";
    auto const fields = fields_of(f, chinese);
    auto const order = by_rank(f);
    for (Field const& field : fields) {
        geo::Column column = field.number ? numbers(field.name.c_str()) : texts(field.name.c_str());
        for (std::size_t const s : order) {
            if (field.number)
                column.numbers.push_back(field.value(s));
            else
                append(column, field.word(s));
        }
        out.columns.push_back(std::move(column));
    }
    for (std::size_t const s : order) append(out.polygons, f.measured->sites[s].plot);
    return out;
}

geo::WrittenLayer scheme_layer(ui::SitingFacts const& f, bool chinese) {
    geo::WrittenLayer out;
    out.name = "schemes";
    out.columns = {texts("scheme"), texts("block"), numbers("storeys"), numbers("height_m"), numbers("base_m")};
    for (std::size_t i = 0; i < f.results.size(); ++i) {
        if (!f.results[i]) continue;
        for (analysis::Block const& block : f.results[i]->blocks) {
            append(out.columns[0], in_language(f.schemes[i].name, chinese));
            append(out.columns[1], block.id);
            out.columns[2].numbers.push_back(block.storeys);
            out.columns[3].numbers.push_back(block.height());
            out.columns[4].numbers.push_back(block.ground);
            append(out.polygons, block.outline);
        }
    }
    return out;
}

geo::WrittenLayer neighbour_layer(ui::SitingFacts const& f, bool chinese) {
    geo::WrittenLayer out;
    out.name = "neighbours";
    out.columns = {texts("scheme"),          texts("building"),         texts("rule"),
                   numbers("hours_before"),  numbers("hours_after"),    numbers("windows_fallen"),
                   numbers("windows_worse"), numbers("most_lost_hours")};
    for (std::size_t i = 0; i < f.results.size(); ++i) {
        if (!f.results[i]) continue;
        for (analysis::NeighbourLoss const& loss : f.results[i]->neighbours) {
            append(out.columns[0], in_language(f.schemes[i].name, chinese));
            append(out.columns[1], loss.name);
            append(out.columns[2], in_language(loss.rule, chinese));
            out.columns[3].numbers.push_back(loss.least_before);
            out.columns[4].numbers.push_back(loss.least_after);
            out.columns[5].numbers.push_back(static_cast<double>(loss.fallen));
            out.columns[6].numbers.push_back(static_cast<double>(loss.worse_below));
            out.columns[7].numbers.push_back(loss.most_lost);
            out.points.points.push_back(loss.at);
            out.points.row.push_back(static_cast<std::uint32_t>(out.points.row.size()));
        }
    }
    return out;
}

/// A prism of straight walls with a line of shade at each storey's floor.
void add_block(sample::ModelBuilder& model, analysis::Block const& block, Vec3d origin) {
    analysis::Ring ring = block.outline.front();
    if (geo::signed_area(ring) < 0) std::reverse(ring.begin(), ring.end());
    auto const at = [&](base::Vec2d p, double z) { return Vec3d{p.x - origin.x, p.y - origin.y, z - origin.z}; };
    for (int storey = 0; storey < block.storeys; ++storey) {
        double const low = block.ground + storey * block.storey_height, band = 0.35;
        for (int part = 0; part < 2; ++part) {
            double const from = part == 0 ? low : low + band, to = part == 0 ? low + band : low + block.storey_height;
            model.paint(part == 0 ? sample::Paint{"floor", {0.45, 0.47, 0.50}}
                                  : sample::Paint{"wall", {0.86, 0.84, 0.80}});
            for (std::size_t i = 0; i < ring.size(); ++i) {
                base::Vec2d const a = ring[i], b = ring[(i + 1) % ring.size()];
                model.quad(at(a, from), at(b, from), at(b, to), at(a, to));
            }
        }
    }
    model.paint({"roof", {0.62, 0.63, 0.65}});
    std::vector<std::uint32_t> const ends{static_cast<std::uint32_t>(ring.size())};
    std::vector<std::uint32_t> triangles;
    geo::Triangulator().run(ring, ends, triangles);
    double const top = block.ground + block.height();
    for (std::size_t t = 0; t + 2 < triangles.size(); t += 3)
        model.triangle(at(ring[triangles[t]], top), at(ring[triangles[t + 1]], top), at(ring[triangles[t + 2]], top));
}

/// The model as it stands, its colours by material; pictures on it stay with its own file.
void add_model(sample::ModelBuilder& model, analysis::SchemeResult const& r, Vec3d origin) {
    assets::Model const& mesh = r.model->mesh;
    double const turn = -r.place.heading * std::numbers::pi / 180;
    double const c = std::cos(turn) * r.place.scale, s = std::sin(turn) * r.place.scale;
    auto const at = [&](std::uint32_t index) {
        base::Vec3f const p = mesh.vertices[index].position;
        double const x = double{p.x}, y = double{p.y};
        return Vec3d{r.place.at.x + x * c - y * s - origin.x, r.place.at.y + x * s + y * c - origin.y,
                     r.place.at.z + double{p.z} * r.place.scale - origin.z};
    };
    for (assets::Part const& part : mesh.parts) {
        float const* const colour = mesh.materials[part.material].colour;
        model.paint({"m" + std::to_string(part.material), {double{colour[0]}, double{colour[1]}, double{colour[2]}}});
        for (std::uint32_t t = part.first_index; t + 2 < part.first_index + part.index_count; t += 3)
            model.triangle(at(mesh.indices[t]), at(mesh.indices[t + 1]), at(mesh.indices[t + 2]));
    }
}

/// Ground that a viewpoint no longer sees.
geo::WrittenLayer hidden_layer(ui::SitingFacts const& f, bool chinese) {
    geo::WrittenLayer out;
    out.name = "hidden";
    out.columns = {texts("scheme"), texts("viewpoint"), numbers("area_m2"), numbers("lost_share"), texts("kept")};
    for (std::size_t i = 0; i < f.results.size(); ++i) {
        if (!f.results[i]) continue;
        for (analysis::ViewLoss const& view : f.results[i]->views) {
            for (analysis::Plot const& plot : view.hidden) {
                append(out.columns[0], in_language(f.schemes[i].name, chinese));
                append(out.columns[1], in_language(view.name, chinese));
                out.columns[2].numbers.push_back(analysis::area_of(plot));
                out.columns[3].numbers.push_back(view.lost_share());
                append(out.columns[4], view.kept() ? "yes" : "no");
                append(out.polygons, plot);
            }
        }
    }
    return out;
}

base::Status judged(ui::SitingFacts const& f) {
    if (f.measured && f.judged) return base::done;
    return base::Error{"nothing has been ranked yet"};
}

}  // namespace

base::Status write_siting_csv(ui::SitingFacts const& f, std::filesystem::path const& file, bool chinese) {
    if (auto const ok = judged(f); !ok) return ok;
    auto const fields = fields_of(f, chinese);
    std::string text = "\xef\xbb\xbf";
    for (std::size_t i = 0; i < fields.size(); ++i) text += (i > 0 ? "," : "") + report::csv_field(fields[i].title);
    text += "\r\n";
    for (std::size_t const s : by_rank(f)) {
        for (std::size_t i = 0; i < fields.size(); ++i) {
            Field const& field = fields[i];
            text += i > 0 ? "," : "";
            text += field.number ? plain_figure(field.value(s), field.decimals) : report::csv_field(field.word(s));
        }
        text += "\r\n";
    }
    return write_text(file, text);
}

base::Status write_siting_geopackage(ui::SitingFacts const& f, twin::District const& district,
                                     std::filesystem::path const& file, bool chinese) {
    if (auto const ok = judged(f); !ok) return ok;
    std::vector<geo::WrittenLayer> layers{site_layer(f, chinese)};
    if (auto schemes = scheme_layer(f, chinese); schemes.polygons.size() > 0) layers.push_back(std::move(schemes));
    if (auto sun = neighbour_layer(f, chinese); sun.points.size() > 0) layers.push_back(std::move(sun));
    if (auto hidden = hidden_layer(f, chinese); hidden.polygons.size() > 0) layers.push_back(std::move(hidden));
    return geo::write_geopackage(file, layers, district.frame);
}

base::Status write_scheme_gltf(ui::SitingFacts const& f, std::size_t scheme, std::filesystem::path const& file) {
    if (scheme >= f.results.size() || !f.results[scheme] || !f.measured || f.chosen < 0)
        return base::Error{"this scheme has not been worked out yet"};
    analysis::SchemeResult const& r = *f.results[scheme];
    base::Vec2d const middle = f.measured->sites[static_cast<std::size_t>(f.chosen)].middle;
    double ground = r.blocks.empty() ? 0 : r.blocks.front().ground;
    for (analysis::Block const& block : r.blocks) ground = std::min(ground, block.ground);
    sample::ModelBuilder model;
    Vec3d const origin{middle.x, middle.y, ground};
    if (r.model) {
        add_model(model, r, origin);
        return model.write(file);
    }
    for (analysis::Block const& block : r.blocks) add_block(model, block, origin);
    return model.write(file);
}

base::Result<std::vector<std::string>> export_siting(ui::SitingFacts const& f, twin::District const& district,
                                                     ui::ExportSiting::What what, std::filesystem::path const& folder,
                                                     bool chinese, std::string const& stamp) {
    using What = ui::ExportSiting::What;
    std::vector<std::string> out;
    std::string const id = f.study.id.empty() ? "sites" : file_name_of(f.study.id);
    std::string const stem = stamp.empty() ? id : id + " " + stamp;
    auto const note = [&](base::Status const& done, std::filesystem::path const& file) -> base::Status {
        if (done) out.push_back(file.string());
        return done;
    };
    if (what == What::table || what == What::all) {
        auto const file = folder / (stem + ".csv");
        if (auto const ok = note(write_siting_csv(f, file, chinese), file); !ok) return ok.error();
    }
    if (what == What::map || what == What::all) {
        auto const file = folder / (stem + ".gpkg");
        if (auto const ok = note(write_siting_geopackage(f, district, file, chinese), file); !ok) return ok.error();
    }
    if (what == What::model || what == What::all) {
        for (std::size_t i = 0; i < f.results.size(); ++i) {
            if (!f.results[i] || (what == What::model && f.shown >= 0 && static_cast<std::size_t>(f.shown) != i))
                continue;
            auto const file = folder / (stem + "-scheme-" + std::to_string(i + 1) + ".glb");
            if (auto const ok = note(write_scheme_gltf(f, i, file), file); !ok) return ok.error();
        }
    }
    if (out.empty()) return base::Error{"there is nothing to write yet"};
    return out;
}

}  // namespace app
