#include "app/report_folder.h"

#include <unistd.h>

#include <system_error>

#include "app/output.h"

namespace app {
namespace {

namespace fs = std::filesystem;

base::Error cannot(fs::path const& path, std::error_code const& why) {
    return {path.string() + ": cannot be written: " + why.message()};
}

}  // namespace

base::Result<ReportFolder> ReportFolder::begin(fs::path folder, Interrupt& interrupt) {
    std::error_code failed;
    if (!folder.has_filename()) folder = folder.parent_path();
    folder = fs::absolute(folder, failed).lexically_normal();
    bool const there = fs::exists(folder, failed);
    if (there && !fs::is_directory(folder, failed)) return base::Error{folder.string() + ": this is a file, no folder"};
    if (there && !fs::is_empty(folder, failed) && !fs::exists(folder / kReportFile, failed)) {
        return base::Error{
            folder.string() + ": there is something in this folder that is no report; choose another, or empty it",
            base::ErrorKind::usage};
    }
    fs::create_directories(folder.parent_path(), failed);
    if (failed) return cannot(folder.parent_path(), failed);
    fs::path const staging = folder.string() + ".partial-" + std::to_string(::getpid());
    fs::remove_all(staging, failed);
    fs::create_directory(staging, failed);
    if (failed) return cannot(staging, failed);
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
    fs::path const file = staging_ / name;
    std::error_code failed;
    fs::create_directories(file.parent_path(), failed);
    if (failed) return cannot(file, failed);
    return write_text(file, bytes);
}

base::Status ReportFolder::finish() {
    std::error_code failed;
    fs::path const before = staging_.string() + ".before";
    bool const there = fs::exists(folder_, failed);
    if (there) fs::rename(folder_, before, failed);
    if (failed) return cannot(folder_, failed);
    fs::rename(staging_, folder_, failed);
    if (failed) {
        std::error_code ignored;
        if (there) fs::rename(before, folder_, ignored);
        return cannot(folder_, failed);
    }
    staging_.clear();
    if (there) fs::remove_all(before, failed);
    return base::done;
}

}  // namespace app
