// Numbers to text and back, the same in every locale.
#pragma once

#include <string>
#include <string_view>

namespace geo {

/// The shortest text that reads back as the same number; whole numbers without exponent; "" for NaN.
std::string number_as_text(double value);

/// The number a text begins with ("12 m", "3,5", "+4"), NaN where it begins with none.
double leading_number(std::string_view text);

}  // namespace geo
