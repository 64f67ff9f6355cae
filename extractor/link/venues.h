/* Markets, rating agencies, and the indices that are called like them. */
#ifndef FT_VENUES_H
#define FT_VENUES_H

#include "link/names.h"

/* Does the name of an index mean the market here, as in 登陆纳斯达克, 在创业板上市, or the agency, as in 标普下调评级?
 */
bool ft_means_venue(const ft_names *names, const ft_candidate *c);

#endif
