# The viewer's page as one C file. Sets FINTAG_VIEW_SOURCES. The scripts follow one another in this order.
set(FINTAG_VIEW_SCRIPTS)
foreach(script records values article card panel list page)
  list(APPEND FINTAG_VIEW_SCRIPTS ${CMAKE_CURRENT_SOURCE_DIR}/view/${script}.js)
endforeach()
add_executable(gen_page view/gen_page.c)
target_link_libraries(gen_page PRIVATE fintag_flags PkgConfig::NETTLE)
set(FINTAG_VIEW_SOURCES ${CMAKE_CURRENT_BINARY_DIR}/view_page.c)
add_custom_command(OUTPUT ${FINTAG_VIEW_SOURCES}
  COMMAND gen_page ${CMAKE_CURRENT_SOURCE_DIR}/view/page.html ${CMAKE_CURRENT_SOURCE_DIR}/view/view.css ${FINTAG_VIEW_SOURCES} ${FINTAG_VIEW_SCRIPTS}
  DEPENDS gen_page view/page.html view/view.css ${FINTAG_VIEW_SCRIPTS} VERBATIM)
