// When a picture is to be seen that carries a stream's own time.
#pragma once

namespace feeds {

/// Seconds, `stream` on the stream's clock and `now` on ours. A stall, or a stream's clock that jumps, begins anew.
class Pace {
public:
    static constexpr double kJump = 10, kLate = 2;

    double wait(double stream, double now) {
        double const wait = begin_ + stream - now;
        if (begun_ && wait < kJump && wait > -kLate) return wait;
        begun_ = true;
        begin_ = now - stream;
        return 0;
    }

private:
    bool begun_ = false;
    double begin_ = 0;  ///< when the stream's time was zero, on our clock
};

}  // namespace feeds
