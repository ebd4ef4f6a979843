// The district built or coloured anew as a person has set it, on another thread; asking again stops what is under way.
#pragma once

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <optional>

#include "app/restyle.h"
#include "base/progress.h"

namespace app {

class Rebuild {
public:
    struct Done {
        std::optional<scene::Scene> scene;  ///< none: only colours have changed
        std::shared_ptr<scene::BuildingColours const> colours;
        std::size_t buildings = 0;  ///< shown; with `scene` only
        twin::Name problem;         ///< of the filter
    };

    /// `wake` is called from the other thread when something is done. The district must outlive it.
    Rebuild(twin::District const& district, std::function<void()> wake);
    ~Rebuild();

    /// From `before`, as it is shown, to `after`.
    void want(ui::Settings const& before, ui::Settings const& after);
    /// With these buildings besides, from now on; null: without.
    void propose(std::shared_ptr<Proposed const> proposed, ui::Settings const& settings);
    /// What is done, once.
    std::optional<Done> take();
    bool busy() const { return job_.valid(); }
    /// Until what is under way is done, for pictures; `take` gives it.
    void wait() const {
        if (busy()) job_.wait();
    }
    /// What a scene was made with.
    struct Shown {
        ui::Settings settings;
        std::shared_ptr<Proposed const> proposed;
    };
    /// Stops what is under way without waiting for it, and says what stays; none where nothing was under way. Whoever
    /// proposed something must take it back, or it is built with the next `propose`.
    std::optional<Shown> cancel();

private:
    struct Cancel : base::Progress {
        std::atomic<bool> wanted = false;
        bool cancelled() const override { return wanted; }
    };
    void begin(ui::Settings const& settings);
    void start();

    Restyler restyler_;
    std::function<void()> wake_;
    Shown shown_;           ///< what is to be seen while something is under way
    bool dropped_ = false;  ///< nobody wants what is under way
    std::optional<ui::Settings> next_;
    std::shared_ptr<Proposed const> proposed_;
    bool scene_ = false;  ///< the next job builds the scene
    std::unique_ptr<Cancel> cancel_;
    std::future<std::optional<Done>> job_;
};

}  // namespace app
