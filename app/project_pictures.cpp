#include "app/project_pictures.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace app {
namespace {

namespace fs = std::filesystem;
using DatedPicture = ui::ProjectRow::Picture;

constexpr std::size_t kMost = 500;  ///< of a folder, the newest

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "2026-03-14 0930 words" in its parts; noon where no time is said.
bool take_name(std::string const& stem, DatedPicture& out) {
    constexpr std::size_t kDay = 10, kTime = 15;
    base::UtcMs at = base::kNoTime;
    std::size_t rest = kDay;
    bool const timed = stem.size() >= kTime && (stem[kDay] == ' ' || stem[kDay] == 'T' || stem[kDay] == '_') &&
                       std::all_of(stem.begin() + 11, stem.begin() + 15, is_digit);
    auto const day = base::parse_time(stem.substr(0, kDay));
    if (stem.size() < kDay || !day) return false;
    at = *day + 12LL * 3600 * 1000;
    if (timed) {
        auto const time = base::parse_time(stem.substr(0, kDay) + "T" + stem.substr(11, 2) + ":" + stem.substr(13, 2));
        if (time) at = *time, rest = kTime;
    }
    out.at = at;
    std::string words = stem.substr(rest);
    words.erase(0, words.find_first_not_of(" _-"));
    out.what = {words, words};
    return true;
}

bool is_picture(std::string ending) {
    std::ranges::transform(ending, ending.begin(), [](char c) { return static_cast<char>(c | 0x20); });
    return ending == ".png" || ending == ".jpg" || ending == ".jpeg";
}

void sort(std::vector<DatedPicture>& all) {
    std::ranges::sort(all, [](DatedPicture const& a, DatedPicture const& b) {
        return std::tie(b.at, a.reference) < std::tie(a.at, b.reference);
    });
}

}  // namespace

std::vector<DatedPicture> pictures_in(fs::path const& district_folder, std::string const& id) {
    std::vector<DatedPicture> out;
    // An id is data: it must not lead out of the folder.
    if (id.empty() || id.find_first_of("/\\") != std::string::npos || id.front() == '.') return out;
    std::error_code error;
    for (fs::directory_iterator i(district_folder / "pictures" / id, error), end; !error && i != end;
         i.increment(error)) {
        DatedPicture picture;
        if (!is_picture(i->path().extension().string()) || !take_name(i->path().stem().string(), picture)) continue;
        picture.reference = "pictures/" + id + "/" + i->path().filename().string();
        out.push_back(std::move(picture));
    }
    sort(out);
    if (out.size() > kMost) out.resize(kMost);
    return out;
}

void add_pictures(ui::ProjectRow& row, std::vector<DatedPicture> const& files, std::vector<ui::EventRow> const& events,
                  base::UtcMs moment) {
    for (DatedPicture const& file : files)
        if (file.at <= moment) row.pictures.push_back(file);
    for (ui::ProjectRow::Linked const& linked : row.events) {
        auto const event = std::ranges::find(events, linked.subject.id, &ui::EventRow::id);
        if (event == events.end() || event->snapshot.empty()) continue;
        row.pictures.push_back({event->last, event->snapshot, linked.subject, event->type_name, event->camera});
    }
    sort(row.pictures);
}

}  // namespace app
