#include "geo/kml.h"

#include <cpl_vsi.h>

#include <algorithm>
#include <filesystem>
#include <string_view>

namespace geo {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;
constexpr std::string_view kModel = "<Model";

/// Elements with this beginning that are complete in `text`; `<ModelCount` is another.
std::size_t count_in(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = text.find(kModel); at != text.npos; at = text.find(kModel, at + 1)) {
        std::size_t const next = at + kModel.size();
        if (next < text.size() && std::string_view("> \t\r\n/").find(text[next]) != std::string_view::npos) ++count;
    }
    return count;
}

}  // namespace

std::size_t count_kml_models(std::string const& source) {
    std::string extension = std::filesystem::path(source).extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    std::string const text_file = extension == ".kmz" ? "/vsizip/" + source + "/doc.kml" : source;
    VSILFILE* const file = VSIFOpenL(text_file.c_str(), "rb");
    if (!file) return 0;
    std::size_t count = 0, kept = 0, got = 0;
    std::string text(kPiece, '\0');
    do {
        got = VSIFReadL(text.data() + kept, 1, text.size() - kept, file);
        std::string_view const piece(text.data(), kept + got);
        count += count_in(piece);
        // An element cut in two is counted with the next piece: what stays is one character too short for a whole one.
        kept = std::min(kModel.size(), piece.size());
        std::copy(piece.end() - static_cast<std::ptrdiff_t>(kept), piece.end(), text.begin());
    } while (got > 0);
    VSIFCloseL(file);
    return count;
}

}  // namespace geo
