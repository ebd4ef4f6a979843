// Models that schemes are made of: read once each, in a child process, and kept.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "analysis/site_scheme.h"
#include "base/result.h"

namespace app {

class SchemeModels {
public:
    /// Null where the scheme has none. A file that has been read is read again when it has changed.
    base::Result<std::shared_ptr<analysis::SchemeModel const>> of(analysis::Scheme const& scheme);

private:
    struct Kept {
        std::filesystem::file_time_type changed;
        base::Result<std::shared_ptr<analysis::SchemeModel const>> model;
    };
    std::map<std::string, Kept> kept_;
};

/// Files in this folder, and in folders in it, that a model may be read from: whole names, in their order, at most 40.
std::vector<std::string> models_beside(std::string const& folder);

}  // namespace app
