/* How analyzers share neighbors: "old" was built before they could, what its table would have behind its end are traps; "crooked"
 * wants too few, and finds wrong ones. */
#include "leap_plugin.h"
#include <math.h>
#include <stdlib.h>

static const leap_host *host;
struct leap_instance { int64_t fault, count; };

static leap_status create(const leap_component *c, leap_call *call, const leap_options *options, leap_instance **out) {
  (void)c;
  if (!(*out = calloc(1, sizeof **out))) return host->fail(call, LEAP_ENOMEM, "no memory for the instance");
  host->option_i64(options, "/fault", &(*out)->fault);
  return LEAP_OK;
}

static void destroy(leap_instance *self) { free(self); }

static leap_status fit(leap_instance *self, leap_call *call, const leap_population *population) {
  (void)call;
  self->count = population->count;
  return LEAP_OK;
}

static leap_status trap_wanted(leap_instance *self, leap_call *call, int64_t count, leap_sink *out) {
  (void)self; (void)call; (void)count; (void)out;
  abort();
}

static leap_status trap_graph(leap_instance *self, leap_call *call, const char *metric, leap_tensor *index, leap_tensor *distance) {
  (void)self; (void)call; (void)metric; (void)index; (void)distance;
  abort();
}

static leap_status wanted(leap_instance *self, leap_call *call, int64_t count, leap_sink *out) {
  (void)call; (void)count;
  return host->put_i64(out, "k", -self->fault);
}

/* The next rows, at the distances 1, 2, ...; then one mistake: in the third row, the last neighbor. */
static leap_status graph(leap_instance *self, leap_call *call, const char *metric, leap_tensor *index, leap_tensor *distance) {
  int64_t n = self->count, k = index->shape[1], *rows = index->data;
  float *lengths = distance->data;
  (void)call; (void)metric;
  for (int64_t i = 0; i < n * k; i++) {
    rows[i] = (i / k + i % k + 1) % n;
    lengths[i] = (float)(i % k + 1);
  }
  switch (self->fault) {
    case 1: rows[3 * k - 1] = n; break;
    case 2: rows[3 * k - 1] = -1; break;
    case 3: rows[3 * k - 1] = 2; break;   /* itself */
    case 4: lengths[3 * k - 1] = 0; break;
    case 5: lengths[3 * k - 1] = NAN; break;
    default: break;
  }
  return LEAP_OK;
}

static const leap_analyzer old_table = {
    offsetof(leap_analyzer, neighbors_wanted), 0, fit, NULL, NULL, NULL, NULL, NULL, NULL, trap_wanted, trap_graph};
static const leap_analyzer crooked_table = {sizeof crooked_table, 0, fit, NULL, NULL, NULL, NULL, NULL, NULL, wanted, graph};
static const leap_component components[] = {
    {sizeof *components, 0, LEAP_ROLE_ANALYZER, "old", "Old", "Built before neighbors were shared", NULL, &old_table, NULL, create,
     destroy, NULL},
    {sizeof *components, 0, LEAP_ROLE_ANALYZER, "crooked", "Crooked", "Finds wrong neighbors",
     "{\"type\": \"object\", \"properties\": {\"fault\": {\"type\": \"integer\", \"default\": 0}}}", &crooked_table, NULL, create,
     destroy, NULL}};
static const leap_component *component(uint32_t i) { return i < 2 ? &components[i] : NULL; }
static const leap_plugin plugin = {sizeof plugin, LEAP_ABI_MAJOR, LEAP_ABI_MINOR, 0, 0, 2, "org.example.neighbor-sharing",
                                   "Neighbor sharing", "1.0.0", NULL, NULL, NULL, component};

LEAP_EXPORT leap_status leap_plugin_entry(const leap_host *h, leap_call *call, const leap_plugin **out) {
  (void)call;
  host = h;
  *out = &plugin;
  return LEAP_OK;
}
