# Installs the libraries, headers, command and a package that find_package(textkin) reads.
include(CMakePackageConfigHelpers)

get_property(stages GLOBAL PROPERTY TEXTKIN_STAGES)
install(TARGETS ${stages} textkin EXPORT textkinTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/textkin "${PROJECT_BINARY_DIR}/include/textkin"
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
install(EXPORT textkinTargets NAMESPACE textkin:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/textkin)
configure_package_config_file(cmake/textkinConfig.cmake.in textkinConfig.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/textkin)
write_basic_package_version_file(textkinConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/textkinConfig.cmake" "${PROJECT_BINARY_DIR}/textkinConfigVersion.cmake"
        cmake/FindxxHash.cmake DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/textkin)
if(TARGET textkin_cli)
  install(TARGETS textkin_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
