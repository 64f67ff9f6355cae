/* Moved: the names of groups belong to the rule layer. */
#include "rule/slots.h"
