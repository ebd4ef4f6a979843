#include "geo/gdal_session.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal.h>

#include <algorithm>
#include <mutex>

namespace geo {

void start_gdal() {
    static std::once_flag once;
    std::call_once(once, [] {
        // GDAL's own worker threads do not see a thread's handler; without this they would print.
        CPLSetErrorHandler(CPLQuietErrorHandler);
        GDALAllRegister();
    });
}

namespace {

void keep(CPLErr level, CPLErrorNum /*number*/, char const* text) {
    if (level == CE_Debug || level == CE_None) return;
    static_cast<GdalMessages*>(CPLGetErrorHandlerUserData())->note(level >= CE_Failure, text);
}

}  // namespace

GdalMessages::GdalMessages() {
    start_gdal();
    CPLErrorReset();
    CPLPushErrorHandlerEx(keep, this);
}

GdalMessages::~GdalMessages() { CPLPopErrorHandler(); }

void GdalMessages::note(bool failure, std::string message) {
    std::replace(message.begin(), message.end(), '\n', ' ');
    while (!message.empty() && (message.back() == ' ' || message.back() == '.')) message.pop_back();
    if (failure) last_failure_ = message;
    bool const known = std::find(messages_.begin(), messages_.end(), message) != messages_.end();
    if (!known && messages_.size() < kKept) messages_.push_back(std::move(message));
}

std::string GdalMessages::why(std::string const& otherwise) const {
    if (!last_failure_.empty()) return last_failure_;
    return messages_.empty() ? otherwise : messages_.back();
}

void GdalMessages::clear() {
    messages_.clear();
    last_failure_.clear();
}

GdalOptions::GdalOptions(std::vector<std::pair<std::string, std::string>> const& options) {
    for (auto const& [key, value] : options) {
        char const* const now = CPLGetThreadLocalConfigOption(key.c_str(), nullptr);
        old_.push_back({key, now ? now : "", now != nullptr});
        CPLSetThreadLocalConfigOption(key.c_str(), value.c_str());
    }
}

GdalOptions::~GdalOptions() {
    for (auto it = old_.rbegin(); it != old_.rend(); ++it) {
        CPLSetThreadLocalConfigOption(it->key.c_str(), it->was_set ? it->value.c_str() : nullptr);
    }
}

}  // namespace geo
