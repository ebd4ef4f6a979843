#include "app/sheet_desk.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <future>

#include "app/export_audit.h"
#include "app/output.h"
#include "app/report_batch.h"
#include "app/report_folder.h"
#include "app/scratch_folder.h"
#include "app/sheet_job.h"
#include "app/sheet_maker.h"
#include "app/sheet_pages.h"
#include "app/user_file.h"
#include "report/template.h"
#include "twin/locate.h"

namespace app {
namespace {

namespace fs = std::filesystem;

constexpr double kHandRests = 0.7;                           ///< seconds without a change until it is made
constexpr std::size_t kStreetCode = 9, kCommunityCode = 12;  ///< digits of national codes (DOMAIN 2)

std::vector<ui::SheetFacts::Template> sheet_templates() {
    std::vector<ui::SheetFacts::Template> out;
    for (std::string const& name : report::shipped_templates()) {
        auto const one = report::shipped_template(name);
        if (!one) continue;
        std::string const paper = one->paper.width > 900 ? "16:9" : one->paper.width > 600 ? "a3" : "a4";
        out.push_back({name, {one->title.zh, one->title.en}, paper, one->audience});
    }
    return out;
}

std::vector<ui::SheetFacts::Area> sheet_areas(twin::District const& district) {
    std::vector<ui::SheetFacts::Area> out;
    twin::Locator const locator(district);
    for (twin::Locator::Area const& area : locator.areas()) {
        if (area.id.size() != kStreetCode && area.id.size() != kCommunityCode) continue;
        out.push_back({area.id, area.name, area.id.size() == kStreetCode});
    }
    std::ranges::sort(out, {}, [](auto const& area) { return std::pair(!area.street, area.id); });
    return out;
}

ui::SheetStep step_of(std::string const& stage) {
    if (stage == "facts") return ui::SheetStep::work_out;
    if (stage == "draw" || stage == "readback" || stage == "encode") return ui::SheetStep::draw;
    if (stage == "pages" || stage == "end") return ui::SheetStep::lay_out;
    return ui::SheetStep::read;
}

bool is_there(auto const& coming) {
    return coming.valid() && coming.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

}  // namespace

struct SheetDesk::State {
    twin::District const& district;
    SourceOptions source;
    DeviceOptions device;
    std::function<void()> wake;
    std::unique_ptr<SheetMaker> maker;  ///< null until the first job
    std::string program;
    ui::SheetFacts facts;
    std::vector<std::pair<bool, std::string>> said;
    std::unique_ptr<ScratchFolder> scratch;  ///< null until the first job
    std::uint64_t number = 0, taken = 0;     ///< of the newest job, and of the one whose end was taken
    bool changed = false, chinese = true;

    std::optional<SheetAsk> asked;   ///< what is wished; none: its time is no time
    std::optional<SheetAsk> making;  ///< what the newest job is of
    std::optional<SheetAsk> made;    ///< what the pages are of
    bool export_next = false;        ///< as soon as the pages are there
    double since = 0, begun = 0, steady = 0;
    base::UtcMs now = 0;
    fs::path folder;  ///< of the pages; empty: none
    MadeSheet sheet;

    std::uint64_t version = 0;
    struct Loaded {
        fs::path file;
        std::uint32_t width = 0;
        std::shared_ptr<base::Image const> pixels;  ///< null: it could not be read
    };
    std::future<Loaded> loading;
    fs::path shown_file;
    std::uint32_t shown_width = 0;
    std::optional<Change> change;
    std::future<base::Result<fs::path>> exporting;

    void say(bool error, std::string const& zh, std::string const& en) { said.emplace_back(error, chinese ? zh : en); }
    fs::path folder_of(std::uint64_t job) const { return scratch->path() / std::to_string(job); }
    void stop();
    void tidy();
    void forget_pages();
    void fail(std::string const& zh, std::string const& en);
    void start();
    void take_made(SheetMaker::News const& news);
    void load_page();
    void take_page();
    void begin_export();
    void take_export();
};

SheetDesk::SheetDesk(twin::District const& district, SourceOptions source, DeviceOptions device,
                     std::function<void()> wake, std::string program)
    : state_(new State{.district = district,
                       .source = std::move(source),
                       .device = std::move(device),
                       .wake = std::move(wake),
                       .program = std::move(program)}) {}

SheetDesk::~SheetDesk() {
    state_->maker.reset();
    if (state_->loading.valid()) state_->loading.wait();
    if (state_->exporting.valid()) state_->exporting.wait();
}

ui::SheetFacts const& SheetDesk::facts() const { return state_->facts; }

std::optional<SheetDesk::Change> SheetDesk::take_image() { return std::exchange(state_->change, std::nullopt); }

std::vector<std::pair<bool, std::string>> SheetDesk::take_said() { return std::exchange(state_->said, {}); }

void SheetDesk::want(Looking const& looking) {
    State& s = *state_;
    s.steady = looking.steady;
    s.now = looking.now;
    s.chinese = looking.chinese;
    if (s.facts.busy) s.facts.seconds = looking.steady - s.begun;
    if (!looking.open) return;
    if (s.facts.templates.empty()) {
        s.facts.templates = sheet_templates();
        s.facts.areas = sheet_areas(s.district);
        s.changed = true;
    }
    auto const ask = ask_of(looking.wish, looking.event, looking.known);
    if (!ask) {
        // Half a time is no mistake while it is being typed; nothing is made of it either.
        if (s.asked) s.stop();
        s.asked.reset();
        s.facts.current = false;
        s.facts.problem = s.chinese ? "数据时点须写作 2026-10-31 08:00" : ask.error().message;
        return;
    }
    if (!s.asked || *ask != *s.asked) {
        s.stop();
        s.asked = *ask;
        s.since = looking.steady;
        s.facts.problem.clear();
        s.facts.current = s.made && *s.made == *ask;
        s.facts.pending = !s.facts.current;
    }
    if (s.facts.pending && looking.steady - s.since >= kHandRests) s.start();
}

/// What is being made is not wanted any more, nor what should come of it; a copy that was begun is finished.
void SheetDesk::State::stop() {
    if (facts.busy) maker->cancel();
    facts.busy = facts.pending = export_next = false;
    facts.exporting = exporting.valid();
    changed = true;
}

void SheetDesk::State::fail(std::string const& zh, std::string const& en) {
    facts.busy = facts.pending = export_next = false;
    facts.exporting = exporting.valid();
    facts.problem = chinese ? zh : en;
    changed = true;
}

/// After the newest job: whatever was made before it, or half made, is of no use but for the pages that are shown.
void SheetDesk::State::tidy() {
    if (exporting.valid()) return;
    std::error_code ignored;
    for (fs::directory_entry const& each : fs::directory_iterator(scratch->path(), ignored))
        if (each.is_directory(ignored) && each.path() != folder.parent_path()) fs::remove_all(each.path(), ignored);
}

void SheetDesk::State::start() {
    facts.pending = false;
    facts.problem.clear();
    if (!scratch || scratch->path().empty()) scratch = std::make_unique<ScratchFolder>("borough-sheet");
    if (scratch->path().empty()) return fail("无法建立临时目录", "no temporary folder can be made");
    auto const files = sheet_files(*asked);
    if (!files) return fail(files.error().message, files.error().message);
    fs::path const here = folder_of(++number);
    std::error_code error;
    fs::create_directory(here, error);
    for (auto const& [name, text] :
         {std::pair{std::string("jobs.toml"), &files->jobs}, std::pair{files->template_name, &files->template_text}}) {
        if (auto const written = write_text(here / name, *text); !written)
            return fail(written.error().message, written.error().message);
    }
    if (!maker) maker = std::make_unique<SheetMaker>(wake, program);
    maker->make({number, sheet_arguments(*asked, source, device, here), here / "said.txt"});
    making = asked;
    begun = steady;
    facts.busy = true;
    facts.seconds = 0;
    facts.step = ui::SheetStep::read;
    changed = true;
}

void SheetDesk::State::take_made(SheetMaker::News const& news) {
    taken = news.number;
    facts.busy = false;
    changed = true;
    fs::path const here = folder_of(news.number);
    auto made_sheet = read_made(here / "out", news.results);
    if (!made_sheet || made_sheet->pages.empty()) {
        auto const told = read_file(here / "said.txt");
        std::string const why = why_not_made(news.results, told ? *told : std::string());
        std::string const number_of_signal = std::to_string(-news.status);
        tidy();
        if (!news.started) return fail("制作报告的程序无法启动", "the program that makes it could not be started");
        if (news.status < 0)
            return fail("制作报告的程序意外中止（信号 " + number_of_signal + "）",
                        "the program that makes it was ended by signal " + number_of_signal);
        return fail(why.empty() ? "没有可打印的内容" : why, why.empty() ? "there is nothing to print" : why);
    }
    folder = here / "out";
    tidy();
    sheet = std::move(*made_sheet);
    made = making;
    facts.current = made == asked;
    facts.exported.clear();
    facts.pages.clear();
    for (MadeSheet::Page const& page : sheet.pages) facts.pages.push_back(page.shape);
    facts.figures = sheet.figures;
    facts.lacking = sheet.lacking;
    facts.page = std::min<std::uint32_t>(facts.page, static_cast<std::uint32_t>(sheet.pages.size()) - 1);
    if (export_next) begin_export();
}

void SheetDesk::State::load_page() {
    if (loading.valid() || sheet.pages.empty() || facts.width == 0) return;
    fs::path const& file = sheet.pages[std::min<std::size_t>(facts.page, sheet.pages.size() - 1)].file;
    if (file == shown_file && facts.width == shown_width) return;
    loading = std::async(std::launch::async, [file, width = facts.width, call = wake] {
        Loaded out{file, width, nullptr};
        if (auto read = base::read_png(file)) out.pixels = std::make_shared<base::Image const>(fitted(*read, width));
        call();
        return out;
    });
}

void SheetDesk::State::take_page() {
    if (!is_there(loading)) return;
    Loaded const loaded = loading.get();
    shown_file = loaded.file;
    shown_width = loaded.width;
    changed = true;
    if (!loaded.pixels) {
        facts.picture = {.problem = chinese ? "页面图片无法读取" : "the page's picture cannot be read"};
        return;
    }
    change = Change{++version, loaded.pixels};
    facts.picture = {kSheetPage, loaded.pixels->width, loaded.pixels->height, {}};
}

void SheetDesk::State::begin_export() {
    export_next = false;
    facts.exporting = true;
    changed = true;
    auto const below = documents_folder();
    if (!below) {
        facts.exporting = false;
        return say(true, below.error().message, below.error().message);
    }
    std::string name = made->wish.report;
    for (ui::SheetFacts::Template const& each : facts.templates)
        if (each.id == name) name = made->wish.chinese ? each.title.zh : each.title.en;
    exporting =
        std::async(std::launch::async, [from = folder, to = *below, name = name + " " + file_stamp(now), call = wake] {
            auto copied = copy_folder(from, to, name);
            call();
            return copied;
        });
}

void SheetDesk::State::take_export() {
    if (!is_there(exporting)) return;
    auto const copied = exporting.get();
    facts.exporting = false;
    changed = true;
    if (!copied) return say(true, copied.error().message, copied.error().message);
    facts.exported = copied->string();
    say(false, "已导出：" + facts.exported, "Exported: " + facts.exported);
    if (auto const kept = audit_export(district.live, now, "report", facts.exported); !kept)
        say(true, "未能写入审计日志：" + kept.error().message, "Not in the audit log: " + kept.error().message);
}

bool SheetDesk::take_news() {
    State& s = *state_;
    if (s.maker && s.facts.busy) {
        SheetMaker::News const news = s.maker->news();
        if (news.number == s.number && news.ended && s.taken != s.number) s.take_made(news);
        if (news.number == s.number && !news.ended && step_of(news.stage) != s.facts.step) {
            s.facts.step = step_of(news.stage);
            s.changed = true;
        }
    }
    s.take_page();
    s.load_page();
    s.take_export();
    return std::exchange(s.changed, false);
}

void SheetDesk::wait() {
    State& s = *state_;
    if (s.facts.pending) s.start();
    if (s.maker && s.facts.busy) s.maker->wait();
    if (s.loading.valid()) s.loading.wait();
    if (s.exporting.valid()) s.exporting.wait();
}

void SheetDesk::obey(ui::ShowSheetPage const& c) {
    state_->facts.page = c.page;
    state_->facts.width = c.width;
    state_->load_page();
}

void SheetDesk::obey(ui::ExportSheet const&) {
    State& s = *state_;
    if (s.exporting.valid() || !s.asked) return;
    if (s.facts.current && !s.facts.busy) return s.begin_export();
    s.facts.exporting = s.export_next = true;
    if (!s.facts.busy) s.start();
}

void SheetDesk::obey(ui::CancelSheet const&) { state_->stop(); }

void SheetDesk::obey(ui::MakeSheet const&) {
    if (state_->asked && !state_->facts.busy) state_->start();
}

}  // namespace app
