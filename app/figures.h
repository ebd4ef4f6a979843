// Numbers as people read them.
#pragma once

#include <string>

namespace app {

std::string figure(double value, int decimals);
/// With commas between thousands.
std::string grouped(double value, int decimals = 0);

}  // namespace app
