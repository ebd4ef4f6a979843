// A name in both languages.
#pragma once

#include <string>

namespace twin {

/// Either may be empty.
struct Name {
    std::string zh;
    std::string en;
};

}  // namespace twin
