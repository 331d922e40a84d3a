/* A column `ink`, the mean of the pixels, that is sound but for the one fault that the options name. */
#define _POSIX_C_SOURCE 199309L
#include "leap_plugin.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const leap_host *host;
struct leap_instance { char fault[64]; long calls; };

static int is(const leap_instance *self, const char *fault) { return strcmp(self->fault, fault) == 0; }

static leap_status create(const leap_component *c, leap_call *call, const leap_options *options, leap_instance **out) {
  const char *fault = "none";
  (void)c;
  *out = calloc(1, sizeof **out);
  if (!*out) return host->fail(call, LEAP_ENOMEM, "no memory for the metadata");
  host->option_str(options, "/fault", &fault);
  snprintf((*out)->fault, sizeof (*out)->fault, "%s", fault);
  return LEAP_OK;
}
static void destroy(leap_instance *self) { free(self); }

static leap_status column(leap_instance *self, leap_call *call, uint32_t i, leap_column *out) {
  (void)self; (void)call;
  if (i > 0) return LEAP_END;
  memset(out, 0, sizeof *out);
  strcpy(out->name, "ink");
  out->type = LEAP_COLUMN_F64;
  return LEAP_OK;
}

static leap_status fill(leap_instance *self, leap_call *call, const leap_batch *batch, leap_table *out, double *ink) {
  float *x = batch->inputs->data;
  int64_t n = batch->count, size = 1;
  for (int32_t i = 1; i < batch->inputs->ndim; i++) size *= batch->inputs->shape[i];
  for (int64_t i = 0; i < n; i++) {
    int here = strcmp(batch->subset, "validation") == 0 && batch->index[i] == 2;
    ink[i] = 0;
    for (int64_t j = 0; j < size; j++) ink[i] += x[i * size + j] / (double)size;
    if (here && is(self, "not-finite")) ink[i] = INFINITY;
    if (here && is(self, "out-of-range")) ink[i] = 2;
    if (here && is(self, "failed")) return host->fail(call, LEAP_EFAIL, "it stumbles over this picture");
    if (here && is(self, "writes-to-inputs")) x[i * size] += 1;
    if (here && is(self, "not-deterministic")) ink[i] = (double)self->calls / 1000;
    if (is(self, "depends-on-batch")) ink[i] = (double)i / 1000;
  }
  self->calls++;
  if (is(self, "slow")) nanosleep(&(struct timespec){0, 30000000}, NULL);
  if (is(self, "no-values")) return LEAP_OK;
  if (is(self, "wrong-shape")) { host->fill_f64(out, 0, ink, NULL, n + 1); return LEAP_OK; }
  if (is(self, "wrong-type")) { host->fill_i64(out, 0, (const int64_t *)(const void *)ink, NULL, n); return LEAP_OK; }
  return host->fill_f64(out, 0, ink, NULL, n);
}

static leap_status extract(leap_instance *self, leap_call *call, const leap_batch *batch, leap_table *out) {
  double *ink = calloc((size_t)batch->count + 1, sizeof *ink);
  leap_status status = ink ? fill(self, call, batch, out, ink) : host->fail(call, LEAP_ENOMEM, "no memory for the column");
  free(ink);
  return status;
}

static const leap_metadata table = {sizeof table, 0, column, NULL, NULL, extract};
static const leap_component only = {
    sizeof only, 0, LEAP_ROLE_METADATA, "faulty", "Faulty metadata", "A column with one fault",
    "{\"type\": \"object\", \"properties\": {\"fault\": {\"type\": \"string\"}}, \"additionalProperties\": false}", &table, NULL, create,
    destroy, NULL};
static const leap_component *component(uint32_t i) { return i == 0 ? &only : NULL; }
static const leap_plugin plugin = {sizeof plugin, LEAP_ABI_MAJOR, LEAP_ABI_MINOR, 0, 0, 1, "org.example.faulty-metadata",
                                   "Faulty metadata", "1.0.0", NULL, "Apache-2.0", NULL, component};

LEAP_EXPORT leap_status leap_plugin_entry(const leap_host *h, leap_call *call, const leap_plugin **out) {
  (void)call;
  host = h;
  *out = &plugin;
  return LEAP_OK;
}
