#include "cli/map.h"

#include <string.h>

#include "cli/message.h"
#include "cli/opt.h"

static const ft_choice fields[] = {{"id", FINTAG_FIELD_ID, false},
                                   {"title", FINTAG_FIELD_TITLE, false},
                                   {"text", FINTAG_FIELD_TEXT, false},
                                   {"html", FINTAG_FIELD_HTML, false},
                                   {"body", FINTAG_FIELD_BODY, false},
                                   {"published", FINTAG_FIELD_PUBLISHED, false},
                                   {"url", FINTAG_FIELD_URL, false},
                                   {"media", FINTAG_FIELD_MEDIA, false},
                                   {"author", FINTAG_FIELD_AUTHOR, false},
                                   {"tags", FINTAG_FIELD_TAGS, false},
                                   {0}};

bool ft_map_parse(const char *command, const char *argument, fintag_map *map) {
    const char *at = argument;
    for (;;) {
        size_t len = strcspn(at, ",");
        const char *equals = memchr(at, '=', len);
        int field;
        if (!equals || equals == at || equals == at + len - 1) {
            ft_say_usage(command, "--map: '%.*s' is not FIELD=NAME", (int)len, at);
            return false;
        }
        if (!ft_choose(command, "--map", fields, at, (size_t)(equals - at), &field)) return false;
        if (map->names[field].len) {
            ft_say_usage(command, "--map: %.*s is given twice", (int)(equals - at), at);
            return false;
        }
        map->names[field] = (fintag_str){equals + 1, len - (size_t)(equals + 1 - at)};
        if (!at[len]) return true;
        at += len + 1;
    }
}
