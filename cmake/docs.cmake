# Target docs: the reference pages in <build>/html.
find_package(Doxygen REQUIRED)
configure_file(docs/Doxyfile.in ${PROJECT_BINARY_DIR}/Doxyfile @ONLY)
add_custom_target(
  docs
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${PROJECT_BINARY_DIR}/html
  COMMAND Doxygen::doxygen ${PROJECT_BINARY_DIR}/Doxyfile
  VERBATIM
  USES_TERMINAL)
