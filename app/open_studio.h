// What is behind Studio, for its own files alone: studio.cpp (opening, one frame), studio_commands.cpp (what people ask
// for), studio_picture.cpp (what is drawn), studio_context.cpp (what panels get to read).
#pragma once

#include <array>
#include <filesystem>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "app/briefing.h"
#include "app/carousel.h"
#include "app/case_desk.h"
#include "app/evidence.h"
#include "app/flight.h"
#include "app/follow.h"
#include "app/hand.h"
#include "app/indicator_desk.h"
#include "app/measure.h"
#include "app/project_desk.h"
#include "app/rebuild.h"
#include "app/related_desk.h"
#include "app/remote.h"
#include "app/scenery.h"
#include "app/search.h"
#include "app/selection.h"
#include "app/sheet_desk.h"
#include "app/siting.h"
#include "app/steps.h"
#include "app/studio.h"
#include "app/supervise_session.h"
#include "app/time_machine.h"
#include "app/user_file.h"
#include "app/videos.h"
#include "app/viewpoints.h"
#include "app/wall_facts.h"
#include "app/warning_desk.h"
#include "scene/camera_text.h"
#include "scene/section.h"

namespace app {

/// Metres of ground from side to side of the small map.
double map_metres(base::Extent const& all);

/// Frames: Dear ImGui lays some things out by what the last frame found.
inline constexpr int kSettle = 3;
/// Seconds of rest until the picture is drawn as sharp as it can be.
inline constexpr double kSharpAfter = 0.15;

class OpenStudio final : public Studio {
public:
    explicit OpenStudio(Parts parts);
    ~OpenStudio() override;
    base::Status begin(scene::Scene scene, base::Progress& progress);

    base::Result<bool> frame(WindowInput const& input, Surroundings const& around) override;
    double may_sleep() const override;
    Wishes take_wishes() override;
    base::Status prepare(std::string const& panel, std::string const& choose) override;
    base::Result<base::Image> picture(Surroundings const& around) override;
    std::vector<std::string> const& small_texts() const override { return small_texts_; }

private:
    // ---- one frame (studio.cpp)
    base::Extent expected_district() const;
    void take_news();
    void take_briefing();
    void follow_indicators();
    void take_siting();
    bool is_in_view(base::Extent const& place) const;
    bool answered() const;
    void draw_pieces(ui::Input const& input);
    bool at_rest() const;
    void count_taken(ui::Input const& input);
    void keep_moment_in_sight();
    void move_on(double seconds);
    void touch_district(WindowInput const& input);
    void follow_settings();
    void one_colour_each();
    ui::Output draw_panels(ui::Input const& input);

    // ---- commands (studio_commands.cpp)
    void obey_all(ui::Commands const& commands);
    void obey(ui::FlyTo const&);
    void obey(ui::FlyToExtent const&);
    void obey(ui::OpenView const&);
    void obey(ui::MoveCamera const&);
    void obey(ui::AddBookmark const&);
    void obey(ui::Select const&);
    void obey(ui::SelectInside const&);
    void obey(ui::ClearSelection const&);
    void obey(ui::ExportSelection const&);
    void obey(ui::UseTool const&);
    void obey(ui::GoLive const& c) { time_.obey(c); }
    void obey(ui::SetMoment const& c) { time_.obey(c); }
    void obey(ui::Play const& c) { time_.obey(c); }
    void obey(ui::SetRange const& c) { time_.obey(c); }
    void obey(ui::NextEvent const&);
    void obey(ui::ShowSpan const&);
    void obey(ui::Split const&);
    void obey(ui::ShowLayer const&);
    void obey(ui::Acknowledge const&);
    void obey(ui::CaseDo const&);
    void obey(ui::ExportZones const&);
    void take_supervision();
    bool prepare_supervision(std::string const& panel, std::string const& choose);
    std::optional<Matter> matter_of(ui::Subject const&) const;
    bool is_open_in_panel(ui::Subject const&) const;
    void obey(ui::PlayVideo const&);
    void obey(ui::Undo const&) { undo(false); }
    void obey(ui::Redo const&) { undo(true); }
    void obey(ui::Screenshot const&);
    void obey(ui::ShowHelp const&);
    void obey(ui::ToggleFullScreen const&);
    void obey(ui::SwitchScreen const&);
    void obey(ui::WallScene const&);
    void obey(ui::CancelWork const&);
    void obey(ui::Quit const&);
    void obey(ui::WarningCommand const&);
    void obey(ui::IndicatorCommand const& c) { indicators_.obey(c); }
    void obey(ui::SitingCommand const& c) { siting_.obey(c); }
    void obey(ui::SheetCommand const&);
    void fly_to(scene::Camera const& camera);
    void fly_to(base::Vec3d at, double across);
    void say(bool error, std::string text);

    // ---- pictures (studio_picture.cpp)
    base::Status draw_district();
    renderer::PixelRect own_part() const;
    void show_own_part(scene::Panels& panels) const;
    void ask();
    Question question(scene::Slot slot) const;
    void darken(scene::View& view) const;
    base::Result<scene::View> make_view(std::string const& name, std::string const& camera) const;
    base::Status open_view(std::string const& name, std::string const& camera);
    app::Stage ground() const;
    std::uint32_t id_at(base::Vec2d pixel);
    ui::Subject subject_at(base::Vec2d pixel);
    void set_live_layers(std::vector<std::string> const& words);
    void restyle_view();
    void click(base::Vec2d pixel);
    void finish_tool(base::Vec2d pixel);
    void measure();
    std::optional<base::Vec3d> place_under(base::Vec2d pixel);
    std::optional<scene::Box> box_of(ui::Subject const& subject) const;
    bool open_ring(std::uint32_t id);
    void save_screenshot(scene::Panels const& panels);
    /// Of `audit_export`; that it cannot be logged is said.
    void audited(std::string const& action, std::string const& file);

    // ---- sections (studio_section.cpp)
    std::shared_ptr<scene::Section const> section_;  ///< that cuts the picture; null: none
    void obey(ui::CutSection const&);
    base::Status open_section();
    void cut_section(scene::SectionLine const& line);
    void measure_section();
    void describe_section();
    void take_section_tool(bool again);
    void save_section();

    // ---- what goes on paper (studio_sheet.cpp)
    void take_sheet();
    void open_sites_sheet();
    base::Status prepare_sheet(std::string const& report);

    // ---- the beginning (studio_begin.cpp)
    base::Status begin_view();
    void begin_desks();
    base::Status begin_time();
    void begin_media();
    base::Status open_panel(std::string const& panel);
    base::Status choose_found(std::string const& panel, std::string const& choose);

    // ---- the world outside (studio_links.cpp)
    void read_user_file();
    void save_settings(bool now);
    void resume_session();
    void keep_session();
    base::Status start_links();
    void take_links();
    void give_links(scene::Panels const& panels);
    RemoteStatus remote_status() const;
    SharedState shared_state() const;
    void follow(SharedState const& state);

    // ---- the wall (studio_wall.cpp)
    void begin_wall();
    void turn_wall(bool touched);
    base::Vec3d below_card(base::Vec3d at, double across) const;
    std::vector<Incident> warnings_for_wall();
    void describe_wall();
    void surround_wall();
    std::int64_t steady_ms() const;

    // ---- what panels read (studio_context.cpp)
    std::vector<ui::SearchHit> find(std::string const& query);
    ui::Shown evidence(std::string const& reference);
    ui::Shown video(std::string const& camera);
    ui::PanelContext context(ui::Kit& kit, ui::Commands& commands);
    void refresh_selection();
    void say_again();
    void refresh_stage();

    bool chinese() const { return settings_.language == ui::Language::zh; }

    ViewCommand const& command_;
    twin::District district_;
    renderer::Renderer& renderer_;
    ui::Ui ui_;
    std::function<void()> wake_;
    bool remembers_;  ///< the user's file; a picture without a window does not
    Scenery scenery_;
    Rebuild rebuild_;
    std::unique_ptr<Briefings> briefings_;
    std::shared_ptr<Briefing const> briefing_;
    Question asked_;
    double waiting_ = 0;                    ///< seconds since what is asked for was last on the screen
    base::UtcMs in_sight_ = base::kNoTime;  ///< the moment that the time line last went along with; live: none
    std::shared_ptr<ui::Facts> facts_ = std::make_shared<ui::Facts>();
    std::shared_ptr<Focused const> focused_;
    Focus focus_;

    // What a person has set, and the way back.
    ui::Settings settings_, shown_settings_;
    /// What the desk gets back when the wall goes: the carousel changes layers, look and place.
    struct Desk {
        ui::Settings settings;
        scene::View view;
        Steps<scene::Camera> steps;
    };
    std::optional<Desk> desk_;  ///< while the wall is shown
    /// One step to undo: what is set, and the study of sites as it stood.
    struct Stood {
        ui::Settings settings;
        std::shared_ptr<SitingStep const> siting;
    };
    void undo(bool forward);
    Steps<Stood> setting_steps_;
    std::shared_ptr<SitingStep const> shown_siting_;
    Steps<scene::Camera> camera_steps_;
    ui::State panel_state_;
    ui::Screen screen_ = ui::Screen::desk;

    // Where one looks from, and when.
    scene::View view_;
    std::optional<Flight> flight_;
    double flown_ = 0;
    Hand hand_;
    TimeMachine time_;
    base::UtcMs now_ = 0;
    std::optional<ui::Split> split_;

    // What is chosen and found.
    std::shared_ptr<SearchPart const> search_still_, search_live_;
    std::future<std::shared_ptr<SearchPart const>> search_coming_;
    twin::NearestBuilding nearest_;
    analysis::Sight sight_;
    Ruler ruler_;
    Selector selector_;
    ui::Selection selection_;
    ui::Measured measured_;
    std::vector<base::Vec3d> measured_points_;
    bool finished_ = false;  ///< the line: the next click begins another
    bool wants_screenshot_ = false;
    ui::Tool tool_ = ui::Tool::pick;
    std::shared_ptr<scene::BuildingColours const> colours_;
    std::unique_ptr<CaseDesk> cases_;
    std::unique_ptr<ProjectDesk> projects_;
    std::string remote_from_;  ///< the address of the remote control that commands now; empty: this machine

    IndicatorDesk indicators_;
    SitingDesk siting_;
    SheetDesk sheet_;
    // Early warning and related things (studio_warning.cpp).
    std::unique_ptr<WarningDesk> warning_;
    std::unique_ptr<RelatedDesk> related_;
    void take_warning();
    base::Status choose_warning(std::string const& words);
    void relate_selection();

    std::unique_ptr<Evidence> evidence_;
    std::unique_ptr<Videos> videos_;
    std::string projected_;  ///< the camera whose picture lies on the model; empty: none
    scene::PanelImage projected_picture_;
    std::vector<scene::LiveLayer> legend_besides(bool projects) const;

    // What panels read besides.
    ui::Stage stage_;
    ui::WallFacts wall_;
    ui::StyleFacts style_;
    std::optional<Carousel> carousel_;
    CarouselMemory resumed_;  ///< of the session before
    bool resumed_paused_ = false;
    bool warnings_met_ = false;  ///< by the carousel
    std::uint64_t wall_revision_ = 0, ticker_revision_ = ~0ULL;
    double steady_seconds_ = 0;  ///< since the window opened; never jumps
    std::vector<ui::LogLine> log_;
    std::vector<ui::Work> work_;

    // The world outside.
    UserFile user_file_;
    ui::Settings saved_settings_;
    double unsaved_since_ = 0;
    std::unique_ptr<SessionKeeper> session_;
    std::mutex remote_mutex_;
    std::vector<std::pair<ui::Command, std::string>> remote_commands_;  ///< from the server's threads, and whence
    std::unique_ptr<Leader> leader_;
    std::unique_ptr<Remote> remote_;
    std::unique_ptr<Follower> follower_;
    std::string leader_trouble_;
    double published_ = -1, pictured_ = -1;
    std::uint64_t taken_ = 0;  ///< RemoteScreen::taken
    std::array<bool, 3> held_before_{};
    bool tells_screen_ = false;         ///< in this frame
    std::vector<ui::ShownText> texts_;  ///< of this frame

    // This frame.
    Surroundings around_;
    base::Extent district_pixels_;
    base::Vec2d mouse_;
    bool buttons_held_ = false, undoing_ = false;
    std::optional<Stood> undo_from_;  ///< as it was when the button was pressed
    std::vector<std::string> small_texts_;
    std::uint32_t frames_ = 0;
    bool drew_ = false;   ///< the district, in the last frame
    double drawing_ = 0;  ///< seconds that a picture has been under way in pieces
    int hush_ = 0;        ///< frames for panels alone
    bool moving_ = false, mouse_taken_ = false, keyboard_taken_ = false, hand_busy_ = false;
    double still_ = 0;      ///< seconds since the camera last moved
    double again_in_ = -1;  ///< as panels asked
    int settle_ = 3;        ///< frames until panels have come to rest
    Wishes wishes_;
};

}  // namespace app
