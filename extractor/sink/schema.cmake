# schema.json as a C string: one literal per line of it, so that compilers' limits on literals never matter.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/schema.json)
file(READ ${CMAKE_CURRENT_LIST_DIR}/schema.json FINTAG_SCHEMA_TEXT)
string(REPLACE "\\" "\\\\" FINTAG_SCHEMA_TEXT "${FINTAG_SCHEMA_TEXT}")
string(REPLACE "\"" "\\\"" FINTAG_SCHEMA_TEXT "${FINTAG_SCHEMA_TEXT}")
string(REPLACE "\n" "\\n\"\n    \"" FINTAG_SCHEMA_TEXT "${FINTAG_SCHEMA_TEXT}")
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/sink/schema.c @ONLY CONTENT
"#include <fintag/fintag.h>

const char *fintag_schema(void) {
    static const char schema[] =
    \"@FINTAG_SCHEMA_TEXT@\";
    return schema;
}
")
list(APPEND FINTAG_GENERATED_SOURCES ${CMAKE_CURRENT_BINARY_DIR}/sink/schema.c)
