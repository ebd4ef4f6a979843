// A folder for what nobody keeps.
#pragma once

#include <filesystem>
#include <string>

namespace app {

/// Below the system's folder for temporary files, for this person alone (mode 0700). It goes with the object; that of a
/// process that was killed goes when the next one of the same name is made.
class ScratchFolder {
public:
    /// `name`: what the folder's name begins with. `path` is empty where none could be made.
    explicit ScratchFolder(std::string const& name);
    ~ScratchFolder();
    ScratchFolder(ScratchFolder const&) = delete;
    ScratchFolder& operator=(ScratchFolder const&) = delete;

    std::filesystem::path const& path() const { return path_; }

private:
    std::filesystem::path path_;
    int held_ = -1;  ///< a file in it, locked as long as this process lives
};

}  // namespace app
