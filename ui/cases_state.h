// What the panel of cases remembers and asks for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ui/subject.h"

namespace ui {

enum class CaseAction : std::uint8_t { acknowledge, assign, note, close, reopen };

/// Asks for an entry in Borough's own log. Nothing of it goes back to the source.
struct CaseDo {
    Subject subject;  ///< a ticket or an event
    CaseAction action = CaseAction::acknowledge;
    std::string holder;  ///< assign: a unit or a person
    std::string note;
};

struct CaseState {
    int tab = 1;
    std::string text;      ///< search
    std::string expanded;  ///< id of the row that is open
    SubjectKind kind = SubjectKind::none;
    std::string note, holder;
    // Rows that pass, kept until the facts or the filter change.
    std::string key;
    std::vector<std::uint32_t> rows;
};

}  // namespace ui
