// Files that a test writes for itself, in a folder of its own, and a short way to load them.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "base/progress.h"
#include "twin/load.h"

namespace twin::testing {

class Folder : public ::testing::Test {
protected:
    void SetUp() override {
        auto const* info = ::testing::UnitTest::GetInstance()->current_test_info();
        folder_ = std::filesystem::path(::testing::TempDir()) /
                  (std::string("twin_") + info->test_suite_name() + "_" + info->name());
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::string write(std::string const& name, std::string const& text) {
        std::filesystem::path const file = folder_ / name;
        std::ofstream(file, std::ios::binary) << text;
        return file.string();
    }
    std::string path(std::string const& name) const { return (folder_ / name).string(); }

    static base::Result<District> load(std::string const& file, LoadOptions const& options = {}) {
        base::Progress progress;
        return load_district(file, options, progress);
    }

private:
    std::filesystem::path folder_;
};

/// A square building of `side` degrees * 1e-4 with its south-west corner at (lon, lat).
inline std::string square(double lon, double lat, double side, std::string const& properties) {
    double const s = side * 1e-4;
    auto const point = [](double x, double y) {
        return std::string("[").append(std::to_string(x)).append(",").append(std::to_string(y)).append("]");
    };
    return R"({"type":"Feature","properties":{)" + properties + R"(},"geometry":{"type":"Polygon","coordinates":[[)" +
           point(lon, lat) + "," + point(lon + s, lat) + "," + point(lon + s, lat + s) + "," + point(lon, lat + s) +
           "," + point(lon, lat) + "]]}}";
}

inline std::string collection(std::initializer_list<std::string> features) {
    std::string out = R"({"type":"FeatureCollection","features":[)";
    bool first = true;
    for (std::string const& feature : features) {
        if (!first) out += ",";
        first = false;
        out += feature;
    }
    return out + "]}";
}

/// The first decision of a layer that begins so, or "".
inline std::string decision(SourceLayer const& layer, std::string const& begins) {
    for (std::string const& sentence : layer.decisions) {
        if (sentence.starts_with(begins)) return sentence;
    }
    return {};
}

}  // namespace twin::testing
