// The Sheet layout for the window: what is wished is made by a process of its own when the hand rests
// (app/sheet_child.h), its pages are shown as they are, and exporting copies that sealed folder.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/options.h"
#include "base/image.h"
#include "twin/district.h"
#include "ui/sheet_facts.h"
#include "ui/sheet_state.h"

namespace app {

/// The panel image that shows a page; those of videos and evidence come after it.
inline constexpr std::uint32_t kSheetPage = 99;

class SheetDesk {
public:
    /// The district must outlive it. `wake` is called on other threads when there is something to take.
    SheetDesk(twin::District const& district, SourceOptions source, DeviceOptions device, std::function<void()> wake,
              std::string program = "/proc/self/exe");
    /// Ends what is being made and takes away what was not exported.
    ~SheetDesk();

    /// Every frame: whether somebody looks, and at what.
    struct Looking {
        bool open = false;
        ui::SheetWish const& wish;
        base::UtcMs event = base::kNoTime, known = base::kNoTime;  ///< that is shown; kNoTime: the newest, all
        base::UtcMs now = 0;
        double steady = 0;  ///< seconds; never jumps
        bool chinese = true;
    };
    void want(Looking const& looking);
    void obey(ui::ShowSheetPage const& c);
    void obey(ui::ExportSheet const&);
    void obey(ui::CancelSheet const&);
    void obey(ui::MakeSheet const&);
    /// True when anything below has changed.
    bool take_news();
    /// Until what is wished is there: for pictures.
    void wait();

    ui::SheetFacts const& facts() const;
    /// The page for Ui::set_image, once after each change.
    struct Change {
        std::uint64_t version = 0;
        std::shared_ptr<base::Image const> pixels;
    };
    std::optional<Change> take_image();
    /// Sentences for the log, once; true: an error.
    std::vector<std::pair<bool, std::string>> take_said();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace app
