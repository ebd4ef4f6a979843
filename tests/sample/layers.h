// The sample's layers as its tests look at them.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "sample/shape.h"

namespace sample::test {

struct Row {
    Shape shape;  ///< of lines: the points are in `outer`
    std::map<std::string, std::string> text;
    std::map<std::string, double> number;
};

/// Every feature of a layer in its order, coordinates local to the sample's origin.
std::vector<Row> read_layer(std::filesystem::path const& gpkg, char const* layer);

/// An empty folder of this name for this test program.
std::filesystem::path fresh_folder(std::string const& name);

std::string bytes_of(std::filesystem::path const& file);

}  // namespace sample::test
