// What the states, kinds and marks of a ticket are called: keys of the catalogue.
#pragma once

#include <string_view>

#include "twin/records.h"

namespace ui {

char const* key_of(twin::TicketStatus status);
char const* key_of(twin::TicketKind kind);
char const* key_of(twin::DispatchMode mode);
char const* key_of(twin::Solved solved);
char const* key_of(twin::Satisfaction satisfaction);
/// Null where the source has a word of its own.
char const* channel_key(std::string_view channel);

}  // namespace ui
