#include "app/commands.h"

namespace app {

ExitStatus run(ViewCommand const&) { return report({"there is no window yet"}); }

}  // namespace app
