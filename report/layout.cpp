#include "report/layout.h"

#include <algorithm>
#include <cmath>

#include "report/piece.h"

namespace report {
namespace {

/// A block of a page with its piece, and whereabouts in the grid it stands.
struct Placed {
    Content const* content = nullptr;
    Piece piece;
    double x = 0, width = 0;
};

/// A row of the grid, or a part of one that goes on on the next page.
struct RowOnPage {
    std::size_t row = 0;
    double gap = 0, height = 0;
    std::size_t from = 0, to = SIZE_MAX;  ///< parts of a row that was broken
};

/// Puts the rows of one page of the template onto as many pages of paper as they need.
class Flow {
public:
    Flow(Press const& press, Layout::State& state, Box area, PageContent const& page)
        : press_(press), state_(state), area_(area), spec_(page.spec) {
        set_columns();
        for (Content const& content : page.blocks) {
            Block const& block = content.block;
            double const right =
                column_x_[block.column + block.column_span - 1] + column_width_[block.column + block.column_span - 1];
            double const x = column_x_[block.column];
            placed_.push_back({&content, make_piece(press, content, right - x), x, right - x});
        }
        measure_rows();
    }

    /// Begins below what stands on the last page already, `used` points of it; says how much it used of its own last.
    double run(double used) {
        used_ = carried_from_ = end_ = used;
        carried_ = used > 0;
        for (std::size_t r = 0; r < rows_.size();) {
            std::size_t const end = group_end(r);
            put_group(r, end);
            r = end;
        }
        flush();
        return end_;
    }

private:
    struct RowPlan {
        double height = 0;
        bool glued = false;     ///< to the row above
        bool headings = false;  ///< and nothing else
        bool empty = true;
    };

    void set_columns() {
        double const gap = press_.sizes.gap * 1.3;
        double all = 0;
        for (double const share : spec_.columns) all += share;
        double const room = area_.width - gap * static_cast<double>(spec_.columns.size() - 1);
        double x = area_.x;
        for (double const share : spec_.columns) {
            column_x_.push_back(x);
            column_width_.push_back(room * share / all);
            x += column_width_.back() + gap;
        }
    }

    bool takes_share(std::size_t row) const { return spec_.rows[row] > 0; }

    void measure_rows() {
        rows_.resize(spec_.rows.size());
        for (Placed const& one : placed_) {
            Block const& block = one.content->block;
            RowPlan& row = rows_[block.row];
            bool const heading = block.kind == BlockKind::heading;
            row.headings = row.empty ? heading : row.headings && heading;
            for (std::size_t r = block.row; r < block.row + block.row_span; ++r) {
                if (r > block.row) rows_[r].glued = true, rows_[r].headings = false;
                rows_[r].empty = false;
            }
            if (block.row_span == 1)
                row.height = std::max(row.height, takes_share(block.row) ? one.piece.minimum() : one.piece.natural());
        }
        for (Placed const& one : placed_) widen_for(one);
        bool headings = false;
        for (RowPlan& row : rows_) {
            row.glued = row.glued || headings;
            if (!row.empty) headings = row.headings;
        }
    }

    /// Rows that a block spans together hold it.
    void widen_for(Placed const& one) {
        Block const& block = one.content->block;
        if (block.row_span == 1) return;
        bool shares = false;
        double have = press_.sizes.gap * static_cast<double>(block.row_span - 1);
        for (std::size_t r = block.row; r < block.row + block.row_span; ++r) {
            have += rows_[r].height;
            shares = shares || takes_share(r);
        }
        double const need = shares ? one.piece.minimum() : one.piece.natural();
        if (need > have) rows_[block.row + block.row_span - 1].height += need - have;
    }

    std::size_t group_end(std::size_t row) const {
        std::size_t end = row + 1;
        while (end < rows_.size() && rows_[end].glued) ++end;
        return end;
    }

    bool fresh() const { return on_page_.empty() && !carried_; }

    double gap_before(std::size_t) const {
        if (fresh()) return 0;
        // What follows another page of the template is another matter.
        if (on_page_.empty()) return 2 * press_.sizes.gap;
        return rows_[on_page_.back().row].headings ? press_.sizes.gap * 0.5 : press_.sizes.gap;
    }

    /// The one block of a row that may be parted, or nothing.
    Placed const* breakable(std::size_t row) const {
        Placed const* found = nullptr;
        for (Placed const& one : placed_) {
            Block const& block = one.content->block;
            if (row < block.row || row >= block.row + block.row_span) continue;
            if (found || block.row_span > 1 || one.piece.parts.size() < 2 || !one.piece.breaks) return nullptr;
            found = &one;
        }
        return found;
    }

    double need_of(std::size_t from, std::size_t end) const {
        double need = 0;
        bool first = true;
        bool headings = false;
        for (std::size_t r = from; r < end; ++r) {
            if (rows_[r].empty) continue;
            need += rows_[r].height + (first ? gap_before(r) : press_.sizes.gap * (headings ? 0.5 : 1));
            first = false;
            headings = rows_[r].headings;
        }
        return need;
    }

    void put(std::size_t row, double height, std::size_t from = 0, std::size_t to = SIZE_MAX) {
        double const gap = gap_before(row);
        on_page_.push_back({row, gap, height, from, to});
        used_ += gap + height;
    }

    void put_group(std::size_t from, std::size_t end) {
        constexpr double kLoose = 0.01;
        bool const fits = used_ + need_of(from, end) <= area_.height + kLoose;
        if (!fits && put_broken(from, end)) return;
        if (!fits && !fresh()) {
            flush();
            return put_group(from, end);
        }
        for (std::size_t r = from; r < end; ++r)
            if (!rows_[r].empty) put(r, rows_[r].height);
    }

    /// The last row of a group over several pages, its head on each; false where too little of it would stand here.
    bool put_broken(std::size_t from, std::size_t end) {
        std::size_t const last = end - 1;
        Placed const* one = rows_[last].empty || takes_share(last) ? nullptr : breakable(last);
        if (!one) return false;
        Piece const& piece = one->piece;
        double const before = need_of(from, last) + (last == from ? gap_before(last) : press_.sizes.gap);
        std::size_t const here = parts_that_fit(piece, 0, area_.height - used_ - before);
        if (here < std::min<std::size_t>(3, piece.parts.size())) {
            // On a page of its own as many as there is room for; but one at least, or this would never end.
            if (!fresh()) return false;
        }
        for (std::size_t r = from; r < last; ++r)
            if (!rows_[r].empty) put(r, rows_[r].height);
        std::size_t at = 0, next = std::max<std::size_t>(here, 1);
        for (;;) {
            put(last, height_of(piece, at, next), at, next);
            at = next;
            if (at >= piece.parts.size()) return true;
            flush();
            next = at + std::max<std::size_t>(1, parts_that_fit(piece, at, area_.height));
        }
    }

    static double height_of(Piece const& piece, std::size_t from, std::size_t to) {
        double height = piece.head + (to >= piece.parts.size() ? piece.foot : 0);
        for (std::size_t i = from; i < to; ++i) height += piece.parts[i];
        return height;
    }

    static std::size_t parts_that_fit(Piece const& piece, std::size_t from, double room) {
        std::size_t count = 0;
        while (from + count < piece.parts.size() && height_of(piece, from, from + count + 1) <= room) ++count;
        // One lone row on the next page looks like a mistake.
        if (from + count + 1 == piece.parts.size() && count > 3) --count;
        return count;
    }

    /// What is left of the page goes to the rows that take shares of it.
    void stretch() {
        double left = area_.height - used_;
        std::vector<RowOnPage*> open;
        for (RowOnPage& row : on_page_)
            if (takes_share(row.row)) {
                open.push_back(&row);
                left += row.height;
            }
        for (bool again = true; again && !open.empty();) {
            again = false;
            double shares = 0;
            for (RowOnPage const* row : open) shares += spec_.rows[row->row];
            for (auto row = open.begin(); row != open.end(); ++row) {
                if (left * spec_.rows[(*row)->row] / shares >= (*row)->height) continue;
                left -= (*row)->height;  // needs more than its share: has it, and the others share the rest
                open.erase(row);
                again = true;
                break;
            }
            if (again) continue;
            for (RowOnPage* row : open) row->height = left * spec_.rows[row->row] / shares;
        }
    }

    void flush() {
        double const start = carried_ ? carried_from_ : 0;
        if (on_page_.empty()) {
            carried_ = false;
            used_ = 0;
            return;
        }
        stretch();
        Canvas canvas(press_);
        double y = area_.y + start;
        for (std::size_t i = 0; i < on_page_.size(); ++i) {
            y += on_page_[i].gap;
            for (Placed const& one : placed_)
                if (one.content->block.row == on_page_[i].row) draw(canvas, one, i, y);
            y += on_page_[i].height;
        }
        if (!carried_) state_.pages.emplace_back();
        for (OutlineEntry entry : canvas.headings) {
            entry.page = state_.pages.size() - 1;
            state_.outline.push_back(std::move(entry));
        }
        auto& page = state_.pages.back();
        page.insert(page.end(), std::move_iterator(canvas.marks.begin()), std::move_iterator(canvas.marks.end()));
        on_page_.clear();
        end_ = y - area_.y;
        used_ = 0;
        carried_ = false;
    }

    void draw(Canvas& canvas, Placed const& one, std::size_t first, double y) {
        Block const& block = one.content->block;
        RowOnPage const& row = on_page_[first];
        Box box{one.x, y, one.width, row.height};
        for (std::size_t i = first + 1; i < on_page_.size() && on_page_[i].row < block.row + block.row_span; ++i)
            box.height += on_page_[i].gap + on_page_[i].height;
        canvas.complaints.clear();
        std::size_t const all = one.piece.parts.size();
        one.piece.draw(canvas, box, row.from, std::min(row.to, all));
        std::string const name = block.data.empty() ? press_.say(block.text).substr(0, 60) : block.data;
        if (box.y + box.height > area_.y + area_.height + 0.5) canvas.complaints.push_back("it is taller than a page");
        std::size_t const page = state_.pages.size() + (carried_ ? 0 : 1);
        for (std::string const& what : canvas.complaints) state_.lints.push_back({page, name, what});
        if (block.kind != BlockKind::figure) return;
        Box const picture = picture_box(press_, *std::get<Figure const*>(one.content->shows), block.title, box);
        state_.figures.push_back({block.data, block.figure, picture.width, picture.height});
    }

    Press const& press_;
    Layout::State& state_;
    Box area_;
    PageSpec const& spec_;
    std::vector<double> column_x_, column_width_;
    std::vector<Placed> placed_;
    std::vector<RowPlan> rows_;
    std::vector<RowOnPage> on_page_;
    double used_ = 0, end_ = 0;  ///< of the page, and of the last one when all is done
    double carried_from_ = 0;    ///< where the page's own part of the first page begins
    bool carried_ = false;       ///< something of another page of the template stands above
};

base::Status judge_edition(Template const& how, Edition const& edition) {
    if (std::find(how.languages.begin(), how.languages.end(), edition.language) == how.languages.end())
        return base::Error{"template '" + how.name + "' is not made for " +
                           (edition.language == Language::zh ? "Chinese (zh)" : "English (en)")};
    return base::done;
}

}  // namespace

base::Result<std::unique_ptr<Layout::State>> lay_out_state(Template const& how, Data const& data,
                                                           Edition const& edition, Figure const* blank) {
    if (auto const fine = judge_edition(how, edition); !fine) return fine.error();
    auto pages = fill(how, data, blank);
    if (!pages) return pages.error();
    auto type = open_fonts(edition);
    if (!type) return type.error();
    auto state = std::make_unique<Layout::State>();
    state->type = *type;
    state->paper = how.paper;
    state->edition = edition;
    state->title = how.title.in(edition.language);
    state->fonts = state->type->fonts();
    Press const press{*state->type, edition.language, Sizes(how.paper.text)};
    Box const area = content_area(press, how.paper, edition);
    double used = 0;
    for (PageContent const& page : *pages)
        used = Flow(press, *state, area, page).run(page.spec.follows && !state->pages.empty() ? used : 0);
    dress_pages(press, *state);
    return state;
}

base::Result<Layout> lay_out(Template const& how, Data const& data, Edition const& edition) {
    auto state = lay_out_state(how, data, edition, nullptr);
    if (!state) return state.error();
    return Layout(std::move(*state));
}

base::Result<std::vector<FigurePlace>> plan_figures(Template const& how, Data const& data, Edition const& edition) {
    Figure const blank;
    auto state = lay_out_state(how, data, edition, &blank);
    if (!state) return state.error();
    return std::move((*state)->figures);
}

Layout::Layout(std::unique_ptr<State> state) : state_(std::move(state)) {}
Layout::Layout(Layout&&) noexcept = default;
Layout& Layout::operator=(Layout&&) noexcept = default;
Layout::~Layout() = default;

std::size_t Layout::pages() const { return state_->pages.size(); }
Paper Layout::paper() const { return state_->paper; }
std::vector<Lint> const& Layout::lints() const { return state_->lints; }
std::vector<std::filesystem::path> const& Layout::fonts() const { return state_->fonts; }

std::string Layout::page_text(std::size_t page) const {
    std::string out;
    for (Item const& item : state_->pages[page])
        if (auto const* text = std::get_if<TextMark>(&item)) out += text->text.text + "\n";
    return out;
}

}  // namespace report
