// What the panel of early warning remembers and asks for, and what people say of related things.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "ui/subject.h"

namespace analysis {
enum class Verdict : std::uint8_t;
}

namespace ui {

/// What somebody says of an alert that is listed.
struct JudgeAlert {
    std::string id;
    analysis::Verdict verdict{};
    std::string note;
};
/// The same of several of them; each is written for itself.
struct JudgeAlerts {
    std::vector<std::string> ids;
    analysis::Verdict verdict{};
    std::string note;
};
/// Whether two things belong together.
enum class Belongs : std::uint8_t { unknown, confirmed, rejected };
struct JudgeRelated {
    Subject from, to;
    Belongs belongs = Belongs::unknown;
};
using WarningCommand = std::variant<JudgeAlert, JudgeAlerts, JudgeRelated>;

struct WarningState {
    int view = 0;       ///< which tab
    std::string open;   ///< id of the alert that is shown whole
    std::string group;  ///< key of the group that is shown whole, as in `unfolded`; below `open`
    std::string note;
    std::set<std::string> unfolded;  ///< classes, and "class area", whose blue warnings are listed
    bool rejected = false;           ///< rejected related things are unfolded
    // Rows of the hotline's facts by id, for evidence; kept until the facts change.
    std::uint64_t revision = 0;
    std::map<std::string, std::uint32_t> tickets;
};

}  // namespace ui
