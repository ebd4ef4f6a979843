# Run when a test program has been built: writes into FILE what ctest runs of it, one process for each suite of tests.
# A process for each test would spend more time on starting than on testing, and make anew what a suite makes once.
# Each suite leaves its tests' outcomes, one by one, in RESULTS for tests/summary.py.
execute_process(COMMAND ${PROGRAM} --gtest_list_tests OUTPUT_VARIABLE listed RESULT_VARIABLE status)
if(status)
  message(FATAL_ERROR "${PROGRAM} cannot list its tests: ${status}")
endif()

string(REGEX MATCHALL "(^|\n)[^ \n]+\\." suites "${listed}")
list(TRANSFORM suites STRIP)
if(NOT suites)
  message(FATAL_ERROR "${PROGRAM} has no tests")
endif()
set(text)
foreach(suite ${suites})
  string(REGEX REPLACE "\\.$" "" name "${PREFIX}${suite}")
  string(REPLACE "/" "_" file ${name})
  string(APPEND text "add_test([=[${name}]=] [=[${PROGRAM}]=] [=[--gtest_filter=${suite}*]=] "
                     "[=[--gtest_output=json:${RESULTS}/${file}.json]=])\n"
                     "set_tests_properties([=[${name}]=] PROPERTIES")
  foreach(word ${PROPERTIES})
    string(APPEND text " [=[${word}]=]")
  endforeach()
  string(APPEND text ")\n")
endforeach()
file(WRITE ${FILE} "${text}")
