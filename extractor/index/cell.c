#include "index/cell.h"

#include <string.h>

void ft_pack_number(ft_buf *out, uint64_t number) {
    ft_buf_put(out, (const char *)&number, sizeof number);
}

uint64_t ft_unpack_number(ft_packed *from) {
    uint64_t number;
    memcpy(&number, from->at, sizeof number);
    from->at += sizeof number;
    return number;
}

void ft_pack_str(ft_buf *out, fintag_str text) {
    ft_pack_number(out, text.ptr ? (uint64_t)text.len + 1 : 0);
    if (text.ptr) ft_buf_put(out, text.ptr, text.len);
}

fintag_str ft_unpack_str(ft_packed *from) {
    uint64_t len = ft_unpack_number(from);
    if (!len) return (fintag_str){0};
    fintag_str text = {from->at, (size_t)len - 1};
    from->at += text.len;
    return text;
}

void ft_pack_cells(ft_buf *out, const ft_cell *cells, unsigned count) {
    size_t most = count * (1 + sizeof(uint64_t));
    for (unsigned i = 0; i < count; i++)
        if (cells[i].kind == FT_CELL_TEXT) most += cells[i].text.len;
    if (!ft_buf_reserve(out, most)) return;
    char *to = out->ptr + out->len;
    for (unsigned i = 0; i < count; i++) {
        const ft_cell *cell = &cells[i];
        uint64_t bits = cell->text.len;
        *to++ = (char)cell->kind;
        switch (cell->kind) {
        case FT_CELL_NULL: continue;
        case FT_CELL_INTEGER: bits = (uint64_t)cell->integer; break;
        case FT_CELL_REAL: memcpy(&bits, &cell->real, sizeof bits); break;
        case FT_CELL_TEXT: break;
        }
        memcpy(to, &bits, sizeof bits);
        to += sizeof bits;
        if (cell->kind != FT_CELL_TEXT) continue;
        memcpy(to, cell->text.ptr, cell->text.len);
        to += cell->text.len;
    }
    out->len = (size_t)(to - out->ptr);
}

void ft_unpack_cells(ft_packed *from, ft_cell *cells, unsigned count) {
    for (unsigned i = 0; i < count; i++) {
        ft_cell *cell = &cells[i];
        cell->kind = (unsigned char)*from->at++;
        if (cell->kind == FT_CELL_NULL) continue;
        uint64_t bits;
        memcpy(&bits, from->at, sizeof bits);
        from->at += sizeof bits;
        switch (cell->kind) {
        case FT_CELL_NULL: break;
        case FT_CELL_INTEGER: cell->integer = (int64_t)bits; break;
        case FT_CELL_REAL: memcpy(&cell->real, &bits, sizeof bits); break;
        case FT_CELL_TEXT:
            cell->text = (fintag_str){from->at, (size_t)bits};
            from->at += bits;
            break;
        }
    }
}
