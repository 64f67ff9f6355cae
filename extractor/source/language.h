/* Language of an article by counting characters. */
#ifndef FT_LANGUAGE_H
#define FT_LANGUAGE_H

#include "base/arena.h"

/* "zh-Hans", "zh-Hant", "en" or "und". Static. */
const char *ft_language(ft_arena *arena, fintag_str text);

#endif
