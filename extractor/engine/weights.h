/* Who wins when candidates overlap: all priorities and tie-breaks of the program, in the order in which they are asked.
 *
 *   1 priority        of the rule or class, as its author wrote it (default 50)
 *   2 length          in units: a longer claim explains more (中信证券 over 中信, 2022年4月10日 over 4月10日)
 *   3 type            the row of the table below
 *   4 begin           the earlier one
 *   5 rule            the one that stands first in the rule files, so that the result never depends on chance
 */
#ifndef FT_WEIGHTS_H
#define FT_WEIGHTS_H

#include <fintag/fintag.h>

/* type, rank among claims of equal priority and length (higher wins), why */
#define FT_TYPE_RANKS(X)                                                               \
    X(FINTAG_TRAP, 7, "a phrase that only looks like an entity")                       \
    X(FINTAG_TICKER, 6, "2013.HK is never a year")                                     \
    X(FINTAG_INDEX, 5, "科创50 is an index before it is a company or a figure")        \
    X(FINTAG_ORGANIZATION, 4, "a named body is closed data, a company pattern is not") \
    X(FINTAG_COMPANY, 3, "a name before a figure inside it (三六零, 58同城)")          \
    X(FINTAG_DATE, 2, "3月 is a month before it is three of something")                \
    X(FINTAG_QUANTITY, 1, "whatever is left")

#endif
