#include "app/report_folder.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <sstream>
#include <system_error>

#include "app/mistakes.h"
#include "app/output.h"

namespace app {
namespace {

namespace fs = std::filesystem;

base::Error cannot_write(fs::path const& path, std::error_code const& why) {
    return {path.string() + ": cannot be written: " + why.message()};
}

/// What the earlier report says it wrote; none: the file is not ours.
std::optional<std::set<std::string>> files_of_report(fs::path const& folder) {
    std::ifstream stream(folder / kReportFile, std::ios::binary);
    auto const json = nlohmann::json::parse(stream, nullptr, false);
    if (!json.is_object() || !json.contains("borough_report")) return {};
    std::set<std::string> out{kReportFile};
    auto const files = json.find("files");
    if (files == json.end() || !files->is_array()) return out;
    for (auto const& one : *files) {
        if (one.is_string()) out.insert(fs::path(one.get<std::string>()).lexically_normal().string());
    }
    return out;
}

/// The first thing in the folder that no report wrote; empty: there is none.
base::Result<fs::path> not_ours(fs::path const& folder) {
    std::error_code failed;
    if (!fs::exists(folder, failed) || fs::is_empty(folder, failed)) return fs::path{};
    auto const ours = files_of_report(folder);
    if (!ours) return folder;
    fs::recursive_directory_iterator at(folder, failed);
    for (; !failed && at != fs::recursive_directory_iterator(); at.increment(failed)) {
        if (at->is_directory(failed) && !at->is_symlink(failed)) continue;
        std::string const name = at->path().lexically_relative(folder).string();
        constexpr std::string_view kDifference = ".difference.png";
        bool const compared =
            name.ends_with(kDifference) && ours->contains(name.substr(0, name.size() - kDifference.size()) + ".png");
        if (!compared && !ours->contains(name)) return at->path();
    }
    if (failed) return base::Error{folder.string() + ": cannot be read: " + failed.message()};
    return fs::path{};
}

base::Status may_replace(fs::path const& folder) {
    auto const other = not_ours(folder);
    if (!other) return other.error();
    if (other->empty()) return base::done;
    std::string const what = *other == folder ? "there is something in this folder that is no report"
                                              : "this was not written by the report in " + folder.string();
    return base::Error{other->string() + ": " + what + "; choose another folder, or move it away",
                       base::ErrorKind::usage};
}

}  // namespace

bool stays_below(fs::path const& name) {
    return !name.empty() && name.is_relative() && std::ranges::find(name, fs::path("..")) == name.end();
}

base::Result<ReportFolder> ReportFolder::begin(fs::path folder, Interrupt& interrupt) {
    std::error_code failed;
    folder = fs::absolute(folder, failed).lexically_normal();
    if (!folder.has_filename()) folder = folder.parent_path();
    bool const there = fs::exists(folder, failed);
    if (there && !fs::is_directory(folder, failed)) return base::Error{folder.string() + ": this is a file, no folder"};
    if (auto const may = may_replace(folder); !may) return may.error();
    fs::create_directories(folder.parent_path(), failed);
    if (failed) return cannot_write(folder.parent_path(), failed);
    fs::path const staging = folder.string() + ".partial-" + std::to_string(::getpid());
    fs::remove_all(staging, failed);
    fs::create_directory(staging, failed);
    if (failed) return cannot_write(staging, failed);
    interrupt.half_written(staging);
    return ReportFolder(std::move(folder), staging);
}

ReportFolder::ReportFolder(ReportFolder&& other) noexcept
    : folder_(std::move(other.folder_)), staging_(std::move(other.staging_)) {
    other.staging_.clear();
}

ReportFolder::~ReportFolder() {
    std::error_code ignored;
    if (!staging_.empty()) fs::remove_all(staging_, ignored);
}

base::Status ReportFolder::write(std::string const& name, std::string_view bytes) {
    if (!stays_below(name)) return base::Error{name + ": this name leads out of the report's folder"};
    fs::path const file = staging_ / name;
    std::error_code failed;
    fs::create_directories(file.parent_path(), failed);
    if (failed) return cannot_write(file, failed);
    return write_text(file, bytes);
}

base::Status ReportFolder::finish() {
    std::error_code failed;
    // Making a report takes minutes; somebody may have put something there meanwhile.
    if (auto const may = may_replace(folder_); !may) return may.error();
    fs::path const before = staging_.string() + ".before";
    bool const there = fs::exists(folder_, failed);
    std::error_code none;
    bool const here = there && fs::current_path(none) == folder_;
    if (there) fs::rename(folder_, before, failed);
    if (failed) return cannot_write(folder_, failed);
    fs::rename(staging_, folder_, failed);
    if (failed) {
        std::error_code ignored;
        if (there) fs::rename(before, folder_, ignored);
        return cannot_write(folder_, failed);
    }
    staging_.clear();
    // Who works in the folder goes on in the new one: names relative to one that is gone mean nothing.
    if (here) fs::current_path(folder_, none);
    if (there) fs::remove_all(before, failed);
    return base::done;
}

base::Result<std::string> read_file(std::filesystem::path const& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return base::Error{file.string() + ": " + in_both("无法读取", "cannot be read")};
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

}  // namespace app
