#include "twin/source.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <vector>

#include "twin/text.h"

namespace twin {
namespace {

base::Status check_folder(std::filesystem::path const& folder) {
    if (lower(folder.extension().string()) == ".gdb") return base::done;
    std::vector<std::string> inside;
    std::error_code error;
    for (auto const& entry : std::filesystem::directory_iterator(folder, error))
        inside.push_back(entry.path().filename().string());
    if (error) return base::Error{folder.string() + ": is a folder that cannot be read: " + error.message()};
    std::sort(inside.begin(), inside.end());
    // A district file first: it is what the user most likely meant.
    std::stable_partition(inside.begin(), inside.end(),
                          [](std::string const& name) { return name.ends_with(".toml"); });
    return base::Error{folder.string() + ": is a folder; name a file in it" +
                       (inside.empty() ? " (it is empty)" : " (it has: " + join(inside, 8) + ")")};
}

}  // namespace

base::Status check_source(std::string const& path) {
    if (path.empty()) return base::Error{"no file was named", base::ErrorKind::usage};
    std::error_code error;
    std::filesystem::path const file(path);
    auto const status = std::filesystem::status(file, error);
    if (!std::filesystem::exists(status)) {
        bool const elsewhere = path.starts_with("/vsi") || path.find(':') != std::string::npos;
        if (elsewhere) return base::done;
        if (error && error != std::errc::no_such_file_or_directory)
            return base::Error{path + ": cannot be opened: " + error.message()};
        return base::Error{path + ": no such file"};
    }
    if (std::filesystem::is_directory(status)) return check_folder(file);
    if (!std::filesystem::is_regular_file(status)) return base::done;
    if (std::filesystem::file_size(file, error) == 0 && !error) return base::Error{path + ": is empty (0 bytes)"};
    if (!std::ifstream(file)) return base::Error{path + ": cannot be read (permission denied?)"};
    return base::done;
}

}  // namespace twin
