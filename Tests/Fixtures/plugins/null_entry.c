/* A sound shared library that is no plugin: it has no leap_plugin_entry. */
#include "leap_plugin.h"

LEAP_EXPORT int32_t leap_no_entry(void) { return LEAP_ABI_MAJOR; }
