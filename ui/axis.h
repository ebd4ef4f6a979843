// Where the lines of a chart stand: at round numbers.
#pragma once

namespace ui {

struct Axis {
    double low = 0, high = 1, step = 1;  ///< both ends are multiples of the step
    int decimals = 0;                    ///< that its numbers need
};

/// From below `least` to above `most` in at most `lines` steps of 1, 2, 2.5 or 5 times a power of ten; what is not
/// negative never begins below zero. `lines` is 2 or more.
Axis axis_of(double least, double most, int lines);

}  // namespace ui
