/* HTML elements by name, and what matters of each for the text it holds. */
#ifndef FT_ELEMENTS_H
#define FT_ELEMENTS_H

#include <stdint.h>

enum {
    FT_EL_BLOCK = 1,      /* parts lines */
    FT_EL_VOID = 2,       /* has no content and no end tag */
    FT_EL_SKIP = 4,       /* its content is not text of the article, or not shown by browsers */
    FT_EL_ENDS_P = 8,     /* its start tag ends an open paragraph */
    FT_EL_SCOPE = 16,     /* end tags inside it close nothing outside */
    FT_EL_FORMAT = 32,    /* may be misnested: its end tag reaches through blocks */
    FT_EL_ROW = 64,       /* parts rows of a table */
    FT_EL_CELL = 128,     /* parts cells */
    FT_EL_HEADING = 256,  /* h1-h6 */
    FT_EL_VERBATIM = 512, /* line ends inside are line ends */
    FT_EL_MARGIN = 1024   /* header, footer, aside: not text outside of the page's main part */
};

/* Sorted by name. */
#define FT_ELEMENTS(X)                                        \
    X(a, FT_EL_FORMAT)                                        \
    X(address, FT_EL_BLOCK | FT_EL_ENDS_P)                    \
    X(applet, FT_EL_SKIP | FT_EL_SCOPE)                       \
    X(area, FT_EL_VOID)                                       \
    X(article, FT_EL_BLOCK | FT_EL_ENDS_P)                    \
    X(aside, FT_EL_BLOCK | FT_EL_ENDS_P | FT_EL_MARGIN)       \
    X(audio, FT_EL_SKIP)                                      \
    X(b, FT_EL_FORMAT)                                        \
    X(base, FT_EL_VOID)                                       \
    X(basefont, FT_EL_VOID)                                   \
    X(bgsound, FT_EL_VOID)                                    \
    X(big, FT_EL_FORMAT)                                      \
    X(blockquote, FT_EL_BLOCK | FT_EL_ENDS_P)                 \
    X(body, FT_EL_BLOCK)                                      \
    X(br, FT_EL_VOID | FT_EL_BLOCK)                           \
    X(button, FT_EL_SKIP | FT_EL_SCOPE)                       \
    X(canvas, FT_EL_SKIP)                                     \
    X(caption, FT_EL_ROW | FT_EL_SCOPE)                       \
    X(center, FT_EL_BLOCK | FT_EL_ENDS_P)                     \
    X(code, FT_EL_FORMAT)                                     \
    X(col, FT_EL_VOID)                                        \
    X(datalist, FT_EL_SKIP)                                   \
    X(dd, FT_EL_BLOCK | FT_EL_ENDS_P)                         \
    X(details, FT_EL_BLOCK | FT_EL_ENDS_P)                    \
    X(dialog, FT_EL_BLOCK | FT_EL_ENDS_P)                     \
    X(dir, FT_EL_BLOCK | FT_EL_ENDS_P)                        \
    X(div, FT_EL_BLOCK | FT_EL_ENDS_P)                        \
    X(dl, FT_EL_BLOCK | FT_EL_ENDS_P)                         \
    X(dt, FT_EL_BLOCK | FT_EL_ENDS_P)                         \
    X(em, FT_EL_FORMAT)                                       \
    X(embed, FT_EL_VOID)                                      \
    X(fieldset, FT_EL_BLOCK | FT_EL_ENDS_P)                   \
    X(figcaption, FT_EL_BLOCK | FT_EL_ENDS_P)                 \
    X(figure, FT_EL_BLOCK | FT_EL_ENDS_P)                     \
    X(font, FT_EL_FORMAT)                                     \
    X(footer, FT_EL_BLOCK | FT_EL_ENDS_P | FT_EL_MARGIN)      \
    X(form, FT_EL_BLOCK | FT_EL_ENDS_P)                       \
    X(frame, FT_EL_VOID)                                      \
    X(h1, FT_EL_BLOCK | FT_EL_ENDS_P | FT_EL_HEADING)         \
    X(h2, FT_EL_BLOCK | FT_EL_ENDS_P | FT_EL_HEADING)         \
    X(h3, FT_EL_BLOCK | FT_EL_ENDS_P | FT_EL_HEADING)         \
    X(h4, FT_EL_BLOCK | FT_EL_ENDS_P | FT_EL_HEADING)         \
    X(h5, FT_EL_BLOCK | FT_EL_ENDS_P | FT_EL_HEADING)         \
    X(h6, FT_EL_BLOCK | FT_EL_ENDS_P | FT_EL_HEADING)         \
    X(head, FT_EL_BLOCK)                                      \
    X(header, FT_EL_BLOCK | FT_EL_ENDS_P | FT_EL_MARGIN)      \
    X(hgroup, FT_EL_BLOCK | FT_EL_ENDS_P)                     \
    X(hr, FT_EL_VOID | FT_EL_BLOCK | FT_EL_ENDS_P)            \
    X(html, FT_EL_BLOCK | FT_EL_SCOPE)                        \
    X(i, FT_EL_FORMAT)                                        \
    X(iframe, FT_EL_SKIP)                                     \
    X(img, FT_EL_VOID)                                        \
    X(input, FT_EL_VOID)                                      \
    X(keygen, FT_EL_VOID)                                     \
    X(legend, FT_EL_BLOCK)                                    \
    X(li, FT_EL_BLOCK | FT_EL_ENDS_P)                         \
    X(link, FT_EL_VOID)                                       \
    X(listing, FT_EL_BLOCK | FT_EL_ENDS_P | FT_EL_VERBATIM)   \
    X(main, FT_EL_BLOCK | FT_EL_ENDS_P)                       \
    X(marquee, FT_EL_BLOCK | FT_EL_SCOPE)                     \
    X(menu, FT_EL_BLOCK | FT_EL_ENDS_P)                       \
    X(meta, FT_EL_VOID)                                       \
    X(meter, FT_EL_SKIP)                                      \
    X(nav, FT_EL_BLOCK | FT_EL_ENDS_P | FT_EL_SKIP)           \
    X(nobr, FT_EL_FORMAT)                                     \
    X(noembed, FT_EL_SKIP)                                    \
    X(noframes, FT_EL_SKIP)                                   \
    X(noscript, FT_EL_SKIP)                                   \
    X(object, FT_EL_SKIP | FT_EL_SCOPE)                       \
    X(ol, FT_EL_BLOCK | FT_EL_ENDS_P)                         \
    X(p, FT_EL_BLOCK | FT_EL_ENDS_P)                          \
    X(param, FT_EL_VOID)                                      \
    X(plaintext, FT_EL_BLOCK | FT_EL_ENDS_P | FT_EL_VERBATIM) \
    X(pre, FT_EL_BLOCK | FT_EL_ENDS_P | FT_EL_VERBATIM)       \
    X(progress, FT_EL_SKIP)                                   \
    X(rp, FT_EL_SKIP)                                         \
    X(rt, FT_EL_SKIP)                                         \
    X(rtc, FT_EL_SKIP)                                        \
    X(s, FT_EL_FORMAT)                                        \
    X(script, FT_EL_SKIP)                                     \
    X(search, FT_EL_BLOCK | FT_EL_ENDS_P)                     \
    X(section, FT_EL_BLOCK | FT_EL_ENDS_P)                    \
    X(select, FT_EL_SKIP)                                     \
    X(small, FT_EL_FORMAT)                                    \
    X(source, FT_EL_VOID)                                     \
    X(strike, FT_EL_FORMAT)                                   \
    X(strong, FT_EL_FORMAT)                                   \
    X(style, FT_EL_SKIP)                                      \
    X(summary, FT_EL_BLOCK | FT_EL_ENDS_P)                    \
    X(svg, FT_EL_SKIP)                                        \
    X(table, FT_EL_ROW | FT_EL_ENDS_P | FT_EL_SCOPE)          \
    X(tbody, FT_EL_ROW)                                       \
    X(td, FT_EL_CELL | FT_EL_SCOPE)                           \
    X(template, FT_EL_SKIP | FT_EL_SCOPE)                     \
    X(textarea, FT_EL_SKIP)                                   \
    X(tfoot, FT_EL_ROW)                                       \
    X(th, FT_EL_CELL | FT_EL_SCOPE)                           \
    X(thead, FT_EL_ROW)                                       \
    X(title, FT_EL_SKIP)                                      \
    X(tr, FT_EL_ROW)                                          \
    X(track, FT_EL_VOID)                                      \
    X(tt, FT_EL_FORMAT)                                       \
    X(u, FT_EL_FORMAT)                                        \
    X(ul, FT_EL_BLOCK | FT_EL_ENDS_P)                         \
    X(video, FT_EL_SKIP)                                      \
    X(wbr, FT_EL_VOID)                                        \
    X(xmp, FT_EL_BLOCK | FT_EL_ENDS_P | FT_EL_VERBATIM)

typedef enum {
    FT_E_other, /* any name not in the list */
#define X(name, flags) FT_E_##name,
    FT_ELEMENTS(X)
#undef X
        FT_E_COUNT
} ft_element;

/* name: lower case, NUL-terminated, as in a token. */
ft_element ft_element_find(const char *name);
unsigned ft_element_flags(ft_element element);
#endif
