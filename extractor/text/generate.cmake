# Tables made at build time. Sets FINTAG_GENERATED_SOURCES. Needs Debian's libutf8proc-dev, unicode-data and bzip2.
find_program(FINTAG_BZIP2 bzip2 REQUIRED)
find_file(FINTAG_UNIHAN_VARIANTS Unihan_Variants.txt.bz2 PATHS /usr/share/unicode REQUIRED)
find_file(FINTAG_EQUIVALENT_IDEOGRAPHS EquivalentUnifiedIdeograph.txt PATHS /usr/share/unicode REQUIRED)

add_executable(gen_fold text/gen_fold.c text/gen_fold_read.c text/gen_fold_map.c text/gen_fold_class.c)
add_executable(gen_entities text/gen_entities.c)
foreach(generator gen_fold gen_entities)
  target_include_directories(${generator} PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR}/include ${CMAKE_CURRENT_BINARY_DIR}/include)
  target_link_libraries(${generator} PRIVATE fintag_flags)
endforeach()
target_link_libraries(gen_fold PRIVATE PkgConfig::UTF8PROC)

add_custom_command(OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/fold_tables.c
  COMMAND ${FINTAG_BZIP2} -dc ${FINTAG_UNIHAN_VARIANTS} > ${CMAKE_CURRENT_BINARY_DIR}/unihan_variants.txt
  COMMAND gen_fold ${CMAKE_CURRENT_BINARY_DIR}/unihan_variants.txt ${FINTAG_EQUIVALENT_IDEOGRAPHS}
    ${CMAKE_CURRENT_SOURCE_DIR}/text/variants.tsv ${CMAKE_CURRENT_BINARY_DIR}/fold_tables.c
  DEPENDS gen_fold text/variants.tsv ${FINTAG_UNIHAN_VARIANTS} ${FINTAG_EQUIVALENT_IDEOGRAPHS} VERBATIM)
add_custom_command(OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/entity_table.c
  COMMAND gen_entities ${CMAKE_CURRENT_SOURCE_DIR}/text/entities.tsv ${CMAKE_CURRENT_BINARY_DIR}/entity_table.c
  DEPENDS gen_entities text/entities.tsv VERBATIM)
set(FINTAG_GENERATED_SOURCES ${CMAKE_CURRENT_BINARY_DIR}/fold_tables.c ${CMAKE_CURRENT_BINARY_DIR}/entity_table.c)
