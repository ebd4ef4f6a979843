#include "app/output.h"

#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>
#include <system_error>

namespace app {
namespace {

namespace fs = std::filesystem;

struct FileCloser {
    void operator()(std::FILE* f) const { std::fclose(f); }
};

base::Error cannot_write(fs::path const& file, int code) {
    return {file.string() + ": cannot be written: " + std::strerror(code)};
}

base::Status write_stream(fs::path const& shown, fs::path const& file, std::string_view text) {
    std::unique_ptr<std::FILE, FileCloser> stream(std::fopen(file.c_str(), "wb"));
    if (!stream) return cannot_write(shown, errno);
    errno = 0;
    bool const written = std::fwrite(text.data(), 1, text.size(), stream.get()) == text.size();
    // A full disk often shows only when buffers are flushed.
    bool const flushed = std::fflush(stream.get()) == 0;
    int const code = errno;
    bool const closed = std::fclose(stream.release()) == 0;
    if (!written || !flushed || !closed) return cannot_write(shown, code);
    return base::done;
}

bool is_special(fs::path const& file) {
    std::error_code ignored;
    auto const status = fs::status(file, ignored);
    return fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
}

base::Status write_standard_output(std::string_view text) {
    bool const written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    if (!written || std::fflush(stdout) != 0) return cannot_write("standard output", errno);
    return base::done;
}

double rounded(double ms) { return std::round(ms * 10) / 10; }

}  // namespace

base::Status write_text(fs::path const& file, std::string_view text) {
    if (file == "-") return write_standard_output(text);
    if (is_special(file)) return write_stream(file, file, text);
    fs::path partial = file;
    partial += ".partial";
    std::error_code error;
    if (auto const written = write_stream(file, partial, text); !written) {
        fs::remove(partial, error);
        return written.error();
    }
    fs::rename(partial, file, error);
    if (!error) return base::done;
    std::error_code ignored;
    fs::remove(partial, ignored);
    return cannot_write(file, error.value());
}

base::Status can_write(fs::path const& file) {
    std::error_code ignored;
    if (file.empty()) return base::Error{"the output has no name", base::ErrorKind::usage};
    if (fs::is_directory(file, ignored)) return cannot_write(file, EISDIR);
    if (is_special(file)) return base::done;
    fs::path const folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    if (!fs::exists(folder, ignored))
        return base::Error{file.string() + ": cannot be written: there is no folder " + folder.string()};
    if (!fs::is_directory(folder, ignored)) return cannot_write(file, ENOTDIR);
    if (access(folder.c_str(), W_OK) != 0) return cannot_write(file, errno);
    return base::done;
}

base::Status write_results(std::string object, Stopwatch const& watch, ResultOptions const& options) {
    if (!options.json && options.stats.empty()) return base::done;
    nlohmann::ordered_json times;
    times["total_ms"] = rounded(watch.total_ms());
    for (Stopwatch::Stage const& stage : watch.stages()) times["stages_ms"][stage.name] = rounded(stage.ms);
    times["peak_memory_bytes"] = peak_memory();

    object.pop_back();  // the closing brace
    if (object != "{") object += ',';
    object += times.dump().substr(1) + "\n";
    if (options.json) {
        if (auto const written = write_standard_output(object); !written) return written.error();
    }
    return options.stats.empty() ? base::Status(base::done) : write_text(options.stats, object);
}

}  // namespace app
