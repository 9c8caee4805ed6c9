# One target a module: compiled when src/<module> has sources, header-only otherwise.

# Warnings for our own code; consumers never inherit them.
add_library(guanxi_build_flags INTERFACE)
target_compile_features(guanxi_build_flags INTERFACE cxx_std_20)
target_compile_options(
  guanxi_build_flags
  INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wnon-virtual-dtor
            $<$<BOOL:${GUANXI_WARNINGS_AS_ERRORS}>:-Werror>
            # clang also warns on designated initializers that leave members to their defaults, which is our style
            $<$<CXX_COMPILER_ID:Clang>:-Wno-missing-field-initializers -Wno-missing-designated-field-initializers
            -Wno-unknown-warning-option>)

set(GUANXI_MODULES "")

# guanxi_add_module(<name> [DEPENDS <module>...] [LINK_PRIVATE <third party>...])
function(guanxi_add_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "DEPENDS;LINK_PRIVATE")
  set(root ${PROJECT_SOURCE_DIR})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${root}/src/${name}/*.cpp)
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${root}/include/guanxi/${name}/*.hpp ${root}/include/guanxi/${name}.hpp)
  list(FILTER headers INCLUDE REGEX "^${root}/include/guanxi/${name}(/|\\.hpp$)")
  list(TRANSFORM arg_DEPENDS PREPEND guanxi_)

  if(sources)
    set(visible PUBLIC)
    add_library(guanxi_${name} STATIC ${sources})
    # Families of small files that use the same private names are never compiled as one.
    set(families ${sources})
    list(FILTER families INCLUDE REGEX "^${root}/src/${name}/[^/]+/")
    set_source_files_properties(${families} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    target_link_libraries(guanxi_${name} PRIVATE $<BUILD_INTERFACE:guanxi_build_flags>)
    foreach(party IN LISTS arg_LINK_PRIVATE)
      guanxi_find_dependency(${party})
      target_link_libraries(guanxi_${name} PRIVATE ${GUANXI_TARGET_${party}})
    endforeach()
    set_target_properties(guanxi_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  else()
    set(visible INTERFACE)
    set(arg_LINK_PRIVATE "")
    add_library(guanxi_${name} INTERFACE)
  endif()
  add_library(guanxi::${name} ALIAS guanxi_${name})
  target_compile_features(guanxi_${name} ${visible} cxx_std_20)
  target_sources(guanxi_${name} ${visible} FILE_SET HEADERS BASE_DIRS ${root}/include FILES ${headers})
  target_link_libraries(guanxi_${name} ${visible} ${arg_DEPENDS})
  set_target_properties(guanxi_${name} PROPERTIES EXPORT_NAME ${name} GUANXI_DEPENDS "${arg_DEPENDS}"
                                                  GUANXI_PARTIES "${arg_LINK_PRIVATE}")
  set(GUANXI_MODULES ${GUANXI_MODULES} ${name} PARENT_SCOPE)
endfunction()

# guanxi_embed(<module> <file> <name>): the text of src/<module>/<file> as guanxi::<module>::detail::<name>, a std::string_view.
function(guanxi_embed EMBEDDED_MODULE EMBEDDED_FILE EMBEDDED_NAME)
  set(source ${PROJECT_SOURCE_DIR}/src/${EMBEDDED_MODULE}/${EMBEDDED_FILE})
  set(made ${PROJECT_BINARY_DIR}/generated/${EMBEDDED_MODULE}/${EMBEDDED_NAME}.cpp)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
  file(READ ${source} EMBEDDED_TEXT)
  configure_file(${PROJECT_SOURCE_DIR}/cmake/embedded.cpp.in ${made} @ONLY)
  target_sources(guanxi_${EMBEDDED_MODULE} PRIVATE ${made})
  # clang counts the signs of a literal by the least that C compilers had to take
  set_source_files_properties(${made} PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# guanxi::guanxi stands for every module.
function(guanxi_add_umbrella)
  add_library(guanxi INTERFACE)
  add_library(guanxi::guanxi ALIAS guanxi)
  file(GLOB header CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/include/guanxi/guanxi.hpp)
  target_sources(guanxi INTERFACE FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/include FILES ${header})
  list(TRANSFORM GUANXI_MODULES PREPEND guanxi_ OUTPUT_VARIABLE modules)
  target_link_libraries(guanxi INTERFACE ${modules})
  set_target_properties(guanxi PROPERTIES GUANXI_DEPENDS "${modules}" GUANXI_PARTIES "")
endfunction()
