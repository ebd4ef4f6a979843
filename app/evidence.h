// The pictures that events refer to, for panels: files below the district's own folder and nothing else. Read and
// decoded on a thread of their own; kept as long as there is room.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/image.h"
#include "base/result.h"
#include "ui/facts.h"
#include "ui/settings.h"

namespace app {

struct EvidenceLimits {
    std::size_t cache_bytes = std::size_t{96} << 20;  ///< of decoded pictures
    std::size_t file_bytes = std::size_t{16} << 20;
    std::uint64_t file_pixels = 50'000'000;  ///< a small file can claim to be an enormous picture
    std::uint32_t max_side = 1280;           ///< larger ones are halved
    std::size_t waiting = 64;  ///< asked for and not read yet; the oldest are forgotten and asked for again
    std::chrono::milliseconds try_again{30'000};  ///< after a failure
};

/// Why there is no picture. Only PNG and JPEG are read.
enum class NoEvidence : std::uint8_t { none, not_given, remote, outside, missing, too_large, unreadable, loading };

/// The file that a reference means: relative to the district's folder and, links followed, inside it.
struct EvidenceFile {
    std::filesystem::path path;
    NoEvidence why_not = NoEvidence::none;
};
EvidenceFile find_evidence(std::filesystem::path const& folder, std::string const& reference,
                           EvidenceLimits const& limits = {});
/// For people: "no picture was sent".
std::string say(NoEvidence why, ui::Language language);

class Evidence {
public:
    /// `ready` is called from the reading thread when a picture has arrived. `first_image`: panel image ids from here
    /// on.
    Evidence(std::filesystem::path folder, std::uint32_t first_image, EvidenceLimits limits = {},
             std::function<void()> ready = {});
    ~Evidence();
    Evidence(Evidence const&) = delete;
    Evidence& operator=(Evidence const&) = delete;

    /// Never waits: a picture that is not there yet is "loading" and being read. What could not be read is tried again
    /// after half a minute, for it may still be arriving.
    ui::Shown show(std::string const& reference, ui::Language language);

    /// What has changed since the last call: pictures for Ui::set_image; without pixels: forgotten.
    struct Change {
        std::uint32_t image = 0;
        std::uint64_t version = 0;
        std::shared_ptr<base::Image const> pixels;
    };
    std::vector<Change> take_changes();

    /// Whether nothing is being read; for pictures without a window.
    bool idle() const;

private:
    struct Inner;
    std::unique_ptr<Inner> inner_;
};

}  // namespace app
