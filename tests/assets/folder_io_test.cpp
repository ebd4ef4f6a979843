#include "assets/folder_io.h"

#include "support.h"

namespace {

class FindInFolder : public assets_tests::Folder {
protected:
    void SetUp() override {
        Folder::SetUp();
        write("model/wall.png", "");
        write("model/My Wood.png", "");
        write("model/maps/roof.png", "");
        write("secret.txt", "");
        write("model-2/other.png", "");
    }
    std::string found(std::string const& written) const {
        auto const file = assets::find_in_folder(folder_ / "model", written);
        return file ? std::filesystem::relative(*file, folder_).string() : file.error().message;
    }
};

TEST_F(FindInFolder, FindsWhatIsThereHoweverItIsWritten) {
    EXPECT_EQ(found("wall.png"), "model/wall.png");
    EXPECT_EQ(found("./maps/roof.png"), "model/maps/roof.png");
    EXPECT_EQ(found("maps\\roof.png"), "model/maps/roof.png");
    EXPECT_EQ(found("maps/../wall.png"), "model/wall.png");
    EXPECT_EQ(found("My%20Wood.png"), "model/My Wood.png");
    EXPECT_EQ(found("WALL.PNG"), "model/wall.png");
    EXPECT_EQ(found((folder_ / "model/wall.png").string()), "model/wall.png");
}

TEST_F(FindInFolder, TakesTheFileBesideTheModelForOneThatWasElsewhere) {
    EXPECT_EQ(found("C:\\Users\\someone\\Desktop\\wall.png"), "model/wall.png");
    EXPECT_EQ(found("/srv/someone/wall.png"), "model/wall.png");
    EXPECT_EQ(found("../textures/wall.png"), "model/wall.png");
}

TEST_F(FindInFolder, RefusesToLeaveTheFolder) {
    EXPECT_EQ(found("../secret.txt"), "'../secret.txt' lies outside the model's folder and was not read");
    EXPECT_EQ(found("..%2Fsecret.txt"), "'..%2Fsecret.txt' lies outside the model's folder and was not read");
    EXPECT_EQ(found("maps/../../secret.txt"),
              "'maps/../../secret.txt' lies outside the model's folder and was not read");
    EXPECT_EQ(found("/etc/passwd"), "'/etc/passwd' lies outside the model's folder and was not read");
    EXPECT_EQ(found("../model-2/other.png"), "'../model-2/other.png' lies outside the model's folder and was not read");
}

TEST_F(FindInFolder, SaysWhatIsMissing) {
    EXPECT_EQ(found("absent.png"), "'absent.png' is missing");
    EXPECT_EQ(found("maps"), "'maps' is missing");
    EXPECT_EQ(found(""), "'' is missing");
}

}  // namespace
