// The districts of the goldens, made in code: nothing to load, nothing that changes but by an edit here.
#pragma once

#include "twin/district.h"

namespace scenes {

/// Four blocks about a crossing: a tower on a podium, slabs, a school and small houses, a mall with a court; trees.
twin::District crossing();
/// One house of each roof shape, and an L-shaped one.
twin::District roofs();
/// Hills with a road over them, a lake, a wood and houses on the slopes.
twin::District hills();
/// A river with green banks, farmland, a plaza, sports fields, a railway and a footpath.
twin::District waterside();
/// Rows of blocks for eight kilometres.
twin::District avenue();
/// 6,400 sheds and a few towers, for views in which a building is a pixel.
twin::District sheds();
/// The crossing coloured by a number, with values missing.
twin::District coloured();
/// A square with trees, lamps and boxes of several colours and headings.
twin::District models();
/// The crossing with names.
twin::District named();

}  // namespace scenes
