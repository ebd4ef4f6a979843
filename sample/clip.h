// A film out of pictures: MPEG-4, in the container that the file's name asks for. The same pictures give the same bytes
// on the same machine.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "base/image.h"
#include "base/result.h"

namespace sample {

struct ClipSetup {
    int width = 480, height = 270;  ///< even
    int per_second = 10;
    std::int64_t bits_per_second = 200'000;
};

class ClipWriter {
public:
    /// ".mp4", ".ts", ".m3u8" (with its segments beside it).
    static base::Result<ClipWriter> open(std::filesystem::path const& file, ClipSetup const& setup);
    ClipWriter(ClipWriter&&) noexcept;
    ClipWriter& operator=(ClipWriter&&) noexcept;
    ~ClipWriter();

    base::Status add(base::Image const& picture);  ///< RGB
    base::Status finish();

private:
    struct State;
    explicit ClipWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace sample
