// `[live] glossary`: English for the words of the feeds.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "ui/facts.h"

namespace app {

/// CSV with columns `zh` and `en` among others; lines that start with # are passed over. Null for no file.
base::Result<std::shared_ptr<ui::Glossary const>> read_glossary(std::string const& file);

}  // namespace app
