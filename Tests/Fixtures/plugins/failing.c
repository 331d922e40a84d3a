/* Loads and describes itself well, but every extract fails with a message that names the first sample. */
#define PLUGIN_ID "org.example.failing"
#define OWN_EXTRACT
#include "index_plugin.h"
#include <stdio.h>

static leap_status extract(leap_instance *self, leap_call *call, const leap_batch *batch, leap_table *out) {
  char message[128];
  (void)self; (void)out;
  snprintf(message, sizeof message, "sample %s:%lld is cursed; try another plugin", batch->subset ? batch->subset : "outside",
           batch->count > 0 ? (long long)batch->index[0] : -1LL);
  return host->fail(call, LEAP_EDATA, message);
}
