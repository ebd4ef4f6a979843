// Chinese addresses in English: from the smallest part to the largest, names in pinyin, kinds of places translated, as
// China's rules for spelling place names (地名管理条例) and letters abroad have it.
#pragma once

#include <string>
#include <string_view>

#include "twin/locate.h"

namespace app {

/// "龙潭街道怡谷社区秀江路46号" is "46 Xiujiang Road, Yigu": short enough for a column. Of areas the smallest is told,
/// by the English name it has; "Community" only where it stands alone. What is not understood stays as it is, in its
/// place.
std::string english_address(std::string_view chinese, twin::Locator const& locator);

}  // namespace app
