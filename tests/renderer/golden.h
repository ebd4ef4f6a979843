// Goldens: pictures a person has looked at and found right. A new one is made, and a changed one replaced, by
// `UPDATE_GOLDENS=1 ctest -L picture`; look at what changed before it is committed.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "base/image.h"
#include "renderer/renderer.h"
#include "tests/renderer/compare.h"

struct Goldens {
    std::filesystem::path folder;  ///< NAME.png, and NAME.txt with the driver it was drawn by
    std::filesystem::path output;  ///< where NAME-actual.png and NAME-diff.png go
    bool update = false;
};

/// The goldens of this folder; `update` from the environment.
Goldens goldens();

/// Where the driver is another than the golden's own, pictures may differ this much more; beyond that it is reported,
/// and only what is no longer the same picture fails.
inline constexpr Tolerance kOtherDriver{8, 0.005};
inline constexpr double kAnotherPicture = 0.1;

enum class Verdict : std::uint8_t { right, wrong, right_for_another_driver, doubtful, updated };
struct Judgement {
    Verdict verdict = Verdict::wrong;
    std::string words;  ///< the numbers, the place, the files; empty where right
};

/// Compares with the golden of this name. A missing golden is wrong, and the picture is left in `output`.
Judgement judge(Goldens const& goldens, std::string const& name, base::Image const& actual, std::string const& driver,
                Tolerance const& tolerance = {});
