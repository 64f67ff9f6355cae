/* Entities, their values, companies as JSON. */
#ifndef FT_SINK_VALUE_H
#define FT_SINK_VALUE_H

#include "sink/stream.h"

void ft_write_entity_value(ft_stream *out, const fintag_entity *entity);
/* The members of an entity, from "type" to "confidence", into an open object. */
void ft_write_entity_members(ft_stream *out, const fintag_entity *entity, fintag_offsets offsets);
/* Member "companies". */
void ft_write_companies(ft_stream *out, const fintag_doc *doc);
/* Member "tags". */
void ft_write_tags(ft_stream *out, const fintag_article *article);
void ft_write_listings(ft_stream *out, const fintag_name *name);
/* Words of the values by their enumerators; NULL where the member is left out. */
extern const char *const ft_approx_words[], *const ft_direction_words[], *const ft_quantity_kinds[],
                                                                             *const ft_time_kinds[];
/* Member `key` with a string, left out when the string is absent. */
void ft_write_member(ft_stream *out, const char *key, size_t key_len, fintag_str text);
#define FT_MEMBER(out, key, text) ft_write_member((out), (key), sizeof(key) - 1, (text))

#endif
