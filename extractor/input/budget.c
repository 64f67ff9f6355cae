#include "input/budget.h"

#include <stdio.h>

bool ft_budget_is_spent(const ft_budget *budget) {
    return budget->out > FT_BOMB_OF_FILE && budget->out / FT_BOMB_RATIO > budget->in;
}

bool ft_is_bomb(const ft_budget *budget, const ft_expansion *member, char *problem, size_t size) {
    bool file = ft_budget_is_spent(budget);
    if (!file && (member->out <= FT_BOMB_FLOOR || member->out / FT_BOMB_RATIO <= member->in)) return false;
    snprintf(problem, size, "%s grows to more than %d times its size when it is decompressed: not read any further",
             file ? "the file" : "it", FT_BOMB_RATIO);
    return true;
}
