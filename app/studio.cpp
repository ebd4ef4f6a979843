#include "app/studio.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/intake.h"
#include "app/open_studio.h"

namespace app {
namespace {

constexpr std::size_t kLogLines = 500;
constexpr double kDrawing = 30;       ///< milliseconds of a frame for pieces of a picture that rests
constexpr double kSayWaiting = 0.5;   ///< seconds without what was asked for until the screen says so
constexpr double kReplayLag = 1;      ///< seconds that a replay is ahead of what it shows, at most
constexpr double kAroundFirst = 120;  ///< metres around a site that is flown to
constexpr double kEdge = 0.08;        ///< of the picture: what lies there is hardly seen
constexpr double kLongestStep = 0.5;  ///< seconds that a replay goes on by in one frame, at most

bool colours_buildings(std::string const& layer) {
    return layer == "live/population" || layer == "live/population.children" || layer == "live/population.elderly";
}

}  // namespace

OpenStudio::OpenStudio(Parts parts)
    : command_(parts.command),
      district_(std::move(parts.loaded.district)),
      renderer_(parts.renderer),
      ui_(std::move(parts.ui)),
      wake_(parts.wake),
      remembers_(parts.remember),
      scenery_(parts.renderer, std::move(parts.labels), parts.command.samples),
      rebuild_(district_, parts.wake),
      time_(TimeMachine::live(now_ms())),
      now_(now_ms()),
      nearest_(district_.buildings),
      sight_(district_),
      ruler_(district_, sight_, nearest_),
      selector_(district_, &ruler_),
      indicators_(district_, parts.command.chinese, parts.wake),
      siting_(district_, parts.wake),
      sheet_(district_, parts.command.source, parts.command.device, parts.wake),
      user_file_(parts.remember ? UserFile::of_district(parts.command.source.path) : UserFile({})) {}

base::Result<std::unique_ptr<Studio>> Studio::open(Parts parts, base::Progress& progress) {
    scene::Scene scene = std::move(parts.loaded.scene);
    auto studio = std::make_unique<OpenStudio>(std::move(parts));
    if (auto const begun = studio->begin(std::move(scene), progress); !begun) return begun.error();
    return std::unique_ptr<Studio>(std::move(studio));
}

void OpenStudio::say(bool error, std::string text) {
    log_.push_back({now_, error, std::move(text)});
    if (log_.size() > kLogLines) log_.erase(log_.begin());
    settle_ = kSettle;
}

void OpenStudio::take_briefing() {
    for (std::string& problem : briefings_->take_problems()) say(true, std::move(problem));
    auto const newest = briefings_->newest(scene::Slot::main);
    bool const told = newest && newest != briefing_;
    if (told) {
        briefing_ = newest;
        if (newest->facts) facts_ = newest->facts;
        search_live_ = nullptr;  // made again when somebody searches
    }
    auto const focused = briefings_->focused();
    bool const counted = focused != focused_;
    if (counted) focused_ = focused;
    if (focused_) {
        facts_->people.in_view = focused_->in_view;
        // Who was counted in what was chosen before does not live in what is chosen now.
        if (focused_->focus.buildings == focus_.buildings)
            facts_->people.in_selection = focused_->in_selection;
        else
            facts_->people.in_selection.clear();
    }
    if (!told && !counted) return;
    refresh_selection();
    settle_ = kSettle;
}

/// Site selection works while somebody looks at it: what is known goes in, what it found comes out.
void OpenStudio::take_siting() {
    bool const open = screen_ == ui::Screen::desk && settings_.right_open && settings_.right_panel == "siting";
    siting_.want(open, briefing_, chinese());
    if (siting_.take_news()) settle_ = kSettle;
    rebuild_.propose(siting_.proposed(), settings_);
    for (auto& [error, text] : siting_.take_said()) say(error, std::move(text));
    if (auto const there = siting_.take_flight()) obey(ui::FlyToExtent{*there});
    auto const first = follower_ || !remembers_ ? std::nullopt : siting_.take_first();
    if (first && !is_in_view(*first)) obey(ui::FlyToExtent{first->grown(kAroundFirst)});
}

bool OpenStudio::is_in_view(base::Extent const& place) const {
    base::Vec2d const middle = place.centre();
    base::Vec3d const at{middle.x, middle.y, district_.terrain.at(middle)};
    double const width = district_pixels_.width(), height = district_pixels_.height();
    scene::Projection const on = scene::project(flight_ ? flight_->to : view_.camera, at, width, height);
    base::Extent const kept{width * kEdge, height * kEdge, width * (1 - kEdge), height * (1 - kEdge)};
    return on.depth > 0 && kept.contains(on.pixel);
}

void OpenStudio::follow_indicators() {
    bool const listed = settings_.right_open && settings_.right_panel == "indicators";
    bool const looked_at = screen_ == ui::Screen::desk && (listed || panel_state_.indicators.wide);
    feeds::Moment moment = time_.moment();
    if (moment.known == base::kNoTime) moment.known = std::max(around_.now, moment.event);
    indicators_.want(moment, looked_at, chinese());
    if (indicators_.take_news()) settle_ = kSettle;
}

void OpenStudio::take_news() {
    take_briefing();
    take_supervision();
    take_warning();
    follow_indicators();
    bool const found =
        search_coming_.valid() && search_coming_.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    if (found) search_still_ = search_coming_.get();
    for (Evidence::Change& change : evidence_->take_changes()) {
        ui_.set_image(change.image, change.version, std::move(change.pixels));
        settle_ = kSettle;
    }
    for (Videos::Change& change : videos_->take_changes()) {
        bool const on_model =
            !projected_.empty() && change.image == videos_->show(projected_, settings_.language).image;
        // Also one that gave way to another.
        bool const gone = !change.pixels && change.image == projected_picture_.id;
        if (on_model || gone) projected_picture_ = {change.image, change.version, change.pixels};
        ui_.set_image(change.image, change.version, std::move(change.pixels));
        settle_ = std::max(settle_, 1);
    }
    take_siting();
    take_sheet();
    work_.clear();
    if (auto done = rebuild_.take()) {
        if (done->scene) {
            base::Progress quiet;
            if (auto const set = scenery_.set_scene(std::move(*done->scene), quiet); !set)
                say(true, set.error().message);
            if (section_) cut_section(section_->line);  // through what is shown now
        }
        if (done->scene) {
            style_.shown = done->buildings;
            style_.filter_problem = done->problem;
        }
        colours_ = done->colours;
        style_.legend = colours_ ? colours_->legend : scene::Legend{};
        settle_ = kSettle;
    }
    // What is on the screen is of another moment, or of none yet: that must not look like an answer.
    if (waiting_ > kSayWaiting) work_.push_back({chinese() ? "正在读取业务数据" : "Reading what is known", -1, false});
    if (rebuild_.busy()) work_.push_back({chinese() ? "重建场景" : "Building the scene", -1, true});
    auto const drawn = scenery_.under_way();
    if (drawn && (drawing_ > kSayWaiting || !scenery_.view(scene::Slot::main)))
        work_.push_back({chinese() ? "正在绘制" : "Drawing", static_cast<float>(*drawn), false});
}

/// Whether the screen shows what is asked for. A replay runs on while its next moment is made ready, but not far.
bool OpenStudio::answered() const {
    if (!briefing_) return false;
    if (briefing_->question == asked_) return true;
    auto const lag = static_cast<double>(time_.moment().event - briefing_->question.moment.event);
    return time_.plays() && std::abs(lag) <= 1000 * kReplayLag * std::abs(time_.speed());
}

/// The time line goes along with the moment. Where a hand has moved it away from one that stands, or from now, it
/// stays.
void OpenStudio::keep_moment_in_sight() {
    base::UtcMs const event = time_.moment().event;
    base::UtcMs const before = std::exchange(in_sight_, time_.is_live() ? base::kNoTime : event);
    bool const set = focus_.span_until > focus_.span_from;
    ui::ShowSpan const span = set ? ui::ShowSpan{focus_.span_from, focus_.span_until}
                                  : ui::ShowSpan{facts_->time.span_from, facts_->time.span_until};
    std::int64_t const length = span.until - span.from;
    if (before == in_sight_ || length <= 0 || (event >= span.from && event <= span.until)) return;
    // A little room after now, so that its mark does not stick to the edge.
    base::UtcMs const until = std::min(event + length * (time_.plays() ? 9 : 5) / 10, around_.now + length / 50);
    obey(ui::ShowSpan{until - length, until});
}

void OpenStudio::move_on(double seconds) {
    // A replay passes nothing by unseen: it waits for what it shows, and a stall is no leap.
    double const played = time_.plays() && waiting_ > kSayWaiting ? 0 : std::min(seconds, kLongestStep);
    if (time_.advance(around_.now, played) && !time_.is_live()) settle_ = kSettle;
    keep_moment_in_sight();
    moving_ = false;
    if (!flight_) return;
    flown_ += settings_.motion ? seconds : flight_->seconds;
    view_.camera = along(*flight_, flown_);
    moving_ = flown_ < flight_->seconds;
    if (!moving_) flight_.reset();
}

void OpenStudio::touch_district(WindowInput const& input) {
    scene::Camera const before = view_.camera;
    bool const tools = tool_ == ui::Tool::rectangle || tool_ == ui::Tool::lasso || tool_ == ui::Tool::radius;
    auto const did = hand_.apply(input, mouse_taken_, keyboard_taken_, tools, district_pixels_, view_.camera, ground());
    if (did.began) camera_steps_.leave(before);
    if (did.moved) flight_.reset();
    hand_busy_ = did.busy;
    moving_ = moving_ || did.moved;
    if (did.clicked) click(*did.clicked);
    if (did.double_clicked) finish_tool(*did.double_clicked);
}

/// A building has one colour: of the layers that colour it, the one that was switched on last stays.
void OpenStudio::one_colour_each() {
    std::string latest;
    for (ui::LayerSetting const& layer : settings_.layers) {
        bool const was = shown_settings_.shows(layer.id);
        if (colours_buildings(layer.id) && layer.visible && (latest.empty() || !was)) latest = layer.id;
    }
    for (ui::LayerSetting& layer : settings_.layers) {
        if (colours_buildings(layer.id) && layer.id != latest) layer.visible = false;
    }
}

/// What panels have edited in place takes effect. What is done with one press of the button is one step to undo.
void OpenStudio::follow_settings() {
    bool const held = buttons_held_;
    // A study that opens or is saved is no step; one that is changed is.
    auto const siting = siting_.step();
    bool const same_study = siting && shown_siting_ && siting->file == shown_siting_->file;
    if (same_study && siting != shown_siting_ && !undo_from_ && !undoing_)
        undo_from_ = {shown_settings_, shown_siting_};
    if (settings_ != shown_settings_) {
        one_colour_each();
        if (!undo_from_ && !undoing_) undo_from_ = {shown_settings_, shown_siting_};
        if (settings_.style != shown_settings_.style) restyle_view();
        rebuild_.want(shown_settings_, settings_);
        bool const translated = settings_.language != shown_settings_.language;
        shown_settings_ = settings_;
        if (translated) say_again();
        settle_ = kSettle;
    }
    shown_siting_ = siting;
    undoing_ = false;
    if (follower_ || screen_ == ui::Screen::wall) undo_from_.reset();
    if (held || !undo_from_) return;
    if (undo_from_->settings != settings_ || undo_from_->siting != siting) setting_steps_.leave(*undo_from_);
    undo_from_.reset();
}

ui::Output OpenStudio::draw_panels(ui::Input const& input) {
    ui::Request request;
    request.screen = screen_;
    Size const canvas = command_.canvas.value_or(Size{around_.width, around_.height});
    request.width = canvas.width;
    request.height = canvas.height;
    request.seams = command_.seams;
    request.tell_texts = tells_screen_;
    bool const wall = screen_ == ui::Screen::wall;
    request.scale = wall ? ui::Scale::for_wall(canvas.width, canvas.height, command_.view_distance, command_.pitch)
                         : ui::Scale::for_desk(around_.dpi_scale, settings_.text_scale);
    ui::Input on_canvas = input;
    on_canvas.mouse = mouse_;
    refresh_stage();
    ui::Output out =
        ui_.draw(request, on_canvas, [this](ui::Kit& kit, ui::Commands& commands) { return context(kit, commands); });
    texts_ = std::move(out.texts);
    out.panels.width = around_.width;
    out.panels.height = around_.height;
    if (command_.slice) {
        out.panels.origin_x = static_cast<std::int32_t>(command_.slice->x);
        out.panels.origin_y = static_cast<std::int32_t>(command_.slice->y);
    }
    if (wall && time_.is_live()) {
        Offset const offset = orbit_offset(now_);
        out.panels.origin_x -= offset.x;
        out.panels.origin_y -= offset.y;
    }
    district_pixels_ = out.district;
    if (command_.slice) show_own_part(out.panels);
    mouse_taken_ = out.mouse_taken;
    keyboard_taken_ = out.keyboard_taken;
    again_in_ = out.again_in;
    return out;
}

base::Result<bool> OpenStudio::frame(WindowInput const& input, Surroundings const& around) {
    if (around.width == 0 || around.height == 0) {
        now_ = around.now;
        take_news();
        take_links();
        return false;
    }
    bool const resized = around.width != around_.width || around.height != around_.height;
    around_ = around;
    now_ = around.now;
    steady_seconds_ += input.input.seconds;
    mouse_ = input.input.mouse;
    if (command_.slice) mouse_ = mouse_ + base::Vec2d{double{1} * command_.slice->x, double{1} * command_.slice->y};
    count_taken(input.input);
    buttons_held_ = input.input.buttons[0] || input.input.buttons[1] || input.input.buttons[2];
    settle_ = input.any || resized ? kSettle : std::max(settle_ - 1, 0);
    if (drew_) scenery_.took(input.input.seconds * 1000);
    drew_ = false;
    take_news();
    move_on(input.input.seconds);
    take_links();
    turn_wall(input.touched);
    tells_screen_ = remote_ && remote_->wants_screen();
    ui::Output const out = draw_panels(input.input);
    if (!follower_) touch_district(input);
    obey_all(out.commands);
    follow_settings();
    still_ = moving_ || hand_busy_ ? 0 : still_ + input.input.seconds;
    ask();
    waiting_ = answered() ? 0 : waiting_ + input.input.seconds;
    scenery_.in_pieces = command_.frames == 0 && !command_.slice && !follower_;
    if (auto const drawn = draw_district(); !drawn) return drawn.error();
    draw_pieces(input.input);
    if (wants_screenshot_) save_screenshot(out.panels);
    auto const presented = renderer_.present(out.panels);
    if (presented && *presented) ++frames_;
    give_links(out.panels);
    return presented;
}

/// Of a large district on a driver that takes long; what people do is not kept waiting for it.
void OpenStudio::draw_pieces(ui::Input const& input) {
    bool const typed = !input.keys.empty() || !input.text.empty();
    hush_ = typed ? kSettle : std::max(hush_ - 1, 0);
    if (!scenery_.under_way()) return;
    drawing_ += input.seconds;
    // What is typed next must find the field that a key has just opened.
    if (hush_ > 0 && !wants_screenshot_) return;
    if (wants_screenshot_)
        scenery_.finish();
    else
        scenery_.go_on(kDrawing);
    settle_ = std::max(settle_, 1);
    if (!scenery_.under_way()) drawing_ = 0;
}

bool OpenStudio::at_rest() const {
    return settle_ == 0 && again_in_ != 0 && !moving_ && !hand_busy_ && !flight_ && waiting_ == 0 && work_.empty() &&
           scenery_.sharp(scene::Slot::main) && !scenery_.under_way();
}

double OpenStudio::may_sleep() const {
    if (scenery_.under_way()) return 0;
    if (settle_ > 0 || moving_ || hand_busy_ || flight_) return 0;
    if (time_.plays()) return 0.1;
    if (waiting_ > 0) return kSayWaiting / 2;
    if (!scenery_.sharp(scene::Slot::main)) return kSharpAfter / 2;
    if (follower_) {
        if (auto const next = follower_->next_in(ShareClock::now())) return std::max(0.0, next->count());
    }
    double longest = 5;  // a safety net: whatever somebody forgot to wake us for
    if (carousel_ && screen_ == ui::Screen::wall && carousel_->next_in() >= 0)
        longest = std::min(longest, static_cast<double>(carousel_->next_in()) / 1000);
    return again_in_ < 0 ? longest : std::clamp(again_in_, 0.0, longest);
}

Studio::Wishes OpenStudio::take_wishes() {
    Wishes out = std::exchange(wishes_, {});
    std::string const& name = chinese() ? district_.name.zh : district_.name.en;
    out.title = (name.empty() ? command_.source.path : name) + " - Borough";
    return out;
}

/// Once to learn where the district goes, again with the facts, and until what the screen asked for has come to rest.
base::Result<base::Image> OpenStudio::picture(Surroundings const& around) {
    around_ = around;
    now_ = around.now;
    still_ = 1;
    if (search_coming_.valid()) search_still_ = search_coming_.get();
    ui::Output out;
    for (int i = 0; i < 6 || !evidence_->idle(); ++i) {
        steady_seconds_ += 0.02;
        time_.advance(around.now, 0);
        rebuild_.wait();
        ask();
        briefings_->wait_for(scene::Slot::main);
        indicators_.wait();
        siting_.wait();
        sheet_.wait();
        take_news();
        projects_->wait();
        turn_wall(false);
        if (flight_) view_.camera = flight_->to;
        flight_.reset();
        out = draw_panels({});
        obey_all(out.commands);
        follow_settings();
        if (auto const drawn = draw_district(); !drawn) return drawn.error();
    }
    small_texts_ = out.small_texts;
    return renderer_.capture(out.panels);
}

}  // namespace app
