#include "app/picture.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "app/output.h"
#include "base/image.h"

namespace app {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kPlaceholder = "{view}";

std::string file_part(std::string name) {
    std::replace(name.begin(), name.end(), '/', '_');
    return name;
}

bool is_folder(std::string const& out) {
    std::error_code ignored;
    return out.ends_with('/') || fs::is_directory(out, ignored);
}

base::Result<std::string> name_file(std::string const& out, scene::View const& view, bool several, char const* ending) {
    if (std::size_t const at = out.find(kPlaceholder); at != out.npos) {
        std::string name = out;
        return name.replace(at, kPlaceholder.size(), file_part(view.name));
    }
    if (!is_folder(out)) {
        if (!several) return out;
        return base::Error{out + ": several views need a folder, or a name with {view} in it", base::ErrorKind::usage};
    }
    std::error_code error;
    fs::create_directories(out, error);
    if (error) return base::Error{out + ": cannot be made: " + error.message()};
    return (fs::path(out) / (file_part(view.name) + ending)).string();
}

/// Ids as bytes, the lowest first, so that reading four channels as one little-endian number gives the id.
std::vector<std::uint8_t> id_bytes(std::span<std::uint32_t const> ids) {
    std::vector<std::uint8_t> bytes(ids.size() * 4);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        for (unsigned byte = 0; byte < 4; ++byte) bytes[i * 4 + byte] = static_cast<std::uint8_t>(ids[i] >> (8 * byte));
    }
    return bytes;
}

}  // namespace

base::Result<std::vector<PictureFiles>> name_files(std::vector<scene::View> const& views, std::string const& out,
                                                   std::string const& ids) {
    std::vector<PictureFiles> files;
    for (scene::View const& view : views) {
        auto const image = name_file(out, view, views.size() > 1, ".png");
        if (!image) return image.error();
        if (auto const writable = can_write(*image); !writable) return writable.error();
        files.push_back({*image, {}});
        if (ids.empty()) continue;
        auto const id_file = name_file(ids, view, views.size() > 1, ".ids.png");
        if (!id_file) return id_file.error();
        if (auto const writable = can_write(*id_file); !writable) return writable.error();
        files.back().ids = *id_file;
    }
    return files;
}

base::Status draw_to_files(renderer::Renderer& renderer, scene::View const& view, scene::Overlay const& overlay,
                           PictureFiles const& files, IdCounts* counts, Stopwatch& watch) {
    auto image = base::PngWriter::open(files.image, view.width, view.height, 3);
    if (!image) return image.error();
    std::optional<base::PngWriter> ids;
    if (!files.ids.empty()) {
        auto opened = base::PngWriter::open(files.ids, view.width, view.height, 4);
        if (!opened) return opened.error();
        ids = std::move(*opened);
    }
    auto const write = [&](renderer::Renderer::Strip const& strip) -> base::Status {
        StageScope const encoding(watch, "encode");
        if (watch.cancelled()) return base::Error{"interrupted"};
        if (counts) counts->add(strip.ids.data(), strip.ids.size());
        if (ids) {
            if (auto const written = ids->write_rows(id_bytes(strip.ids)); !written) return written.error();
        }
        return image->write_rows(strip.rgb);
    };
    auto const drawn = renderer.draw(view, overlay, counts != nullptr || ids, write, watch);
    if (!drawn) return drawn.error();
    StageScope const encoding(watch, "encode");
    if (ids) {
        if (auto const finished = ids->finish(); !finished) return finished.error();
    }
    return image->finish();
}

}  // namespace app
