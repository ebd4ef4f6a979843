# One folder, one target. `borough_library(geo LINKS base USES GDAL::GDAL)` builds geo/*.cpp listed in geo/CMakeLists.txt.
# LINKS are Borough's own folders (public: a target may include only what it links; tests/house checks it);
# USES are third-party libraries, private because their headers stay in .cpp files.
function(borough_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;USES" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  borough_settings(${name})
  target_precompile_headers(${name} REUSE_FROM standard_headers)
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${ARG_LINKS} PRIVATE ${ARG_USES})
  borough_headers(${name} LIBRARIES ${ARG_LINKS} ${ARG_USES})
endfunction()

# Every header of a folder compiled alone, by `ninja headers`, which tests/house runs: one that forgets an include of its
# own fails here and not in whoever includes it next (the standard library's are judged by tests/house, which is twice as
# fast). Called beside the library, where its imported targets are known.
function(borough_headers name)
  cmake_parse_arguments(ARG "" "" "LIBRARIES" ${ARGN})
  file(GLOB headers RELATIVE ${PROJECT_SOURCE_DIR} CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.h)
  set(sources)
  foreach(header ${headers})
    string(REPLACE ".h" ".cpp" source ${PROJECT_BINARY_DIR}/headers/${header})
    file(CONFIGURE OUTPUT ${source} CONTENT "#include \"${header}\"\n")
    list(APPEND sources ${source})
  endforeach()
  if(NOT sources)
    return()
  endif()
  add_library(${name}_headers OBJECT EXCLUDE_FROM_ALL ${sources})
  borough_settings(${name}_headers)
  set_target_properties(${name}_headers PROPERTIES UNITY_BUILD OFF)
  target_precompile_headers(${name}_headers REUSE_FROM standard_headers)
  target_include_directories(${name}_headers PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name}_headers PRIVATE ${ARG_LIBRARIES})
  if(NOT TARGET headers)
    add_custom_target(headers)
  endif()
  add_dependencies(headers ${name}_headers)
endfunction()

# What files include is most of the work, so several are compiled as one where everything is built: two thirds of the
# time. Where somebody works, each by itself: a change of one file is a tenth of a batch. Names in anonymous namespaces
# differ within a folder for this.
option(BOROUGH_BATCHES "Compile the files of a folder in batches" OFF)

# Designated and sType-only initialisers are how Vulkan structs are written, so missing fields are no warning.
# -Wrestrict sees overlaps in `"a" + std::string` that are not there (GCC bug 105651), and its
# neighbours see the like inside the standard library; the sanitizers watch what these would.
# Warnings are errors, the language is C++20, nothing is fast-and-loose about floats (pictures must be the same everywhere).
# In batches a type of one file's own is no longer of the main file, which is all that -Wsubobject-linkage sees.
function(borough_settings name)
  target_compile_features(${name} PUBLIC cxx_std_20)
  set_target_properties(${name} PROPERTIES UNITY_BUILD ${BOROUGH_BATCHES} UNITY_BUILD_BATCH_SIZE 8)
  if(BOROUGH_BATCHES)
    target_compile_options(${name} PRIVATE -Wno-subobject-linkage)
  endif()
  set_target_properties(${name} PROPERTIES CXX_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ON)
  target_compile_options(${name} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
                                         -Wnon-virtual-dtor -Wno-missing-field-initializers
                                         "$<$<CXX_COMPILER_ID:GNU>:-Wno-restrict;-Wno-stringop-overflow;-Wno-stringop-overread;-Wno-array-bounds>" -Werror -ffp-contract=off)
endfunction()

# Tests run once and are compiled often: what they test is optimised, they are not.
function(borough_test_settings name)
  borough_settings(${name})
  # One precompiled header serves programs and helping libraries only if both say the same of position independence.
  set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
  target_compile_options(${name} PRIVATE $<IF:$<CONFIG:Release>,-O1,-O0>)
  target_link_libraries(${name} PRIVATE GTest::gtest)
  if(NOT name STREQUAL test_headers)
    target_precompile_headers(${name} REUSE_FROM test_headers)
  endif()
endfunction()

# The tests of one folder: tests/geo/*_test.cpp become the program geo_tests, each suite of it a ctest of its own label.
function(borough_tests folder)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;USES;PROPERTIES" ${ARGN})
  add_executable(${folder}_tests ${ARG_SOURCES})
  borough_test_settings(${folder}_tests)
  target_link_libraries(${folder}_tests PRIVATE ${folder} ${ARG_LINKS} ${ARG_USES} GTest::gtest_main)
  target_compile_definitions(${folder}_tests PRIVATE BOROUGH_SHARED_DATA="${PROJECT_SOURCE_DIR}/../shared/data"
                                                     BOROUGH_TEST_DIR="${CMAKE_CURRENT_SOURCE_DIR}")
  borough_suites(${folder}_tests PREFIX ${folder}. PROPERTIES LABELS ${folder} TIMEOUT 300 ${ARG_PROPERTIES})
endfunction()

# The suites of a test program become ctests, PREFIX before their names (cmake/suites.cmake says why suites).
function(borough_suites program)
  cmake_parse_arguments(ARG "" "PREFIX" "PROPERTIES" ${ARGN})
  set(suites ${CMAKE_CURRENT_BINARY_DIR}/${program}_suites.cmake)
  add_custom_command(TARGET ${program} POST_BUILD BYPRODUCTS ${suites}
    COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:${program}> -DPREFIX=${ARG_PREFIX} -DFILE=${suites}
            -DRESULTS=${PROJECT_BINARY_DIR}/results "-DPROPERTIES=${ARG_PROPERTIES}" -P ${PROJECT_SOURCE_DIR}/cmake/suites.cmake
    VERBATIM)
  # A program that was not built is a test that fails, and not one that is missed.
  set(tests ${CMAKE_CURRENT_BINARY_DIR}/${program}_tests.cmake)
  file(CONFIGURE OUTPUT ${tests} @ONLY CONTENT [[
if(EXISTS "@suites@")
  include("@suites@")
else()
  add_test(@program@_is_not_built @program@_is_not_built)
endif()
]])
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${tests})
endfunction()

# The standard library is half of what a compiler reads here, so it is read once: for the folders, and for their tests.
# Headers include what they need of it all the same (tests/house).
function(borough_precompiled name)
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/${name}.cpp CONTENT "")
  add_library(${name} OBJECT ${PROJECT_BINARY_DIR}/${name}.cpp)
  target_precompile_headers(${name} PRIVATE ${ARGN}
    <algorithm> <array> <atomic> <charconv> <chrono> <cmath> <cstdint> <cstdio> <filesystem> <fstream> <functional>
    <limits> <map> <memory> <mutex> <numbers> <numeric> <optional> <set> <span> <sstream> <string> <string_view>
    <thread> <tuple> <unordered_map> <utility> <variant> <vector>)
endfunction()
