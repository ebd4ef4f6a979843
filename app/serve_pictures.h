// Pictures for `borough serve`: a renderer kept warm, one picture at a time, few waiting.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "app/load.h"
#include "app/options.h"
#include "base/result.h"
#include "feeds/ingest.h"

namespace app {

struct PictureRequest {
    std::string view, camera;
    std::string size;    ///< "1280x720"
    std::string style;   ///< empty: the view's
    std::string layers;  ///< live layers, comma between; empty: the view's
    LiveOptions live;    ///< the moment; neither time given: now
};

class Pictures {
public:
    /// `loaded` must outlive this; its geometry is let go once it is on the device.
    static base::Result<std::unique_ptr<Pictures>> create(ServeCommand const& command, Loaded& loaded,
                                                          Stopwatch& watch);
    ~Pictures();

    /// PNG bytes. Thread-safe; refuses where too many wait already.
    base::Result<std::string> draw(PictureRequest const& request, feeds::Ingest const& ingest);
    static bool busy(base::Error const& error);
    std::uint64_t drawn() const;

private:
    struct State;
    explicit Pictures(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace app
