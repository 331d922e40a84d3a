/* Speaks a major revision of the ABI that does not exist yet: a host of revision 1 refuses it. */
#define PLUGIN_ID "org.example.other-major"
#define ABI_MAJOR 2
#include "index_plugin.h"
