// How a studio begins: what it shows first, and what a picture of it is asked to have open.
#include <algorithm>
#include <array>
#include <utility>

#include "app/moment.h"
#include "app/open_studio.h"
#include "twin/text.h"
#include "ui/panels.h"

namespace app {
namespace {

constexpr std::uint32_t kFirstVideo = 100;      ///< panel images from here on are frames of cameras
constexpr std::uint32_t kFirstEvidence = 1000;  ///< and from here on pictures of events

bool open_siting_part(ui::SitingState& state, std::string const& part) {
    constexpr std::array kTabs{"ranking", "criteria", "weights", "limits", "schemes"};
    auto const at = std::find(kTabs.begin(), kTabs.end(), part);
    if (at != kTabs.end()) state.view = static_cast<int>(at - kTabs.begin());
    state.compare = part == "compare";
    return part.empty() || state.compare || at != kTabs.end();
}

}  // namespace

base::Status OpenStudio::begin(scene::Scene scene, base::Progress& progress) {
    settings_.language = command_.chinese ? ui::Language::zh : ui::Language::en;
    settings_.labels = command_.labels;
    read_user_file();
    screen_ = command_.wall ? ui::Screen::wall : ui::Screen::desk;
    if (auto const set = scenery_.set_scene(std::move(scene), progress); !set) return set.error();
    style_ = style_facts(AttributeTable(district_), district_.buildings.size());
    if (auto const opened = begin_view(); !opened) return opened.error();
    shown_settings_ = settings_;
    begin_wall();
    begin_desks();
    if (auto const started = start_links(); !started) return started.error();
    if (auto const opened = open_section(); !opened) return opened.error();
    if (auto const begun = begin_time(); !begun) return begun.error();
    begin_media();
    search_coming_ = std::async(std::launch::async, [this] {
        auto part = SearchPart::of_district(district_);
        wake_();
        return part;
    });
    return base::done;
}

/// The first view, with what the person had chosen when they left.
base::Status OpenStudio::begin_view() {
    bool const known_before = !settings_.layers.empty();
    settings_.layers = layers_for(district_, district_.live.feeds.empty() ? std::vector<std::string>{} : live_words(),
                                  settings_.layers);
    district_pixels_ = expected_district();
    ui::Settings const remembered = settings_;
    if (auto const opened = open_view(command_.view, command_.camera); !opened) return opened.error();
    // What a person left last time wins over the district's first view, and a view that is asked for over both.
    if (known_before && command_.view.empty() && screen_ == ui::Screen::desk) {
        settings_.layers = remembered.layers;
        settings_.style = remembered.style;
        restyle_view();
    }
    if (command_.style) view_.style = *command_.style;
    settings_.style = view_.style;
    if (!command_.live.layers.empty()) set_live_layers(command_.live.layers);
    resumed_.scene = command_.view;  // the carousel begins where it was told to
    if (command_.resume) resume_session();
    ui::Settings plain = settings_;
    plain.layers = layers_for(district_, {}, {});
    plain.filter.clear();
    plain.colouring = {};
    plain.labels = true;
    plain.language = command_.chinese ? ui::Language::zh : ui::Language::en;  // of the names on the map
    rebuild_.want(plain, settings_);                                          // what the person had left out last time
    return base::done;
}

void OpenStudio::begin_desks() {
    // A picture writes nothing, but shows what was done.
    cases_ = std::make_unique<CaseDesk>(district_, login_name(), wake_, remembers_);
    projects_ = std::make_unique<ProjectDesk>(district_, std::filesystem::absolute(command_.source.path).parent_path(),
                                              sight_, wake_);
    warning_ = std::make_unique<WarningDesk>(district_, login_name(), wake_);
    related_ = std::make_unique<RelatedDesk>(district_, nearest_, sight_, wake_);
}

/// Now, or the moment of the past that is asked for.
base::Status OpenStudio::begin_time() {
    bool const past = !command_.live.at.empty() || !command_.live.known_at.empty();
    auto briefings = Briefings::start(district_, !past, wake_);
    if (!briefings) return briefings.error();
    briefings_ = std::move(*briefings);
    if (past) {
        auto const moment = asked_moment(command_.live, now_);
        if (!moment) return moment.error();
        base::UtcMs const known = command_.live.known_at.empty() ? base::kNoTime : moment->known;
        time_ = TimeMachine::at(moment->event, known, now_);
    }
    return base::done;
}

void OpenStudio::begin_media() {
    auto const folder = std::filesystem::absolute(command_.source.path).parent_path();
    evidence_ = std::make_unique<Evidence>(folder, kFirstEvidence, EvidenceLimits{}, wake_);
    auto logins = StreamLogins::of_person();
    if (!logins) say(true, logins.error().message);
    videos_ =
        std::make_unique<Videos>(folder.string(), kFirstVideo, wake_, logins ? std::move(*logins) : StreamLogins{});
}

/// Where panels will leave room for the district: views are fitted to it before the first frame.
base::Extent OpenStudio::expected_district() const {
    Size const canvas = command_.canvas.value_or(command_.size);
    bool const has_feeds = !district_.live.feeds.empty();
    if (screen_ == ui::Screen::desk)
        return ui::desk_layout(canvas.width, canvas.height, 1, settings_, has_feeds).district;
    auto const scale = ui::Scale::for_wall(canvas.width, canvas.height, command_.view_distance, command_.pitch);
    return ui::wall_layout(canvas.width, canvas.height, scale.factor, command_.seams, has_feeds).district;
}

base::Status OpenStudio::prepare(std::string const& asked, std::string const& choose) {
    // A tab of a panel may be named behind it: "siting/weights".
    std::string const panel = asked.substr(0, asked.find('/'));
    std::string const part = panel.size() < asked.size() ? asked.substr(panel.size() + 1) : std::string();
    if (panel == "siting" && !open_siting_part(panel_state_.siting, part))
        return base::Error{"panel siting has no tab " + twin::in_quotes(part), base::ErrorKind::usage};
    if (panel == "siting" && part == "schemes") siting_.obey(ui::ShowScheme{0});
    if (prepare_supervision(panel, choose)) return base::done;
    if (panel == "sheet") return prepare_sheet(part);
    if (panel == "vital_signs") {
        panel_state_.indicators.wide = true;
        return prepare("indicators", choose);
    }
    if (panel == "indicators" && !part.empty()) {
        panel_state_.indicators.open = part;
        obey(ui::IndicatorCommand{ui::ColourByIndicator{part}});
    }
    if (!panel.empty()) {
        if (auto const opened = open_panel(panel); !opened) return opened.error();
    }
    if (choose.empty()) return base::done;
    if (panel == "warning") return choose_warning(choose);
    return choose_found(panel, choose);
}

base::Status OpenStudio::open_panel(std::string const& panel) {
    auto const all = ui::panels();
    auto const opens = [](ui::Panel const& p) { return p.home == ui::Home::left || p.home == ui::Home::right; };
    auto const found =
        std::find_if(all.begin(), all.end(), [&](ui::Panel const& p) { return p.id == panel && opens(p); });
    if (found == all.end()) {
        std::vector<std::string> names;
        for (ui::Panel const& p : all)
            if (opens(p)) names.emplace_back(p.id);
        return base::Error{"there is no panel " + twin::in_quotes(panel) + twin::did_you_mean(panel, names) +
                               "; there are " + twin::join(names),
                           base::ErrorKind::usage};
    }
    if (found->home == ui::Home::left) settings_.left_panel = panel;
    if (found->home == ui::Home::right) settings_.right_panel = panel;
    shown_settings_ = settings_;
    return base::done;
}

/// The first thing that is found for these words, as if it had been chosen in the search.
base::Status OpenStudio::choose_found(std::string const& panel, std::string const& choose) {
    if (search_coming_.valid()) search_still_ = search_coming_.get();
    ask();
    briefings_->wait_for(scene::Slot::main);
    take_briefing();
    auto const hits = find(choose);
    if (hits.empty()) return base::Error{"nothing is found for " + twin::in_quotes(choose), base::ErrorKind::usage};
    if (hits.front().subject.kind == ui::SubjectKind::view) {
        obey(ui::OpenView{hits.front().subject.id});
    } else {
        obey(ui::Select{hits.front().subject});
        obey(ui::FlyTo{hits.front().subject});
    }
    if (flight_) view_.camera = flight_->to;
    flight_.reset();
    if (!panel.empty()) settings_.right_panel = panel;
    if (panel == "cases") panel_state_.cases.expanded = selection_.subject.id;
    if (panel == "events" && selection_.subject.kind == ui::SubjectKind::event)
        panel_state_.events.expanded = selection_.subject.id;
    if (panel == "cases") panel_state_.cases.kind = selection_.subject.kind;
    return base::done;
}

}  // namespace app
