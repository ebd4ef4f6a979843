// The command line as plain data.
#pragma once

#include <array>
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
    std::string sites;            ///< a file of studies in place of the district's own; empty: that
    bool all_attributes = false;  ///< twin::LoadOptions; what has panels shows them
};

/// Where machine-readable results go, in every command.
struct ResultOptions {
    std::string stats;  ///< file; empty: none
    bool json = false;  ///< on standard output
};

struct DeviceOptions {
    std::string device;
    bool validation = false;
    std::uint32_t lose_after = 0;  ///< frames, for tests: then the device counts as lost
};

struct Size {
    std::uint32_t width = 1920;
    std::uint32_t height = 1080;
};

/// A part of a canvas that several windows share, pixels from its top left.
struct Slice {
    std::uint32_t x = 0, y = 0, width = 0, height = 0;
};

/// Which live layers, and of which moment.
struct LiveOptions {
    std::vector<std::string> layers;  ///< see parse_live; empty: the view's own
    std::string at;                   ///< event time; empty: the journal's newest, or now
    std::string known_at;             ///< known time; empty: whatever is known by now
    bool asked() const { return !layers.empty() || !at.empty() || !known_at.empty(); }
};

/// "1920x1080"; none where it is not written so.
std::optional<Size> read_size(std::string const& text);

struct ShotCommand {
    SourceOptions source;
    LiveOptions live;
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
    std::optional<std::array<double, 4>> section;  ///< x1, y1, x2, y2 in the district's CRS

    std::string screen;  ///< "desk", "wall": the whole screen with its panels; empty: the district alone
    std::string panel;   ///< of the desk, to be open
    std::string choose;  ///< what somebody would search for and click
    double view_distance = 0, pitch = 0;  ///< as in ViewCommand
};

struct CheckCommand {
    std::vector<std::string> paths;
    std::string crs;
    bool audit = false;     ///< of districts: the log of what people did
    std::string head;       ///< "12:HASH", kept elsewhere; empty: the one beside the log
    bool warnings = false;  ///< of districts: what early warning says
    std::string at;         ///< at this moment, with what was known then; empty: the newest there is
    ResultOptions results;
};

struct SampleCommand {
    std::string folder;
    std::uint32_t buildings = 3445;
    std::uint32_t seed = 1;
    bool history = true;  ///< a year of tickets, events and the rest
    std::string until;    ///< its end; empty: always the same day
    ResultOptions results;
};

struct ViewCommand {
    SourceOptions source;
    LiveOptions live;
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
    std::optional<std::array<double, 4>> section;     ///< as in ShotCommand
    bool language_given = false, size_given = false;  ///< on the command line: they win over the user's file
    bool full_screen = false;
    std::uint32_t frames = 0;  ///< end after so many; 0: when the window is closed

    bool wall = false;
    double view_distance = 0;    ///< metres; 0: not told
    double pitch = 0;            ///< of a pixel, millimetres; 0: not told
    std::optional<Size> canvas;  ///< none: the window is the whole
    std::optional<Slice> slice;  ///< none: the whole canvas
    std::vector<double> seams;   ///< x, pixels of the canvas

    std::string remote;                           ///< address and port; empty: no remote control
    std::string remote_token, remote_read_token;  ///< "env:NAME" or "file:PATH"
    std::string remote_log;                       ///< file; empty: in the user's state folder
    bool lead = false;
    std::string follow;  ///< URL of the leader's remote control
    std::string follow_token;

    bool supervised = false, resume = false;
    int heartbeat = -1;                  ///< descriptor that the supervisor reads; -1: nobody does
    std::vector<std::string> arguments;  ///< all that followed the program's name, to start it again
};

struct ReplayCommand {
    std::string source;  ///< a journal or a file of canonical messages
    std::string to;      ///< URL of a broker, an endpoint, a file
    double speed = 1;    ///< 0: as fast as it goes
    std::string feed;    ///< only this one
    std::string from, until;
    std::string user, secret, ca_file;  ///< of the other side; the secret as "env:NAME" or "file:PATH"
    bool now = false;                   ///< move each message's times, so that it happens as it is played
    ResultOptions results;
};

struct ServeCommand {
    SourceOptions source;
    DeviceOptions device;
    std::string listen = "127.0.0.1:8734";
    std::string token;  ///< "env:NAME" or "file:PATH"
    std::uint32_t samples = 4;
    bool chinese = true;
    bool pictures = true;  ///< false: no renderer, no GPU needed
};

struct SiteCommand {
    SourceOptions source;
    LiveOptions live;
    ResultOptions results;
    std::string study, site;  ///< ids; empty: the first
    std::string out;          ///< folder; empty: nothing is written
    bool chinese = true;
};

struct ReportCommand {
    SourceOptions source;
    LiveOptions live;  ///< `layers`: of `each`
    ResultOptions results;
    DeviceOptions device;
    std::vector<std::string> templates;  ///< names, files, or `all`
    std::string out;
    std::string each;   ///< "street", "community", "area", "view": a figure for each
    std::string batch;  ///< file of jobs
    std::string subject;
    std::string audience;  ///< empty: the template's
    std::string licence;
    std::string verify;  ///< a folder: make again what lies there
    std::optional<std::string> style;
    Size size{1600, 1000};
    double dots_per_inch = 220;
    bool chinese = true;
};

using Command = std::variant<ShotCommand, CheckCommand, SampleCommand, ViewCommand, ReplayCommand, ServeCommand,
                             ReportCommand, SiteCommand>;

/// The command, or the status to end with after help was shown or a mistake explained.
std::variant<Command, ExitStatus> parse_command_line(int argc, char const* const* argv);

}  // namespace app
