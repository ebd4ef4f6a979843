// What the files of the selection share, and others that tell of things in one language.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/figures.h"
#include "app/selection.h"

namespace app {

inline std::string in_words(ui::Language language, twin::Name const& name) {
    return in_language(name, language == ui::Language::zh);
}

/// "a · b", or the one that is not empty.
std::string joined(std::string const& a, std::string const& b);
/// "2026-11-22 14:05" in the district's zone; "" of no time.
std::string time_text(base::UtcMs time);

/// Of twin::kind_name; none for what nobody can point at.
ui::SubjectKind kind_of_word(std::string_view word);
bool is_report(ui::SubjectKind kind);
std::optional<base::Vec3d> place_of(ui::Subject const& subject, ui::Facts const& facts);
/// In the language of the screen, where the district has a glossary; its id where it has no name.
std::string camera_name(ui::Facts const& facts, std::string const& id, bool chinese);
/// How an attribute that no source has comes about.
twin::Name worked_out(std::string_view column);

/// Title, subtitle and attributes of a ticket, event, camera or device.
void tell_report(ui::Selection& out, ui::Facts const& facts, bool chinese);
// What belongs to the subject, with the reason.
void relate_ticket(ui::Selection& out, ui::Facts const& facts, bool chinese);
void relate_event(ui::Selection& out, ui::Facts const& facts, bool chinese);
void relate_repeats(ui::Selection& out, ui::Facts const& facts, bool chinese);

template <class Rows, class Same>
auto find_row(Rows const& rows, Same const& same) -> decltype(rows.data()) {
    for (auto const& row : rows) {
        if (same(row)) return &row;
    }
    return nullptr;
}

}  // namespace app
