#include "source/open_elements.h"

enum {
    STEPS_PER_TAG = 64, /* so that searches cost no more than this for each tag of the input, all in all */
    STEPS_AT_ONCE = 1 << 16
};

/* What a search looks for and what ends it. */
typedef bool test(ft_element candidate);

static bool is_scope(ft_element e) {
    return (ft_element_flags(e) & FT_EL_SCOPE) != 0;
}
static bool is_table(ft_element e) {
    return e == FT_E_table || e == FT_E_template || e == FT_E_html;
}
static bool is_row_or_table(ft_element e) {
    return e == FT_E_tr || is_table(e);
}
static bool is_cell(ft_element e) {
    return e == FT_E_td || e == FT_E_th;
}
static bool is_row(ft_element e) {
    return e == FT_E_tr;
}
static bool is_section(ft_element e) {
    return e == FT_E_thead || e == FT_E_tbody || e == FT_E_tfoot || e == FT_E_caption;
}
static bool is_paragraph(ft_element e) {
    return e == FT_E_p;
}
static bool is_item(ft_element e) {
    return e == FT_E_li;
}
static bool is_term(ft_element e) {
    return e == FT_E_dt || e == FT_E_dd;
}
/* Elements that inline end tags, and the ends that list items imply, do not reach through. */
static bool is_special(ft_element e) {
    return (ft_element_flags(e) & (FT_EL_BLOCK | FT_EL_SCOPE | FT_EL_ROW | FT_EL_CELL | FT_EL_SKIP)) != 0;
}
static bool ends_item_search(ft_element e) {
    return is_special(e) && e != FT_E_address && e != FT_E_div && e != FT_E_p;
}
static bool never(ft_element e) {
    (void)e;
    return false;
}

static uint16_t hash_name(ft_element element, const char *name) {
    uint32_t hash = 0;
    if (element != FT_E_other) return 0;
    for (; *name; name++) hash = hash * 31 + (unsigned char)*name;
    return (uint16_t)(hash ^ hash >> 16);
}

static void pay_in(ft_open_elements *open) {
    open->budget += STEPS_PER_TAG;
    if (open->budget > STEPS_AT_ONCE) open->budget = STEPS_AT_ONCE;
}

void ft_open_push(ft_open_elements *open, ft_element element, const char *name, bool hidden, bool silent) {
    ft_open_element *item = FT_PUSH(open->arena, open);
    if (!item) return;
    *item = (ft_open_element){
        .element = (uint8_t)element, .hidden = hidden, .silent = silent, .name = hash_name(element, name)};
    open->open[element]++;
    pay_in(open);
}

static void pop_to(ft_open_elements *open, size_t depth) {
    while (open->count > depth) {
        ft_open_element item = open->items[--open->count];
        open->open[item.element]--;
        open->closed(open->context, item, open->count);
    }
}

/* Depth of the innermost element that `wanted` accepts, or SIZE_MAX when one that `barrier` accepts comes first. Steps
 * count against the budget, and are given back when the caller pops what was walked over. */
static size_t search(ft_open_elements *open, test *wanted, test *barrier) {
    for (size_t depth = open->count; depth-- > 0 && open->budget > 0; open->budget--) {
        ft_element element = (ft_element)open->items[depth].element;
        if (wanted(element)) return depth;
        if (barrier(element)) break;
    }
    return SIZE_MAX;
}

static void end_innermost(ft_open_elements *open, test *wanted, test *barrier) {
    size_t depth = search(open, wanted, barrier);
    if (depth == SIZE_MAX) return;
    open->budget += (int64_t)(open->count - depth);
    pop_to(open, depth);
}

/* Rows and cells end whatever is open inside the table that they belong to. */
static void imply_in_table(ft_open_elements *open, ft_element element) {
    if (!open->open[FT_E_table]) return;
    if (is_cell(element)) end_innermost(open, is_cell, is_row_or_table);
    if (element == FT_E_tr) end_innermost(open, is_row, is_table);
    if (is_section(element)) end_innermost(open, is_section, is_table);
}

void ft_open_imply(ft_open_elements *open, ft_element element) {
    unsigned flags = ft_element_flags(element);
    if (flags & (FT_EL_CELL | FT_EL_ROW)) imply_in_table(open, element);
    if (element == FT_E_li && open->open[FT_E_li]) end_innermost(open, is_item, ends_item_search);
    if (is_term(element) && open->open[FT_E_dt] + open->open[FT_E_dd]) end_innermost(open, is_term, ends_item_search);
    if (flags & FT_EL_ENDS_P && open->open[FT_E_p]) end_innermost(open, is_paragraph, is_scope);
    if (flags & FT_EL_HEADING && open->count &&
        ft_element_flags((ft_element)open->items[open->count - 1].element) & FT_EL_HEADING)
        pop_to(open, open->count - 1);
    if (element == FT_E_rt || element == FT_E_rp) {
        ft_element top = open->count ? (ft_element)open->items[open->count - 1].element : FT_E_other;
        if (top == FT_E_rt || top == FT_E_rp) pop_to(open, open->count - 1);
    }
    if (element == FT_E_body && open->open[FT_E_head]) ft_open_end(open, FT_E_head, "head");
    if (element == FT_E_a && open->open[FT_E_a]) ft_open_end(open, FT_E_a, "a");
}

static test *barrier_of(ft_element element) {
    unsigned flags = ft_element_flags(element);
    if (element == FT_E_table || flags & FT_EL_SKIP || element == FT_E_body || element == FT_E_html) return never;
    if (flags & (FT_EL_ROW | FT_EL_CELL)) return is_table;
    if (flags & (FT_EL_BLOCK | FT_EL_SCOPE | FT_EL_FORMAT)) return is_scope;
    return is_special;
}

/* Misnested: the element ends, the blocks inside it go on. */
static void take_out(ft_open_elements *open, size_t depth) {
    ft_open_element item = open->items[depth];
    open->items[depth] = (ft_open_element){.element = FT_E_other, .silent = true};
    open->open[item.element]--;
    open->open[FT_E_other]++;
    open->closed(open->context, item, depth);
}

bool ft_open_end(ft_open_elements *open, ft_element element, const char *name) {
    pay_in(open);
    if (!open->open[element]) return false;
    uint16_t wanted = hash_name(element, name);
    test *barrier = barrier_of(element);
    bool formats = (ft_element_flags(element) & FT_EL_FORMAT) != 0, through_block = false;
    for (size_t depth = open->count; depth-- > 0 && open->budget > 0; open->budget--) {
        ft_open_element item = open->items[depth];
        if (item.element == element && item.name == wanted) {
            if (formats && through_block) {
                take_out(open, depth);
                return true;
            }
            open->budget += (int64_t)(open->count - depth);
            pop_to(open, depth);
            return true;
        }
        if (barrier((ft_element)item.element)) return false;
        through_block = through_block || is_special((ft_element)item.element);
    }
    return false;
}
