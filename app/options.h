// The command line as plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/exit_status.h"
#include "scene/view.h"

namespace app {

/// What reading a district takes, in every command that reads one.
struct SourceOptions {
    std::string path;
    std::string crs;
    std::vector<std::string> layers;
    std::string colour_by;
};

/// Where machine-readable results go, in every command.
struct ResultOptions {
    std::string stats;  ///< file; empty: none
    bool json = false;  ///< on standard output
};

struct DeviceOptions {
    std::string device;
    bool validation = false;
};

struct Size {
    std::uint32_t width = 1920;
    std::uint32_t height = 1080;
};

struct ShotCommand {
    SourceOptions source;
    ResultOptions results;
    DeviceOptions device;
    std::string out;
    std::vector<std::string> views;
    std::string camera;
    std::optional<scene::Style> style;
    std::string sun;
    std::string ids;
    Size size;
    std::uint32_t samples = 4;
    bool labels = true;
    bool chinese = true;
};

struct CheckCommand {
    std::vector<std::string> paths;
    std::string crs;
    ResultOptions results;
};

struct SampleCommand {
    std::string folder;
    std::uint32_t buildings = 3445;
    std::uint32_t seed = 1;
    ResultOptions results;
};

struct ViewCommand {
    SourceOptions source;
    ResultOptions results;
    DeviceOptions device;
    std::string view;
    std::string camera;
    std::optional<scene::Style> style;
    std::string sun;
    Size size{1600, 900};
    std::uint32_t samples = 4;
    bool labels = true;
    bool chinese = true;
    bool full_screen = false;
    std::uint32_t frames = 0;  ///< end after so many; 0: when the window is closed
};

using Command = std::variant<ShotCommand, CheckCommand, SampleCommand, ViewCommand>;

/// The command, or the status to end with after help was shown or a mistake explained.
std::variant<Command, ExitStatus> parse_command_line(int argc, char const* const* argv);

}  // namespace app
