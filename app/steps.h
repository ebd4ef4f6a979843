// Where one has been: what Ctrl-Z and the arrows back and forward walk along.
#pragma once

#include <cstddef>
#include <deque>
#include <utility>

namespace app {

/// The values before and after the present one; the oldest fall off.
template <class T>
class Steps {
public:
    explicit Steps(std::size_t most = 100) : most_(most) {}

    /// `before` was the value until now; whatever was undone is forgotten.
    void leave(T before) {
        after_.clear();
        before_.push_back(std::move(before));
        if (before_.size() > most_) before_.pop_front();
    }
    /// Puts the value before into `present`; false where there is none.
    bool back(T& present) { return step(before_, after_, present); }
    bool forward(T& present) { return step(after_, before_, present); }

private:
    static bool step(std::deque<T>& from, std::deque<T>& to, T& present) {
        if (from.empty()) return false;
        to.push_back(std::exchange(present, std::move(from.back())));
        from.pop_back();
        return true;
    }

    std::size_t most_;
    std::deque<T> before_, after_;
};

}  // namespace app
