// The pages that a sheet's process has made: which there are, and one of them as large as it lies on the screen.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/image.h"
#include "base/result.h"

namespace app {

/// What lies in a finished folder of `borough report`.
struct MadeSheet {
    struct Page {
        std::filesystem::path file;
        double shape = 0;  ///< height by width
    };
    std::vector<Page> pages;  ///< in their order
    std::uint32_t figures = 0;
    std::vector<std::string> lacking;  ///< what could not be made
};
/// From the folder's report.json, and from the results that the program told. The error: it cannot be read.
base::Result<MadeSheet> read_made(std::filesystem::path const& folder, std::string const& results);

/// Why nothing was made: of the results, else the last line that was said on standard error. Without "borough: ".
std::string why_not_made(std::string const& results, std::string const& said);

/// Each new pixel is the mean of the old ones below it, by their share: text stays even at any size. An image that is
/// not wider than `width` is left as it is.
base::Image fitted(base::Image const& image, std::uint32_t width);

/// A whole copy under a name that is not taken yet ("NAME", "NAME-2" ...); it appears when it is complete. Its path.
base::Result<std::filesystem::path> copy_folder(std::filesystem::path const& from, std::filesystem::path const& below,
                                                std::string const& name);

}  // namespace app
