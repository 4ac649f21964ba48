// Placeholder until the stage is written.

#include "textkin/extract.h"
