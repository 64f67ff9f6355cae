# Manual pages and completions, which the program prints from its own tables.
set(FINTAG_MAN ${CMAKE_BINARY_DIR}/man1)
set(FINTAG_COMPLETIONS ${CMAKE_BINARY_DIR}/completions)
add_custom_command(OUTPUT ${FINTAG_MAN}/fintag.1 ${FINTAG_COMPLETIONS}/fintag ${FINTAG_COMPLETIONS}/_fintag ${FINTAG_COMPLETIONS}/fintag.fish
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${FINTAG_MAN} ${FINTAG_COMPLETIONS}
  COMMAND ${CMAKE_COMMAND} -E make_directory ${FINTAG_MAN} ${FINTAG_COMPLETIONS}
  COMMAND fintag_cli help --man-pages ${FINTAG_MAN}
  COMMAND fintag_cli completion bash > ${FINTAG_COMPLETIONS}/fintag
  COMMAND fintag_cli completion zsh > ${FINTAG_COMPLETIONS}/_fintag
  COMMAND fintag_cli completion fish > ${FINTAG_COMPLETIONS}/fintag.fish
  DEPENDS fintag_cli VERBATIM)
add_custom_target(fintag_shell ALL DEPENDS ${FINTAG_MAN}/fintag.1)

install(DIRECTORY ${FINTAG_MAN}/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${FINTAG_COMPLETIONS}/fintag DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${FINTAG_COMPLETIONS}/_fintag DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${FINTAG_COMPLETIONS}/fintag.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
