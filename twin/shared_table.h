// A table sorted by id whose copies share every page that neither has changed since: a snapshot of 200,000 things is a
// copy of some thousand pointers.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace twin {

/// `Item` has a member `std::string id`, is made from one, and is cheap to copy (large values behind shared_ptr).
template <class Item>
class SharedTable {
public:
    Item const* find(std::string_view id) const {
        if (pages_.empty()) return nullptr;
        Page const& page = *pages_[page_of(id)];
        auto const at = lower_bound(page, id);
        return at != page.end() && (*at)->id == id ? at->get() : nullptr;
    }

    /// The item of that id, made if missing, and ours alone to change until the next copy of the table.
    Item& edit(std::string_view id) {
        if (pages_.empty()) pages_.push_back(std::make_shared<Page>());
        std::size_t const p = page_of(id);
        Page& page = own(pages_[p]);
        auto at = lower_bound(page, id);
        if (at != page.end() && (*at)->id == id) return own(*at);
        at = page.insert(at, std::make_shared<Item>(std::string(id)));
        ++size_;
        Item& item = **at;
        if (page.size() > kPageSize) split(p, at == page.end() - 1);
        return item;
    }

    /// `unwanted` may be asked twice about an item, so it must change nothing.
    template <class Unwanted>
    void erase_if(Unwanted const& unwanted) {
        auto const drop = [&](std::shared_ptr<Item> const& item) { return unwanted(std::as_const(*item)); };
        size_ = 0;
        for (auto& page : pages_) {
            if (std::any_of(page->begin(), page->end(), drop)) std::erase_if(own(page), drop);
            size_ += page->size();
        }
        std::erase_if(pages_, [](auto const& page) { return page->empty(); });
    }

    void erase(std::string_view id) {
        if (!find(id)) return;
        std::size_t const p = page_of(id);
        Page& page = own(pages_[p]);
        page.erase(lower_bound(page, id));
        if (page.empty()) pages_.erase(pages_.begin() + static_cast<std::ptrdiff_t>(p));
        --size_;
    }

    /// In the order of ids, from `id` on.
    template <class Visit>
    void each_from(std::string_view id, Visit const& visit) const {
        if (pages_.empty()) return;
        std::size_t const first = page_of(id);
        for (std::size_t p = first; p < pages_.size(); ++p) {
            Page const& page = *pages_[p];
            for (auto at = p == first ? lower_bound(page, id) : page.begin(); at != page.end(); ++at)
                visit(std::as_const(**at));
        }
    }

    /// In the order of ids.
    template <class Visit>
    void each(Visit const& visit) const {
        for (auto const& page : pages_) {
            for (auto const& item : *page) visit(std::as_const(*item));
        }
    }

    std::size_t size() const { return size_; }

private:
    using Page = std::vector<std::shared_ptr<Item>>;
    static constexpr std::size_t kPageSize = 256;

    template <class T>
    static T& own(std::shared_ptr<T>& shared) {
        if (shared.use_count() != 1) {
            shared = std::make_shared<T>(std::as_const(*shared));
        } else {
            // What another thread read from the copy it has just given up must be over before we write.
            std::atomic_thread_fence(std::memory_order_acquire);
        }
        return *shared;
    }

    template <class P>
    static auto lower_bound(P& page, std::string_view id) {
        return std::lower_bound(page.begin(), page.end(), id,
                                [](auto const& item, std::string_view key) { return item->id < key; });
    }

    /// The last page that begins at or before `id`. Pages are never empty while the table is searched, except the
    /// first one made.
    std::size_t page_of(std::string_view id) const {
        auto const after =
            std::upper_bound(pages_.begin() + 1, pages_.end(), id,
                             [](std::string_view key, auto const& page) { return key < page->front()->id; });
        return static_cast<std::size_t>(after - pages_.begin()) - 1;
    }

    /// Ids often grow: a page that overflows at its end stays full, and the next one begins with the newcomer.
    void split(std::size_t p, bool at_end) {
        Page& full = *pages_[p];
        auto const middle = at_end ? full.end() - 1 : full.begin() + static_cast<std::ptrdiff_t>(full.size() / 2);
        auto upper = std::make_shared<Page>(std::make_move_iterator(middle), std::make_move_iterator(full.end()));
        full.erase(middle, full.end());
        pages_.insert(pages_.begin() + static_cast<std::ptrdiff_t>(p) + 1, std::move(upper));
    }

    std::vector<std::shared_ptr<Page>> pages_;
    std::size_t size_ = 0;
};

}  // namespace twin
