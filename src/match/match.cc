// Placeholder until the stage is written.

#include "textkin/match.h"
