// What the tests of models share: the reading child, a folder of their own, and files written into it.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "assets/model.h"

namespace assets_tests {

inline std::filesystem::path helper() { return BOROUGH_MODEL_HELPER; }
inline std::filesystem::path shared_data() { return BOROUGH_SHARED_DATA; }

inline base::Result<assets::Model> load(std::filesystem::path const& file, assets::ModelRequest request = {}) {
    request.file = file;
    return assets::load_model(request, {.memory_bytes = std::uint64_t{1} << 30, .seconds = 10}, helper());
}

/// A folder that is gone after the test.
class Folder : public testing::Test {
protected:
    void SetUp() override {
        std::string name = (std::filesystem::temp_directory_path() / "borough-assets-XXXXXX").string();
        ASSERT_NE(mkdtemp(name.data()), nullptr);
        folder_ = name;
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::filesystem::path write(std::string const& name, std::string const& text) const {
        std::filesystem::path const file = folder_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
        return file;
    }
    std::filesystem::path write_program(std::string const& name, std::string const& text) const {
        std::filesystem::path const file = write(name, text);
        std::filesystem::permissions(file, std::filesystem::perms::owner_all);
        return file;
    }

    std::filesystem::path folder_;
};

}  // namespace assets_tests
