// What the tests of mappings look at.
#pragma once

#include <variant>

#include "feeds/mapping.h"

/// The record of a report, which must be of this kind.
template <class T>
T const& get(feeds::Decoded const& decoded, std::size_t i = 0) {
    return std::get<T>(decoded.reports.at(i).record);
}
