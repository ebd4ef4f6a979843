#include "app/check_named.h"

#include <filesystem>
#include <set>

#include "app/case_facts.h"
#include "app/glossary.h"
#include "app/indicator_file.h"
#include "app/siting_file.h"
#include "app/siting_report.h"
#include "app/ticket_clock.h"
#include "feeds/mapping.h"
#include "twin/source.h"
#include "twin/text.h"

namespace app {
namespace {

template <class T>
void note_error(base::Result<T> const& read, std::vector<std::string>& wrong) {
    if (!read) wrong.push_back(read.error().message);
}

void check_feeds(twin::LiveSpec const& live, std::vector<std::string>& wrong) {
    for (twin::FeedSpec const& feed : live.feeds) {
        std::string const who = "feed " + twin::in_quotes(feed.id) + ": ";
        auto const mapping = feeds::Mapping::load(feed.mapping, feed.coordinates);
        if (!mapping) wrong.push_back(who + mapping.error().message);
        std::error_code unknown;
        if (!feed.ca_file.empty() && !std::filesystem::exists(feed.ca_file, unknown))
            wrong.push_back(who + feed.ca_file + ": no such file");
    }
}

void check_sites(std::string const& path, std::vector<std::string>& wrong) {
    auto const file = read_sites(path);
    if (!file) return wrong.push_back(file.error().message);
    std::set<std::string> ids;
    for (StudySpec const& spec : file->studies) {
        if (!ids.insert(spec.study.id).second)
            wrong.push_back(path + ": there are two studies with the id " + twin::in_quotes(spec.study.id));
    }
    for (SiteLayerSpec const& layer : file->layers) {
        auto const there = twin::check_source(layer.source);
        if (!there) wrong.push_back(path + ": layer " + twin::in_quotes(layer.id) + ": " + there.error().message);
    }
    note_error(sun_rules(*file), wrong);
}

}  // namespace

std::vector<std::string> wrong_files(twin::District const& district) {
    std::vector<std::string> wrong;
    check_feeds(district.live, wrong);
    note_error(read_ticket_clock(district.live), wrong);
    note_error(read_glossary(district.live.glossary), wrong);
    note_error(read_event_clock(district.supervision), wrong);
    if (auto const indicators = read_indicators(district.supervision)) {
        wrong.insert(wrong.end(), indicators->problems.begin(), indicators->problems.end());
    } else {
        wrong.push_back(indicators.error().message);
    }
    if (!district.sites.empty()) check_sites(district.sites, wrong);
    return wrong;
}

}  // namespace app
