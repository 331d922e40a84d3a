/* Offers two components with the same id: the host cannot tell them apart and refuses the library. */
#include "leap_plugin.h"
#include <string.h>

static const leap_host *host;
static int instance;   /* has no state: every instance is the same */

static leap_status create(const leap_component *c, leap_call *call, const leap_options *options, leap_instance **out) {
  (void)c; (void)call; (void)options;
  *out = (leap_instance *)(void *)&instance;
  return LEAP_OK;
}

static void destroy(leap_instance *self) { (void)self; }

static leap_status column(leap_instance *self, leap_call *call, uint32_t i, leap_column *out) {
  (void)self; (void)call;
  if (i > 0) return LEAP_END;
  memset(out, 0, sizeof *out);
  strcpy(out->name, "index");
  out->type = LEAP_COLUMN_I64;
  return LEAP_OK;
}

static leap_status extract(leap_instance *self, leap_call *call, const leap_batch *batch, leap_table *out) {
  (void)self;
  if (host->fill_i64(out, 0, batch->index, NULL, batch->count) < 0) return host->fail(call, LEAP_EFAIL, "could not fill the column");
  return LEAP_OK;
}

static const leap_metadata table = {sizeof table, 0, column, NULL, NULL, extract};
static const leap_component first = {sizeof first, LEAP_CONCURRENT | LEAP_DETERMINISTIC, LEAP_ROLE_METADATA, "twin", "First twin",
                                   "Position in the subset", NULL, &table, NULL, create, destroy, NULL};
static const leap_component second = {sizeof second, LEAP_CONCURRENT | LEAP_DETERMINISTIC, LEAP_ROLE_METADATA, "twin", "Second twin",
                                   "Position in the subset", NULL, &table, NULL, create, destroy, NULL};
static const leap_component *component(uint32_t i) { return i == 0 ? &first : i == 1 ? &second : NULL; }
static const leap_plugin plugin = {sizeof plugin, LEAP_ABI_MAJOR, LEAP_ABI_MINOR, 0, 0, 2, "org.example.duplicate-id", "Duplicate id", "1.0.0",
                                   NULL, NULL, NULL, component};

LEAP_EXPORT leap_status leap_plugin_entry(const leap_host *h, leap_call *call, const leap_plugin **out) {
  (void)call;
  host = h;
  *out = &plugin;
  return LEAP_OK;
}
