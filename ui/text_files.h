// What ui/text/*.toml hold, as the build found it.
#pragma once

#include <string_view>
#include <vector>

namespace ui {

std::vector<std::string_view> text_files();

}  // namespace ui
