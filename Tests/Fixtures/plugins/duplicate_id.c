/* Offers two components with the same id: the host cannot tell them apart and refuses the library. */
#define PLUGIN_ID "org.example.duplicate-id"
#define COMPONENTS 2
#include "index_plugin.h"
