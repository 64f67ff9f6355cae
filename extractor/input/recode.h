/* Reading bytes again in whatever charset they may be in. */
#ifndef FT_RECODE_H
#define FT_RECODE_H

#include <fintag/fintag.h>

#include "base/buf.h"

/* The bytes as UTF-8 if they are in the n-th charset that there is; n counts from 0. False: there is no n-th. */
bool ft_recode(fintag_str bytes, unsigned n, ft_buf *utf8);

#endif
