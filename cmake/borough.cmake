# One folder, one target. `borough_library(geo LINKS base USES GDAL::GDAL)` builds geo/*.cpp listed in geo/CMakeLists.txt.
# LINKS are Borough's own folders (public: a target may include only what it links; tests/house checks it);
# USES are third-party libraries, private because their headers stay in .cpp files.
function(borough_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;USES" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  borough_settings(${name})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${ARG_LINKS} PRIVATE ${ARG_USES})
endfunction()

# Warnings are errors, the language is C++20, nothing is fast-and-loose about floats (pictures must be the same everywhere).
function(borough_settings name)
  target_compile_features(${name} PUBLIC cxx_std_20)
  set_target_properties(${name} PROPERTIES CXX_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ON)
  target_compile_options(${name} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
                                         -Wnon-virtual-dtor -Werror -ffp-contract=off)
endfunction()

# The tests of one folder: tests/geo/*_test.cpp become the program geo_tests, each test of it a ctest of its own label.
function(borough_tests folder)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;USES" ${ARGN})
  add_executable(${folder}_tests ${ARG_SOURCES})
  borough_settings(${folder}_tests)
  target_link_libraries(${folder}_tests PRIVATE ${folder} ${ARG_LINKS} ${ARG_USES} GTest::gtest_main)
  target_compile_definitions(${folder}_tests PRIVATE BOROUGH_SHARED_DATA="${PROJECT_SOURCE_DIR}/../shared/data"
                                                     BOROUGH_TEST_DIR="${CMAKE_CURRENT_SOURCE_DIR}")
  gtest_discover_tests(${folder}_tests TEST_PREFIX ${folder}. DISCOVERY_TIMEOUT 60 PROPERTIES LABELS ${folder} TIMEOUT 300)
endfunction()
