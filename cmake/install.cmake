# Installs headers, libraries, the config package and the .pc files: one export set a module, so that
# `find_package(guanxi COMPONENTS chain)` asks only for what chain needs.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
include(cmake/pkg_config.cmake)
set(GUANXI_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/guanxi)
set(GUANXI_COMPONENT_TABLE "")

foreach(module IN LISTS GUANXI_MODULES)
  list(APPEND targets guanxi_${module})
endforeach()
foreach(target IN LISTS targets ITEMS guanxi)
  string(REPLACE "guanxi_" "" component ${target})
  install(
    TARGETS ${target}
    EXPORT guanxi-${component}
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
    FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
  install(EXPORT guanxi-${component} NAMESPACE guanxi:: DESTINATION ${GUANXI_CMAKE_DIR})

  get_target_property(depends ${target} GUANXI_DEPENDS)
  get_target_property(parties ${target} GUANXI_PARTIES)
  string(REPLACE "guanxi_" "" depends "${depends}")
  string(APPEND GUANXI_COMPONENT_TABLE "set(_guanxi_depends_${component} \"${depends}\")\n"
                "set(_guanxi_parties_${component} \"${parties}\")\n")
  guanxi_install_pc(${target} ${component} DEPENDS ${depends} PARTIES ${parties})
endforeach()

configure_package_config_file(cmake/guanxiConfig.cmake.in ${PROJECT_BINARY_DIR}/guanxiConfig.cmake
                              INSTALL_DESTINATION ${GUANXI_CMAKE_DIR} NO_SET_AND_CHECK_MACRO)
# Before 1.0 a new minor version may break callers.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/guanxiConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/guanxiConfig.cmake ${PROJECT_BINARY_DIR}/guanxiConfigVersion.cmake
              ${PROJECT_SOURCE_DIR}/cmake/dependencies.cmake DESTINATION ${GUANXI_CMAKE_DIR})
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/NOTICE DESTINATION ${CMAKE_INSTALL_DOCDIR})
if(TARGET guanxi_cli)
  install(TARGETS guanxi_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
