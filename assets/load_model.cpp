#include <cmath>
#include <cstdio>
#include <system_error>

#include "assets/assimp_reader.h"
#include "assets/child_process.h"
#include "assets/child_status.h"
#include "assets/model.h"
#include "assets/model_stream.h"

namespace assets {

namespace {

namespace fs = std::filesystem;

/// What is wrong with the file before anyone reads it; empty where nothing is.
std::string obvious_fault(fs::path const& file) {
    std::error_code error;
    fs::file_status const status = fs::status(file, error);
    if (status.type() == fs::file_type::not_found) return "does not exist";
    if (error) return "cannot be read: " + error.message();
    if (fs::is_directory(status)) return "is a directory, not a model";
    if (!fs::is_regular_file(status)) return "is not a regular file";
    std::string const dotted = file.extension().string();
    if (dotted.empty() || !is_known_format(dotted.substr(1))) {
        return "is not one of the model formats " + std::string(known_formats());
    }
    if (fs::file_size(file, error) == 0 && !error) return "is empty";
    std::FILE* const opened = std::fopen(file.c_str(), "rb");
    if (!opened) return "cannot be read: " + std::error_code(errno, std::generic_category()).message();
    std::fclose(opened);
    return {};
}

std::string bytes_text(std::uint64_t bytes) {
    constexpr std::uint64_t kMiB = 1u << 20, kGiB = 1u << 30;
    if (bytes >= kGiB && bytes % kGiB == 0) return std::to_string(bytes / kGiB) + " GiB";
    return std::to_string(bytes / kMiB) + " MiB";
}

std::string seconds_text(double seconds) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3g s", seconds);
    return text;
}

/// The last line that is not empty: what a program says just before it gives up.
std::string last_line(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) text.pop_back();
    std::size_t const begin = text.rfind('\n');
    return begin == std::string::npos ? text : text.substr(begin + 1);
}

std::string sentence(ChildOutcome const& outcome, ModelLimits const& limits) {
    using End = ChildOutcome::End;
    bool const out_of_memory =
        outcome.end == End::out_of_memory || (outcome.end == End::exited && outcome.code == kStatusOutOfMemory);
    if (out_of_memory) return "needed more than " + bytes_text(limits.memory_bytes) + " of memory to read";
    if (outcome.end == End::too_much_output) return "is larger than " + bytes_text(limits.memory_bytes) + " once read";
    if (outcome.end == End::out_of_time) return "took longer than " + seconds_text(limits.seconds) + " to read";
    if (outcome.end == End::signalled) return "crashed while reading (signal " + std::to_string(outcome.code) + ")";
    std::string const said = last_line(outcome.complaint);
    if (outcome.code == kStatusFailed && !said.empty()) return said;
    return "cannot be read: the model reader ended with status " + std::to_string(outcome.code) +
           (said.empty() ? "" : " (" + said + ")");
}

}  // namespace

base::Result<Model> load_model(ModelRequest const& request, ModelLimits const& limits, fs::path const& helper) {
    auto const failed = [&](std::string const& reason) { return base::Error{request.file.string() + ": " + reason}; };
    if (std::string const fault = obvious_fault(request.file); !fault.empty()) return failed(fault);

    ChildLimits const child_limits{
        .memory_bytes = limits.memory_bytes, .output_bytes = limits.memory_bytes, .seconds = limits.seconds};
    ModelRequest absolute = request;
    absolute.file = fs::absolute(request.file);
    base::Result<ChildOutcome> const outcome = run_child(helper, {"--load-model-child"}, pack(absolute), child_limits);
    if (!outcome) return failed("cannot be read: " + outcome.error().message);
    if (outcome->end != ChildOutcome::End::exited || outcome->code != 0) return failed(sentence(*outcome, limits));
    base::Result<Model> model = unpack_model(outcome->output);
    if (!model) return failed(model.error().message);
    return model;
}

}  // namespace assets
