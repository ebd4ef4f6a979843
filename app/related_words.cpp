#include "app/related_words.h"

#include <cstdlib>
#include <optional>

#include "app/selection_parts.h"

namespace app {
namespace {

std::optional<ui::Selection::Related> line_of(analysis::Related const& related, RelatedWords const& words) {
    ui::Selection::Related out;
    out.score = related.score;
    out.why = in_words(words.language, related.why);
    out.subject.id = related.id;
    switch (related.kind) {
        case analysis::RelatedKind::ticket: {
            auto const* row =
                find_row(words.facts.hotline.tickets, [&](auto const& r) { return r.ticket.id == related.id; });
            if (!row || row->ticket.secret) return {};
            out.subject.kind = ui::SubjectKind::ticket;
            out.subject.at = row->at;
            out.text = words.facts.term(row->ticket.title.empty() ? row->ticket.class_path : row->ticket.title,
                                        words.language == ui::Language::zh);
            return out;
        }
        case analysis::RelatedKind::event: {
            auto const* row = find_row(words.facts.events.events, [&](auto const& r) { return r.id == related.id; });
            if (!row) return {};
            out.subject.kind = ui::SubjectKind::event;
            out.subject.at = row->at;
            std::string const name = in_words(words.language, row->type_name);
            out.text = (name.empty() ? row->type : name) + "  " + time_text(row->last);
            return out;
        }
        case analysis::RelatedKind::camera: {
            auto const* row =
                find_row(words.facts.events.cameras, [&](auto const& r) { return r.camera.id == related.id; });
            if (!row) return {};
            out.subject.kind = ui::SubjectKind::camera;
            out.subject.at = row->at;
            out.text = camera_name(words.facts, related.id, words.language == ui::Language::zh);
            return out;
        }
        case analysis::RelatedKind::building: break;
    }
    out.subject = {ui::SubjectKind::building, static_cast<std::uint32_t>(std::atoll(related.id.c_str())), {}, {}};
    out.text = words.selector.describe(out.subject, words.facts, words.language).title;
    return out;
}

}  // namespace

void show_related(std::span<analysis::Related const> related, RelatedWords const& words, ui::Selection& selection) {
    std::vector<ui::Selection::Related> lines;
    for (analysis::Related const& one : related)
        if (auto line = line_of(one, words)) lines.push_back(*std::move(line));
    if (selection.subject.kind == ui::SubjectKind::event)
        lines.insert(lines.end(), selection.related.begin(), selection.related.end());
    selection.related = std::move(lines);
}

}  // namespace app
