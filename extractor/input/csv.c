#include "input/csv.h"

#include <string.h>
#include <strings.h>

#include "input/csv_header.h"

enum { QUOTE = '"' };

typedef enum { MORE, ENDS, ENDS_AT_RETURN } step_result;

static void end_field(ft_csv *csv, size_t end) {
    ft_csv_row *row = &csv->row;
    if (row->columns < csv->columns && csv->fields[row->columns] >= 0 && csv->found_count < FINTAG_FIELD_COUNT)
        csv->found[csv->found_count++] =
            (fintag_field){.name = (fintag_field_name)csv->fields[row->columns],
                           .escape = row->closed || row->quoted ? FINTAG_ESCAPE_CSV : FINTAG_ESCAPE_NONE,
                           .begin = row->begin,
                           .end = end};
    row->columns++;
    row->quoted = row->closed = false;
}

/* Take the character c of len bytes at row->at. In a quoted field a quote closes it, unless another one follows. */
static step_result step(ft_csv *csv, unsigned c, unsigned len, unsigned next, unsigned next_len) {
    ft_csv_row *row = &csv->row;
    size_t at = row->at;
    row->at += len;
    if (c == '\n') row->line_ends++;
    if (row->quoted) {
        if (c != QUOTE) return MORE;
        if (next == QUOTE) {
            row->at += next_len;
            return MORE;
        }
        row->quoted = false;
        row->closed = true;
        bool ends = next == (unsigned char)csv->delimiter || next == '\r' || next == '\n' || !next_len;
        if (!ends) return MORE; /* more behind the quote: the field goes on to the delimiter */
        end_field(csv, at);
        if (!next_len) return ENDS;
        row->at += next_len;
        row->begin = row->at;
        row->line_ends += next == '\n';
        return next == '\r' ? ENDS_AT_RETURN : next == '\n' ? ENDS : MORE;
    }
    if (c == QUOTE && at == row->begin && !row->closed) {
        row->quoted = true;
        row->begin = row->at;
        return MORE;
    }
    if (c != (unsigned char)csv->delimiter && c != '\r' && c != '\n') return MORE;
    end_field(csv, at);
    row->begin = row->at;
    return c == '\r' ? ENDS_AT_RETURN : c == '\n' ? ENDS : MORE;
}

/* Go through what is here of the row. MORE: it goes on. */
static step_result run(ft_csv *csv, fintag_str rest, bool eof, ft_units units) {
    ft_csv_row *row = &csv->row;
    while (row->at < rest.len) {
        unsigned len, next_len = 0, next = 0, c = ft_unit(rest.ptr + row->at, rest.len - row->at, units, &len);
        if (!len && !eof) return MORE;
        if (!len) len = (unsigned)(rest.len - row->at);
        size_t behind = row->at + len;
        if (c == QUOTE && row->quoted) {
            if (behind < rest.len) next = ft_unit(rest.ptr + behind, rest.len - behind, units, &next_len);
            if (!next_len && !eof) return MORE; /* what it means depends on what follows */
        }
        step_result result = step(csv, c, len, next, next_len);
        if (result != MORE) return result;
    }
    return MORE;
}

/* Keep the limit: of a row that is too long only its end matters. */
static bool shorten(ft_csv *csv, bool too_long) {
    ft_csv_row *row = &csv->row;
    if (row->at <= csv->most && !too_long) return false;
    ft_reader_skip(csv->reader, row->at);
    row->begin = SIZE_MAX; /* no field begins where the row goes on */
    row->at = 0;
    return true;
}

static ft_read_result next_row(ft_csv *csv, ft_part *part) {
    ft_units units = ft_units_of(csv->charset);
    ft_reader *reader = csv->reader;
    csv->row = (ft_csv_row){0};
    csv->found_count = 0;
    *part = (ft_part){.at = ft_reader_place(reader)};
    for (;;) {
        fintag_str rest = ft_reader_rest(reader);
        step_result result = run(csv, rest, reader->eof, units);
        if (result == MORE && !reader->eof) {
            part->too_long = shorten(csv, part->too_long);
            ft_read_result read = ft_reader_more(reader);
            if (read != FT_READ_OK && read != FT_READ_END) return read;
            continue;
        }
        if (result == MORE && !rest.len && !part->too_long) return FT_READ_END;
        if (result == MORE) {
            if (csv->row.quoted) part->problem = "a quoted field is not closed";
            end_field(csv, csv->row.at);
        }
        part->too_long = part->too_long || csv->row.at > csv->most;
        if (!part->too_long) part->bytes = (fintag_str){rest.ptr, csv->row.at};
        ft_reader_skip(reader, csv->row.at);
        csv->after_return = result == ENDS_AT_RETURN;
        return FT_READ_OK;
    }
}

/* A line feed that belongs to the carriage return before it. */
static ft_read_result skip_line_feed(ft_csv *csv) {
    ft_units units = ft_units_of(csv->charset);
    if (!csv->after_return) return FT_READ_OK;
    ft_read_result result = ft_reader_want(csv->reader, 2);
    fintag_str rest = ft_reader_rest(csv->reader);
    unsigned len = 0;
    if (rest.len && ft_unit(rest.ptr, rest.len, units, &len) == '\n') ft_reader_skip(csv->reader, len);
    csv->after_return = false;
    return result;
}

static bool is_blank(const ft_csv *csv, const ft_part *part) {
    ft_units units = ft_units_of(csv->charset);
    if (part->too_long || csv->row.columns > 1) return false;
    unsigned len = 1;
    for (size_t at = 0; at < part->bytes.len && len; at += len) {
        unsigned c = ft_unit(part->bytes.ptr + at, part->bytes.len - at, units, &len);
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n') return false;
    }
    return true;
}

static ft_read_result next(ft_csv *csv, ft_part *part) {
    ft_read_result result;
    do {
        result = skip_line_feed(csv);
        if (result == FT_READ_OK) result = next_row(csv, part);
        part->line = csv->line + 1;
        csv->line += csv->row.line_ends + csv->after_return;
    } while (result == FT_READ_OK && is_blank(csv, part));
    return result;
}

/* The line by which Excel is told the delimiter: sep=; */
static bool is_hint(const ft_csv *csv, const ft_part *part) {
    static const char word[] = "sep=";
    unsigned len = 1;
    size_t at = 0, i = 0;
    while (i < sizeof word - 1 && at < part->bytes.len && len) {
        unsigned c = ft_unit(part->bytes.ptr + at, part->bytes.len - at, ft_units_of(csv->charset), &len);
        if (c != (unsigned char)word[i++]) return false;
        at += len;
    }
    return i == sizeof word - 1;
}

ft_read_result ft_csv_next(ft_csv *csv, ft_part *part) {
    if (!csv->has_header) {
        csv->has_header = true;
        if (!csv->delimiter) csv->delimiter = ',';
        ft_read_result result = next(csv, part);
        if (result == FT_READ_OK && is_hint(csv, part)) result = next(csv, part);
        if (result == FT_READ_END) {
            part->problem = "empty: a header row is expected";
            return FT_READ_OK;
        }
        if (result != FT_READ_OK) return result;
        bool known = !part->too_long && ft_csv_header(csv, part->bytes);
        part->problem = known ? NULL : "no column of the header row is text, html or body (see --map)";
        if (!known) {
            part->bytes = FINTAG_STR("");
            csv->columns = 0;
            return FT_READ_OK;
        }
    }
    if (!csv->columns) return FT_READ_END;
    ft_read_result result = next(csv, part);
    if (result != FT_READ_OK || part->too_long) return result;
    if (!part->problem && csv->row.columns != csv->columns)
        part->problem = csv->row.columns < csv->columns ? "the row has fewer fields than the header"
                                                        : "the row has more fields than the header";
    if (part->problem) part->bytes = FINTAG_STR("");
    part->fields = csv->found;
    part->field_count = csv->found_count;
    return FT_READ_OK;
}
