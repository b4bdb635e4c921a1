# SPDX-License-Identifier: GPL-3.0-or-later
# What every target of the project shares: warnings, strict Qt, sanitizers, and the functions that make
# a library (one a folder) and a test (one a file).

option(CREEL_WERROR "Treat warnings as errors" OFF)
set(CREEL_SANITIZE "" CACHE STRING "Sanitizers to build with, as -fsanitize takes them")

find_program(CREEL_CCACHE ccache)
if(CREEL_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CREEL_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${CREEL_CCACHE})
endif()

add_library(creel_flags INTERFACE)
target_include_directories(creel_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_definitions(creel_flags INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
  QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH QT_DISABLE_DEPRECATED_BEFORE=0x060400
  CREEL_VERSION="${PROJECT_VERSION}")
target_compile_options(creel_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion)
if(CREEL_WERROR)
  target_compile_options(creel_flags INTERFACE -Werror)
endif()
if(CMAKE_INTERPROCEDURAL_OPTIMIZATION AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_link_options(creel_flags INTERFACE -Wno-alloc-size-larger-than) # of QHash: it takes a wrap for possible
endif()
if(CREEL_SANITIZE)
  target_compile_options(creel_flags INTERFACE -fsanitize=${CREEL_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all)
  target_link_options(creel_flags INTERFACE -fsanitize=${CREEL_SANITIZE})
endif()

# What nearly every source includes, parsed once: it halves the time a build takes. Two of them, since only the window
# knows widgets. Sources still include what they use.
function(creel_precompile name link)
  file(WRITE ${CMAKE_BINARY_DIR}/pch/${name}.cpp.in "")
  configure_file(${CMAKE_BINARY_DIR}/pch/${name}.cpp.in ${CMAKE_BINARY_DIR}/pch/${name}.cpp COPYONLY)
  add_library(creel_${name} STATIC ${CMAKE_BINARY_DIR}/pch/${name}.cpp)
  target_link_libraries(creel_${name} PUBLIC creel_flags ${link})
  target_precompile_headers(creel_${name} PRIVATE <QAbstractItemModel> <QByteArray> <QDateTime> <QFile> <QHash> <QObject>
    <QString> <QStringList> <QTimer> <QVariant> <algorithm> <array> <functional> <memory> <mutex> <optional> <span> <vector>
    ${ARGN})
endfunction()

# creel_library(<dir> LINKS <targets...> [PCH <target>]): the static library creel_<dir>, alias Creel::<dir>, of every
# source in the current folder and below it.
function(creel_library name)
  cmake_parse_arguments(arg "" "PCH" "LINKS" ${ARGN})
  if(NOT arg_PCH)
    set(arg_PCH creel_pch)
  endif()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/*.h)
  add_library(creel_${name} STATIC ${sources})
  add_library(Creel::${name} ALIAS creel_${name})
  set_target_properties(creel_${name} PROPERTIES AUTOMOC ON)
  target_link_libraries(creel_${name} PUBLIC creel_flags ${arg_LINKS})
  target_precompile_headers(creel_${name} REUSE_FROM ${arg_PCH})
endfunction()

# creel_tests(<kind> LINKS <targets...>): one program and one ctest entry for every tst_*.cpp below the
# current folder; the entry is called <kind>/<path without tst_>.
function(creel_tests kind)
  cmake_parse_arguments(arg "" "" "LINKS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR}/tst_*.cpp)
  foreach(source IN LISTS sources)
    string(REGEX REPLACE "(^|/)tst_([^/]*)\\.cpp$" "\\1\\2" name ${source})
    string(REPLACE "/" "_" flat ${name})
    string(REPLACE "/" "_" target tst_${kind}_${flat})
    add_executable(${target} ${source})
    set_target_properties(${target} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_link_libraries(${target} PRIVATE creel_flags Qt6::Test ${arg_LINKS})
    target_precompile_headers(${target} REUSE_FROM creel_pch)
    target_compile_definitions(${target} PRIVATE CREEL_TEST_DATA="${CMAKE_SOURCE_DIR}/tests/data"
      CREEL_SOURCE_DIR="${CMAKE_SOURCE_DIR}" CREEL_BINARY="${CMAKE_BINARY_DIR}/bin/creel")
    add_test(NAME ${kind}/${name} COMMAND ${target})
    set_tests_properties(${kind}/${name} PROPERTIES TIMEOUT 180)
    if(kind STREQUAL "gui")
      set_tests_properties(${kind}/${name} PROPERTIES RESOURCE_LOCK display) # one window has the focus at a time
    endif()
  endforeach()
endfunction()
