// One sentence in both languages, of which one is said.
#pragma once

#include <string>

namespace app {

struct Say {
    bool chinese;
    std::string operator()(char const* zh, char const* en) const { return chinese ? zh : en; }
};

}  // namespace app
