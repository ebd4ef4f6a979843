#include "app/sheet_pages.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/report_folder.h"

namespace app {
namespace {

namespace fs = std::filesystem;

bool is_page(fs::path const& file) { return file.parent_path().filename() == "pages" && file.extension() == ".png"; }
bool is_figure(fs::path const& file) {
    return file.parent_path().filename() == "figures" && file.extension() == ".png";
}

/// Height by width, from the head of a PNG.
std::optional<double> shape_of(fs::path const& file) {
    std::ifstream in(file, std::ios::binary);
    std::array<unsigned char, 24> head{};
    if (!in.read(reinterpret_cast<char*>(head.data()), head.size())) return {};
    auto const number = [&head](std::size_t at) {
        return (head[at] << 24U) + (head[at + 1] << 16U) + (head[at + 2] << 8U) + head[at + 3];
    };
    double const width = number(16), height = number(20);
    if (width <= 0 || height <= 0) return {};
    return height / width;
}

std::vector<std::string> failures(std::string const& results) {
    std::vector<std::string> out;
    nlohmann::json const all = nlohmann::json::parse(results, nullptr, false);
    if (!all.is_object() || !all.contains("failed")) return out;
    for (nlohmann::json const& each : all["failed"]) {
        std::string const why = each.value("why", "");
        if (std::ranges::find(out, why) == out.end()) out.push_back(why);
    }
    return out;
}

/// One row or column of the result: which old ones it is made of, and how much of the first and last.
struct Overlap {
    std::uint32_t first = 0, last = 0;
    float of_first = 1, of_last = 1;
};
std::vector<Overlap> overlaps(std::uint32_t from, std::uint32_t to) {
    std::vector<Overlap> out(to);
    double const step = double{1} * from / to;
    for (std::uint32_t i = 0; i < to; ++i) {
        double const begin = step * i, end = std::min<double>(step * (i + 1), from);
        Overlap& s = out[i];
        s.first = static_cast<std::uint32_t>(begin);
        s.last = std::min(static_cast<std::uint32_t>(std::ceil(end)) - 1, from - 1);
        s.of_first = static_cast<float>(s.first + 1 - begin);
        s.of_last = static_cast<float>(end - s.last);
        if (s.first == s.last) s.of_first = static_cast<float>(end - begin);
    }
    return out;
}

}  // namespace

base::Result<MadeSheet> read_made(fs::path const& folder, std::string const& results) {
    auto const text = read_file(folder / kReportFile);
    if (!text) return text.error();
    nlohmann::json const all = nlohmann::json::parse(*text, nullptr, false);
    if (!all.is_object() || !all.contains("files")) return base::Error{"the made report cannot be read"};
    MadeSheet out;
    for (nlohmann::json const& each : all["files"]) {
        if (!each.is_string()) continue;
        fs::path const name = each.get<std::string>();
        if (is_figure(name)) ++out.figures;
        if (!is_page(name)) continue;
        if (auto const shape = shape_of(folder / name)) out.pages.push_back({folder / name, *shape});
    }
    out.lacking = failures(results);
    return out;
}

std::string why_not_made(std::string const& results, std::string const& said) {
    auto const failed = failures(results);
    if (!failed.empty()) return failed.front();
    std::size_t const end = said.find_last_not_of("\n ");
    if (end == std::string::npos) return {};
    std::size_t const line = said.rfind('\n', end);
    std::string out = said.substr(line == std::string::npos ? 0 : line + 1, end - (line + 1) + 1);
    constexpr std::string_view kName = "borough: ";
    return out.starts_with(kName) ? out.substr(kName.size()) : out;
}

base::Image fitted(base::Image const& image, std::uint32_t width) {
    if (width == 0 || image.width <= width) return image;
    auto const height = std::max<std::uint32_t>(
        1, static_cast<std::uint32_t>(std::lround(double{1} * image.height * width / image.width)));
    std::vector<Overlap> const columns = overlaps(image.width, width), rows = overlaps(image.height, height);
    base::Image out{width, height, image.channels, {}};
    out.pixels.resize(out.row_bytes() * height);
    std::size_t const n = image.channels;
    std::vector<float> line(out.row_bytes());
    for (std::uint32_t y = 0; y < height; ++y) {
        std::ranges::fill(line, 0.0F);
        float high = 0;
        for (std::uint32_t from = rows[y].first; from <= rows[y].last; ++from) {
            float const of_row = from == rows[y].first ? rows[y].of_first : from == rows[y].last ? rows[y].of_last : 1;
            high += of_row;
            std::uint8_t const* const old = image.row(from);
            for (std::uint32_t x = 0; x < width; ++x) {
                Overlap const& s = columns[x];
                for (std::uint32_t c = s.first; c <= s.last; ++c) {
                    float const weight = of_row * (c == s.first ? s.of_first : c == s.last ? s.of_last : 1);
                    for (std::size_t k = 0; k < n; ++k) line[x * n + k] += weight * static_cast<float>(old[c * n + k]);
                }
            }
        }
        float const wide = static_cast<float>(image.width) / static_cast<float>(width);
        for (std::size_t i = 0; i < line.size(); ++i)
            out.row(y)[i] = static_cast<std::uint8_t>(std::clamp(line[i] / (high * wide) + 0.5F, 0.0F, 255.0F));
    }
    return out;
}

base::Result<fs::path> copy_folder(fs::path const& from, fs::path const& below, std::string const& name) {
    std::error_code error;
    fs::path to = below / name;
    for (int i = 2; fs::exists(to, error); ++i) to = below / (name + "-" + std::to_string(i));
    fs::path partial = to;
    partial += ".partial";
    fs::copy(from, partial, fs::copy_options::recursive, error);
    if (!error) fs::rename(partial, to, error);
    if (!error) return to;
    std::error_code ignored;
    fs::remove_all(partial, ignored);
    return base::Error{to.string() + ": " + error.message()};
}

}  // namespace app
