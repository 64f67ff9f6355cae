/* Tickers and security identifiers, with their check digits. */
#ifndef FT_IDENT_H
#define FT_IDENT_H

#include "value/value.h"

typedef struct ft_ident {
    fintag_ticker out;
    bool weak; /* a bare code: stands only beside its company or a code word; the link step decides */
} ft_ident;

#endif
