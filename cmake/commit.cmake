# Writes FILE with the commit of the sources in SOURCE, where it differs from what stands there, so that a commit costs
# one small file and a link. Without git, or in an unpacked archive: COMMIT as whoever packages says it, else nothing.
if(NOT COMMIT AND EXISTS ${SOURCE}/.git)
  # Never waits for, or takes, the lock of somebody's work.
  set(ENV{GIT_OPTIONAL_LOCKS} 0)
  execute_process(COMMAND git -C ${SOURCE} describe --always --dirty --abbrev=12 --exclude=*
    OUTPUT_VARIABLE COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
  if(failed)
    set(COMMIT "")
  endif()
endif()
if(NOT COMMIT)
  set(COMMIT unknown)
endif()
file(CONFIGURE OUTPUT ${FILE} CONTENT [[#include "app/version.h"

namespace app {

std::string_view const kCommit = "@COMMIT@";

}  // namespace app
]] @ONLY)
