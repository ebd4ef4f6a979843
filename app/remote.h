// The remote control: a page for a phone or a tablet, served while a window is open. What it commands becomes
// ui::Command; what it shows is what the app publishes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/image.h"
#include "base/result.h"
#include "base/time.h"
#include "feeds/http_server.h"
#include "twin/name.h"
#include "ui/commands.h"
#include "ui/facts.h"
#include "ui/shown_text.h"

namespace app {

/// All that the page shows, as plain data in the order to be shown.
struct RemoteStatus {
    twin::Name district;
    bool wall = false;
    std::vector<twin::Name> scenes;  ///< of the carousel; empty: there is none
    std::uint32_t scene = 0;
    double seconds_left = 0;
    bool paused = false;
    ui::Subject chosen;  ///< by its kind, index and id

    struct Place {
        std::string id;
        twin::Name name;
    };
    std::vector<Place> views;  ///< of the district file

    struct Layer {
        std::string id;  ///< of Settings::layers
        twin::Name name;
        bool visible = true;
    };
    std::vector<Layer> layers;

    struct Time {
        base::UtcMs now = 0, event = 0, first = base::kNoTime;  ///< clock, moment shown, the journal's oldest
        bool live = true;
        double speed = 0;  ///< of a replay; 0: stands
    };
    Time time;

    struct Alarm {
        ui::Subject subject;  ///< by its kind and id
        twin::Name title, detail;
        ui::Urgent urgent = ui::Urgent::red;
        base::UtcMs at = 0;
        bool acknowledged = false;
    };
    std::vector<Alarm> alarms;  ///< the one shown first
    /// Those that have yet to be shown, without titles, in the order of their turns: the first of kMostWaiting.
    std::vector<Alarm> waiting;
    static constexpr std::size_t kMostWaiting = 100;
    std::size_t waiting_count = 0;
    std::vector<ui::Kpi> kpis;
    struct Feed {
        twin::Name name;
        ui::Lamp lamp = ui::Lamp::down;
    };
    std::vector<Feed> feeds;
    int followers = 0;  ///< outputs that show the same
};

/// What stands on the screen, for who drives the window without seeing it.
struct RemoteScreen {
    std::uint64_t taken = 0;  ///< keys and buttons that were let go and steps of the wheel, since it opened
    bool at_rest = false;     ///< nothing that was done, or is being read or built, will change it any more
    std::vector<ui::ShownText> texts;
};

struct RemoteSetup {
    std::string address;            ///< "127.0.0.1:8735"; port 0: any that is free
    std::string token, read_token;  ///< the secrets themselves; empty: none. Beyond this machine `token` is a must
    std::filesystem::path log;      ///< a line for each command; without it no command is taken
    /// Called on the server's threads. `from`: the address it came from.
    std::function<void(ui::Command, std::string const& from)> command;
    std::function<base::UtcMs()> clock;
    std::function<void()> wake;          ///< a frame is needed. Called on the server's threads
    std::vector<feeds::HttpRoute> more;  ///< of Leader; their `admits` is set to whoever may read
};

/// "127.0.0.1:8735", ":8735", "[::1]:8735", "8735" as host and port; `option` is named in the error.
base::Result<feeds::HttpSetup> read_listen_address(std::string const& text, std::string const& option);

class Remote {
public:
    static base::Result<std::unique_ptr<Remote>> start(RemoteSetup setup);
    ~Remote();
    Remote(Remote const&) = delete;
    Remote& operator=(Remote const&) = delete;

    std::string url() const;
    /// Cheap; a few times a second is enough.
    void publish(RemoteStatus status);
    /// Somebody looks at the picture: only then is it worth reading one back, once a second.
    bool wants_picture() const;
    /// About 960 pixels wide. Encoded on the server's thread, and only when it is asked for.
    void show(std::shared_ptr<base::Image const> picture);
    /// Somebody waits for the next frame's texts.
    bool wants_screen() const;
    void tell(RemoteScreen screen);

private:
    struct State;
    explicit Remote(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace app
