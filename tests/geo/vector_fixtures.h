// Small files written by tests, and the readings tests make again and again.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "geo/vector.h"

namespace geo_test {

/// A folder that is gone after the test.
class Folder {
public:
    Folder() {
        auto const* const test = testing::UnitTest::GetInstance()->current_test_info();
        path_ = std::filesystem::path(testing::TempDir()) /
                (std::string("borough_") + test->test_suite_name() + "_" + test->name());
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;

    std::string file(std::string const& name, std::string const& content) const {
        std::ofstream(path_ / name, std::ios::binary) << content;
        return (path_ / name).string();
    }
    std::string path(std::string const& name) const { return (path_ / name).string(); }
    std::set<std::string> names() const {
        std::set<std::string> names;
        for (auto const& entry : std::filesystem::directory_iterator(path_)) names.insert(entry.path().filename());
        return names;
    }

private:
    std::filesystem::path path_;
};

/// A file of the real data, or an empty name where the data is absent.
inline std::string shared_file(std::string const& name) {
    std::string const path = std::string(BOROUGH_SHARED_DATA) + "/" + name;
    return std::filesystem::exists(path) ? path : "";
}

struct Reading {
    base::Result<geo::VectorLayer> layer = base::Error{"not read"};
    base::Findings findings;

    geo::VectorLayer const& operator*() const { return *layer; }
    geo::VectorLayer const* operator->() const { return &*layer; }
    std::string error() const { return layer ? "" : layer.error().message; }
};

inline Reading read(geo::VectorRequest const& request) {
    Reading reading;
    base::Progress silent;
    reading.layer = geo::read_vector(request, reading.findings, silent);
    return reading;
}

inline Reading read_all(std::string const& source) {
    geo::VectorRequest request;
    request.source = source;
    request.all_fields = true;
    return read(request);
}

inline bool contains(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

}  // namespace geo_test

#define BOROUGH_NEEDS(file) \
    if ((file).empty()) GTEST_SKIP() << "the real data is not here"
