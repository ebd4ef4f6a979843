#include "assets/folder_io.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <vector>

namespace assets {

namespace fs = std::filesystem;

namespace {

std::string percent_decoded(std::string const& text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned value = 0;
        bool const code =
            text[i] == '%' && i + 2 < text.size() &&
            std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16).ptr == text.data() + i + 3;
        plain += code ? static_cast<char>(value) : text[i];
        if (code) i += 2;
    }
    return plain;
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

bool inside(fs::path const& folder, fs::path const& file) {
    auto const [end, unused] = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
    return end == folder.end() || (std::next(end) == folder.end() && end->empty());
}

bool is_file(fs::path const& path) {
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

/// Made on a system that does not tell Wood.PNG from wood.png: the first such name in the folder, in alphabetic order.
fs::path with_other_capitals(fs::path const& folder, std::string const& name) {
    std::vector<fs::path> found;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        if (lower(it->path().filename().string()) == lower(name)) found.push_back(it->path());
    }
    return found.empty() ? fs::path() : *std::min_element(found.begin(), found.end());
}

}  // namespace

base::Result<fs::path> find_in_folder(fs::path const& model_folder, std::string const& written) {
    fs::path const folder = fs::absolute(model_folder).lexically_normal();
    bool outside = false;
    for (std::string spelling : {written, percent_decoded(written)}) {
        std::replace(spelling.begin(), spelling.end(), '\\', '/');
        fs::path const file = (folder / spelling).lexically_normal();
        if (!inside(folder, file)) outside = true;
        if (inside(folder, file) && is_file(file)) return file;
        std::string const name = fs::path(spelling).filename().string();
        if (name.empty()) continue;
        if (is_file(folder / name)) return folder / name;
        if (fs::path const other = with_other_capitals(folder, name); !other.empty() && is_file(other)) return other;
    }
    if (outside) return base::Error{"'" + written + "' lies outside the model's folder and was not read"};
    return base::Error{"'" + written + "' is missing"};
}

}  // namespace assets
