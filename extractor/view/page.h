/* The viewer: a page of HTML that holds its style and scripts; articles stand between its head and its tail, each as a
 * data island: <script type="application/json" class="record" data-...>the annotated object</script>. */
#ifndef FT_VIEW_PAGE_H
#define FT_VIEW_PAGE_H

#include <stddef.h>

extern const char ft_view_head[], ft_view_tail[];
extern const size_t ft_view_head_len, ft_view_tail_len;

#endif
