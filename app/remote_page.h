// The remote control's page as it is in app/remote/, taken into the program when it is built.
#pragma once

#include <span>
#include <string_view>

namespace app {

struct PageFile {
    std::string_view path;  ///< "/", "/remote.js"
    std::string_view type;
    std::string_view text;
};
std::span<PageFile const> page_files();

}  // namespace app
