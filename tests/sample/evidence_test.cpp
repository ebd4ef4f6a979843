// Each event of the sample has a picture beside it, with the box where the thing is; the same bytes every time.
#include "sample/evidence.h"

#include <gtest/gtest.h>

#include "base/image.h"
#include "layers.h"
#include "sample/tables.h"

namespace sample::test {
namespace {

namespace fs = std::filesystem;

TEST(Evidence, EveryEventTypeHasAPictureWithABoxInIt) {
    fs::path const folder = fresh_folder("evidence");
    ASSERT_TRUE(write_evidence(folder));
    for (EventType const& type : event_types()) {
        EvidenceOf const evidence = evidence_of(type.type);
        auto const image = base::read_png(folder / (std::string(evidence.name) + ".png"));
        ASSERT_TRUE(image) << type.type;
        EXPECT_EQ(image->width, 480U);
        EXPECT_EQ(image->height, 270U);
        auto const& [x0, y0, x1, y1] = evidence.box;
        EXPECT_TRUE(0 <= x0 && x0 < x1 && x1 <= 1 && 0 <= y0 && y0 < y1 && y1 <= 1) << type.type;
        // Only a blinded camera shows a blinded camera's picture.
        EXPECT_EQ(evidence.name == "masked", type.type == "camera_fault") << type.type;
    }
}

TEST(Evidence, IsTheSameEveryTime) {
    fs::path const a = fresh_folder("evidence_a"), b = fresh_folder("evidence_b");
    ASSERT_TRUE(write_evidence(a));
    ASSERT_TRUE(write_evidence(b));
    int files = 0;
    for (auto const& entry : fs::directory_iterator(a)) {
        EXPECT_EQ(bytes_of(entry.path()), bytes_of(b / entry.path().filename()));
        EXPECT_LT(fs::file_size(entry.path()), 200'000U);
        ++files;
    }
    EXPECT_EQ(files, 16);
}

}  // namespace
}  // namespace sample::test
