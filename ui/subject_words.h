// What kinds of things are called, and their symbols. For this folder alone.
#pragma once

#include "ui/subject.h"

namespace ui {

char const* icon_of(SubjectKind kind);
char const* key_of(SubjectKind kind);  ///< of the catalogue

}  // namespace ui
