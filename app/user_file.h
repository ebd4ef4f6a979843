// Where a person's own things are kept, by the XDG base directories, and how they get there whole.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "ui/settings.h"

namespace app {

/// "9f2c51d07ab3e864", the same for the same file whichever way it is named: what keeps apart what belongs to several
/// districts.
std::string district_key(std::filesystem::path const& district);

/// `borough` in $XDG_CONFIG_HOME or ~/.config, and in $XDG_STATE_HOME or ~/.local/state. Empty where neither that
/// variable nor HOME is set to an absolute path.
std::filesystem::path config_folder();
std::filesystem::path state_folder();
/// Where what a person exports goes: `Borough` in the desktop's folder for documents, or at home. Made if missing.
base::Result<std::filesystem::path> documents_folder();

/// "2026-11-22 14.05.09", for names of files.
std::string file_stamp(base::UtcMs now);

/// The file has either all of the text or what was in it before. Makes its folder; others may not read it.
base::Status write_whole(std::filesystem::path const& file, std::string const& text);

/// All of a file; none where it is not there, is no file, or cannot be read.
std::optional<std::string> read_whole(std::filesystem::path const& file);

/// Moves a file that cannot be used out of the way, never over another: "x.toml" becomes "x.broken-1.toml". Where to.
base::Result<std::filesystem::path> keep_aside(std::filesystem::path const& file);

/// One person's settings for one district, in `config_folder()`.
class UserFile {
public:
    explicit UserFile(std::filesystem::path file);  ///< empty: nothing is read or written
    static UserFile of_district(std::filesystem::path const& district);

    /// What it has, over the defaults. A file with mistakes is kept aside, what could be read of it goes into a new
    /// one, and `said` says so.
    ui::Settings read(ui::Settings const& defaults, std::vector<std::string>& said) const;
    /// What the file has that this program does not know stays in it.
    base::Status write(ui::Settings const& settings) const;

    std::filesystem::path const file;
};

}  // namespace app
