// Results as files: format version 1, docs/formats/results.md.

#pragma once
