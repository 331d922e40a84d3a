/* A metadata plugin of one column, the position in the subset. Who includes it says what is wrong with it:
 *   PLUGIN_ID     the library's id
 *   ABI_MAJOR     the revision that it speaks; LEAP_ABI_MAJOR where nothing is said
 *   ROLE          the role of its components; LEAP_ROLE_METADATA where nothing is said
 *   COMPONENTS    how many of the same id it offers; 1 where nothing is said
 *   OWN_EXTRACT   that it has a function `extract` of its own */
#include "leap_plugin.h"
#include <string.h>

#ifndef ABI_MAJOR
#define ABI_MAJOR LEAP_ABI_MAJOR
#endif
#ifndef ROLE
#define ROLE LEAP_ROLE_METADATA
#endif
#ifndef COMPONENTS
#define COMPONENTS 1
#endif

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

static leap_status extract(leap_instance *self, leap_call *call, const leap_batch *batch, leap_table *out);

static const leap_metadata table = {sizeof table, 0, column, NULL, NULL, extract};
static const leap_component only = {sizeof only, LEAP_CONCURRENT | LEAP_DETERMINISTIC, ROLE, "index", "Index",
                                   "Position in the subset", NULL, &table, NULL, create, destroy, NULL};
static const leap_component *component(uint32_t i) { return i < COMPONENTS ? &only : NULL; }
static const leap_plugin plugin = {sizeof plugin, ABI_MAJOR, LEAP_ABI_MINOR, 0, 0, COMPONENTS, PLUGIN_ID, "Index", "1.0.0",
                                   NULL, NULL, NULL, component};

LEAP_EXPORT leap_status leap_plugin_entry(const leap_host *h, leap_call *call, const leap_plugin **out) {
  (void)call;
  host = h;
  *out = &plugin;
  return LEAP_OK;
}

#ifndef OWN_EXTRACT
static leap_status extract(leap_instance *self, leap_call *call, const leap_batch *batch, leap_table *out) {
  (void)self;
  if (host->fill_i64(out, 0, batch->index, NULL, batch->count) < 0) return host->fail(call, LEAP_EFAIL, "could not fill the column");
  return LEAP_OK;
}
#endif
