#include "app/event_words.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace app {

twin::Name step_name(std::string const& workflow) {
    struct Step {
        std::string_view word;
        char const *zh, *en;
    };
    constexpr std::array<Step, 9> kSteps{{{"REPORTED", "上报", "reported"},
                                          {"FILED", "立案", "filed"},
                                          {"DISPATCHED", "派遣", "dispatched"},
                                          {"HANDLING", "处置", "in hand"},
                                          {"REWORK", "返工", "to be done again"},
                                          {"FEEDBACK", "反馈", "replied"},
                                          {"CHECK", "核查", "being checked"},
                                          {"CLOSED", "结案", "closed"},
                                          {"VOID", "注销", "void"}}};
    auto const found = std::ranges::find(kSteps, std::string_view(workflow), &Step::word);
    if (found == kSteps.end()) return {workflow, workflow};
    return {found->zh, found->en};
}

}  // namespace app
