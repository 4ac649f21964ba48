# textkin_stage(NAME SOURCES ... LINK ... PRIVATE ...): one static library per stage of the data flow.
# A stage sees the public headers and its own folder, nothing else; LINK names the earlier stages it may use.

# Warnings and sanitizers for our own code only; never exported to a consumer.
add_library(textkin_developer INTERFACE)
target_compile_options(textkin_developer INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow $<$<BOOL:${PROJECT_IS_TOP_LEVEL}>:-Werror>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 warns of overlapping copies inside std::string that cannot happen (GCC bug 105651).
  target_compile_options(textkin_developer INTERFACE -Wno-restrict)
endif()
if(TEXTKIN_SANITIZE)
  list(JOIN TEXTKIN_SANITIZE "," textkin_sanitizers)
  target_compile_options(textkin_developer INTERFACE
    -fsanitize=${textkin_sanitizers} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(textkin_developer INTERFACE -fsanitize=${textkin_sanitizers})
endif()

function(textkin_stage name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK;PRIVATE" ${ARGN})
  set(target textkin_${name})
  add_library(${target} STATIC ${arg_SOURCES})
  add_library(textkin::${name} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name} POSITION_INDEPENDENT_CODE ON)
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_include_directories(${target}
    PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
           $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/include>
           $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>
    PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
  list(TRANSFORM arg_LINK PREPEND textkin_)
  target_link_libraries(${target} PUBLIC ${arg_LINK} PRIVATE ${arg_PRIVATE}
    $<BUILD_INTERFACE:textkin_developer>)
  set_property(GLOBAL APPEND PROPERTY TEXTKIN_STAGES ${target})
endfunction()
