/* How all patterns are compiled. No UTF: the matching form is UCS-2 (text/fold.h). No start optimisations: they would
 * look through the whole subject for a last literal. Plain parentheses do not capture; one name may stand in several
 * alternatives. */
#ifndef FT_REGEX_OPTIONS_H
#define FT_REGEX_OPTIONS_H

#define FT_REGEX_OPTIONS                                                                                  \
    (PCRE2_ANCHORED | PCRE2_EXTENDED | PCRE2_NO_AUTO_CAPTURE | PCRE2_DUPNAMES | PCRE2_NO_START_OPTIMIZE | \
     PCRE2_NEVER_BACKSLASH_C)

#endif
