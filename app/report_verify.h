// Makes sealed figures and reports again from their recipes, and says whether they are the same.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/recipe.h"
#include "base/image.h"

namespace app {

/// How two pictures of one size differ.
struct PictureDifference {
    std::uint64_t pixels = 0;
    int largest = 0;    ///< of one channel
    base::Image image;  ///< black where they agree, brighter where not
    bool same_size = true;
};
PictureDifference compare(base::Image const& a, base::Image const& b);

/// What was found of one recipe.
struct Verdict {
    std::string recipe;  ///< below the folder
    std::vector<report::Words> differences;
    std::vector<report::Words> notes;          ///< another program or driver that made the same
    std::vector<std::filesystem::path> wrote;  ///< difference pictures
    bool same_files = true;                    ///< whatever else differs, what came out does not
    bool identical() const { return differences.empty(); }
};

}  // namespace app
