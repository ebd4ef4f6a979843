// A folder that appears whole: everything is written beside it first.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "app/interrupt.h"
#include "base/result.h"

namespace app {

class ReportFolder {
public:
    /// Refuses a folder that holds anything but an earlier report and what `--verify` wrote beside it: it would be
    /// replaced.
    static base::Result<ReportFolder> begin(std::filesystem::path folder, Interrupt& interrupt);
    ReportFolder(ReportFolder&& other) noexcept;
    /// What was not finished is taken away again.
    ~ReportFolder();

    /// `name` is below the folder and may lie deeper; refused where it leads out of it.
    base::Status write(std::string const& name, std::string_view bytes);
    /// The earlier report goes and this one takes its place.
    base::Status finish();
    std::filesystem::path const& staging() const { return staging_; }

private:
    ReportFolder(std::filesystem::path folder, std::filesystem::path staging)
        : folder_(std::move(folder)), staging_(std::move(staging)) {}

    std::filesystem::path folder_, staging_;
};

/// Whether a name of a file stays below the folder it is read or written in: not absolute, no "..".
bool stays_below(std::filesystem::path const& name);

/// All of a file.
base::Result<std::string> read_file(std::filesystem::path const& file);

/// The file that tells a report's folder from others.
inline constexpr char const* kReportFile = "report.json";

}  // namespace app
