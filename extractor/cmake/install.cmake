# What is installed: the program, both libraries, the header, the rule pack and its sources, pkg-config, a CMake package.
include(CMakePackageConfigHelpers)

install(TARGETS fintag_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS fintag_static fintag_shared EXPORT fintag
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(FILES ${CMAKE_CURRENT_SOURCE_DIR}/include/fintag/fintag.h ${CMAKE_CURRENT_BINARY_DIR}/include/fintag/version.h
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/fintag)
install(FILES ${CMAKE_BINARY_DIR}/fintag.pack DESTINATION ${CMAKE_INSTALL_DATADIR}/fintag)
install(DIRECTORY ${CMAKE_BINARY_DIR}/rules DESTINATION ${CMAKE_INSTALL_DATADIR}/fintag PATTERN master EXCLUDE)
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE ${CMAKE_SOURCE_DIR}/README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})

configure_file(cmake/fintag.pc.in fintag.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/fintag.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

set(FINTAG_PACKAGE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/fintag)
configure_package_config_file(cmake/fintagConfig.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/fintagConfig.cmake
  INSTALL_DESTINATION ${FINTAG_PACKAGE_DIR})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/fintagConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/fintagConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/fintagConfigVersion.cmake
  DESTINATION ${FINTAG_PACKAGE_DIR})
install(EXPORT fintag FILE fintagTargets.cmake NAMESPACE fintag:: DESTINATION ${FINTAG_PACKAGE_DIR})
