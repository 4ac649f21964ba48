// Placeholder until the stage is written.

#include "textkin/normalize.h"
