// What is behind SitingDesk. For app/siting.cpp (what is shown) and app/siting_obey.cpp (what people ask for) alone.
#pragma once

#include "app/siting.h"
#include "app/siting_worker.h"

namespace app {

struct SitingDesk::State {
    twin::District const& district;
    std::function<void()> wake;
    std::unique_ptr<SitingWorker> worker;
    ui::SitingFacts facts;
    std::shared_ptr<SitesFile const> file;
    StudySpec const* spec = nullptr;
    SitingWanted wanted;
    std::shared_ptr<Overlay const> map;
    std::shared_ptr<Proposed const> proposed;
    std::optional<base::Extent> flight;
    std::vector<std::pair<bool, std::string>> said;
    bool looked_at = false, chinese = true, changed = false, chosen_by_hand = false;
    /// A panel that was open from the first frame on was not opened by anybody.
    enum class First : std::uint8_t { unknown, closed, opened, met } first = First::unknown;
    scene::Style style = scene::Style::day;
    base::UtcMs day = base::kNoTime;
    std::shared_ptr<SitingStep const> step;  ///< null: something has changed since it was asked for

    struct Painted {
        std::shared_ptr<analysis::JudgedStudy const> judged;
        scene::Style style = scene::Style::day;
        bool chinese = true;
        std::int32_t chosen = -1;
        std::shared_ptr<analysis::SchemeResult const> standing = nullptr;
        std::shared_ptr<ui::SiteReach const> catchments = nullptr;
        bool operator==(Painted const&) const = default;
    };
    Painted painted;
    std::shared_ptr<analysis::SchemeResult const> standing;  ///< that `proposed` is of

    void ask();
    void open(StudySpec const& study);
    void open_file(std::string const& path);
    void forget_results();
    void choose(std::int32_t site);
    void set(analysis::Study study);
    /// The study has changed: measured and judged anew.
    void edited();

    void obey(ui::OpenStudy const&);
    void obey(ui::EditStudy const&);
    void obey(ui::AddSite const&);
    void obey(ui::DropDrawnSites const&);
    void obey(ui::UseCells const&);
    void obey(ui::ChooseSite const&);
    void obey(ui::EditSchemes const&);
    void obey(ui::AddViewpoints const&);
    void obey(ui::DropViewpoints const&);
    void obey(ui::ShowScheme const&);
    void obey(ui::SaveStudy const&);
    void obey(ui::OpenSites const&);
    void obey(ui::ExportSiting const&);

    void take(SitingNews& news);
    void paint();
    void stand();
    void say(bool error, std::string const& zh, std::string const& en) { said.emplace_back(error, chinese ? zh : en); }
};

}  // namespace app
