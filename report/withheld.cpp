#include "report/withheld.h"

#include <algorithm>

namespace report {
namespace {

class CloseUp {
public:
    explicit CloseUp(PageContent& page) : page_(page), rows_(page.spec.rows.size()) {
        for (std::size_t i = 0; i < page.blocks.size(); ++i) rows_[page.blocks[i].block.row].push_back(i);
    }

    void run() {
        label();
        for (std::size_t r = 0; r < rows_.size(); ++r) put_row(r);
        flush();
        page_.blocks = std::move(blocks_);
        page_.spec.rows = std::move(shares_);
    }

private:
    /// Each withheld block gets the words that it is known by; headings that lead nowhere else are marked.
    void label() {
        labels_.resize(page_.blocks.size());
        dropped_.resize(page_.blocks.size());
        std::size_t const none = page_.blocks.size();
        std::size_t heading = none;
        bool only_withheld = false;
        auto const close = [&] {
            if (heading != none && only_withheld) dropped_[heading] = true;
            heading = none;
        };
        Words const* above = nullptr;
        for (auto const& row : rows_) {
            for (std::size_t const i : row) {
                Content const& one = page_.blocks[i];
                Block const& block = one.block;
                if (block.kind == BlockKind::heading) {
                    close();
                    above = block.level > 1 ? &block.text : nullptr;
                    if (block.level > 1) heading = i, only_withheld = false;
                } else if (one.withheld) {
                    labels_[i] = !block.title.empty() || !above ? block.title : *above;
                    only_withheld = true;
                } else if (!block.title.empty()) {
                    close();
                } else {
                    heading = none;
                }
            }
        }
        close();
    }

    void put_row(std::size_t r) {
        std::vector<std::size_t> shown, withheld;
        for (std::size_t const i : rows_[r]) {
            if (page_.blocks[i].withheld)
                withheld.push_back(i);
            else if (!dropped_[i])
                shown.push_back(i);
        }
        if (!shown.empty()) flush();
        for (std::size_t const i : shown) {
            Content content = std::move(page_.blocks[i]);
            if (shown.size() == 1 && !withheld.empty()) {
                content.block.column = 0;
                content.block.column_span = page_.spec.columns.size();
            }
            content.block.row = shares_.size();
            blocks_.push_back(std::move(content));
        }
        if (!shown.empty()) shares_.push_back(page_.spec.rows[r]);
        for (std::size_t const i : withheld)
            waiting_.push_back({*page_.blocks[i].withheld, Tone::quiet, std::move(labels_[i])});
    }

    /// The notes that are due, in a row of their own.
    void flush() {
        if (waiting_.empty()) return;
        page_.withheld.push_back(std::move(waiting_));
        waiting_.clear();
        Content notes;
        notes.block.kind = BlockKind::notes;
        notes.block.row = shares_.size();
        notes.block.column_span = page_.spec.columns.size();
        notes.shows = &page_.withheld.back();
        blocks_.push_back(std::move(notes));
        shares_.push_back(0);
    }

    PageContent& page_;
    std::vector<std::vector<std::size_t>> rows_;
    std::vector<Words> labels_;
    std::vector<bool> dropped_;
    std::vector<Note> waiting_;
    std::vector<Content> blocks_;
    std::vector<double> shares_;
};

void in_place(PageContent& page) {
    for (Content& one : page.blocks) {
        if (!one.withheld) continue;
        page.withheld.push_back({{*one.withheld, Tone::quiet, {}}});
        one.block.kind = BlockKind::notes;
        one.shows = &page.withheld.back();
    }
}

}  // namespace

void close_up(PageContent& page) {
    if (std::ranges::none_of(page.blocks, [](Content const& one) { return one.withheld != nullptr; })) return;
    if (std::ranges::any_of(page.blocks, [](Content const& one) { return one.block.row_span > 1; }))
        in_place(page);
    else
        CloseUp(page).run();
}

}  // namespace report
