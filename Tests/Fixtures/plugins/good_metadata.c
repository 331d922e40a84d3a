/* A sound metadata plugin with a fit pass: all four column types, and values that are missing. */
#include "leap_plugin.h"
#include <stdlib.h>
#include <string.h>

static const leap_host *host;
struct leap_instance { double sum, count; int fitted; };   /* of the pixels of the training subset */

static leap_status create(const leap_component *c, leap_call *call, const leap_options *options, leap_instance **out) {
  (void)c; (void)options;
  *out = calloc(1, sizeof **out);
  return *out ? LEAP_OK : host->fail(call, LEAP_ENOMEM, "no memory for the metadata");
}

static void destroy(leap_instance *self) { free(self); }

static leap_status column(leap_instance *self, leap_call *call, uint32_t i, leap_column *out) {
  static const char *names[] = {"ink", "label", "bright", "size"};
  static const uint32_t types[] = {LEAP_COLUMN_F64, LEAP_COLUMN_I64, LEAP_COLUMN_BOOL, LEAP_COLUMN_STRING};
  (void)self; (void)call;
  if (i > 3) return LEAP_END;
  memset(out, 0, sizeof *out);
  strcpy(out->name, names[i]);
  out->type = types[i];
  return LEAP_OK;
}

static int64_t sample_size(const leap_batch *batch) {
  int64_t size = 1;
  for (int32_t i = 1; i < batch->inputs->ndim; i++) size *= batch->inputs->shape[i];
  return size;
}

static leap_status fit(leap_instance *self, leap_call *call, const leap_batch *batch) {
  const float *x = batch->inputs->data;
  (void)call;
  for (int64_t i = 0; i < batch->count * sample_size(batch); i++) self->sum += x[i];
  self->count += (double)(batch->count * sample_size(batch));
  return LEAP_OK;
}

static leap_status fit_end(leap_instance *self, leap_call *call) {
  (void)call;
  self->fitted = 1;
  return LEAP_OK;
}

static leap_status extract(leap_instance *self, leap_call *call, const leap_batch *batch, leap_table *out) {
  if (!self->fitted) return host->fail(call, LEAP_ESTATE, "extract came before fit_end");
  const float *x = batch->inputs->data;
  const int64_t *labels = batch->labels ? batch->labels->data : NULL;
  int64_t size = sample_size(batch);
  leap_status status = LEAP_OK;
  if (batch->count > 0) {
    size_t n = (size_t)batch->count;
    double *ink = calloc(n, sizeof *ink);
    int64_t *label = calloc(n, sizeof *label);
    uint8_t *bright = calloc(n, 1), *known = calloc(n, 1);
    const char **word = calloc(n, sizeof *word);
    if (!ink || !label || !bright || !known || !word) status = LEAP_ENOMEM;
    for (size_t i = 0; i < n && !status; i++) {
      for (int64_t j = 0; j < size; j++) ink[i] += x[(int64_t)i * size + j];
      bright[i] = ink[i] * self->count > self->sum * (double)size;
      known[i] = labels && labels[i] >= 0;
      label[i] = known[i] ? labels[i] : 0;
      word[i] = ink[i] > 0 ? bright[i] ? "much" : "little" : NULL;   /* an empty picture has no size */
    }
    if (!status) status = host->fill_f64(out, 0, ink, NULL, batch->count);
    if (!status) status = host->fill_i64(out, 1, label, known, batch->count);
    if (!status) status = host->fill_bool(out, 2, bright, NULL, batch->count);
    if (!status) status = host->fill_str(out, 3, word, batch->count);
    free(ink); free(label); free(bright); free(known); free(word);
  }
  return status < 0 ? host->fail(call, status, "could not fill the columns") : LEAP_OK;
}

static const leap_metadata table = {sizeof table, 0, column, fit, fit_end, extract};
static const leap_component only = {sizeof only, LEAP_DETERMINISTIC, LEAP_ROLE_METADATA, "ink", "Ink", "How much ink a picture has",
                                    NULL, &table, NULL, create, destroy, NULL};
static const leap_component *component(uint32_t i) { return i == 0 ? &only : NULL; }
static const leap_plugin plugin = {sizeof plugin, LEAP_ABI_MAJOR, LEAP_ABI_MINOR, 0, 0, 1, "org.example.good-metadata",
                                   "Good metadata", "1.0.0", NULL, "Apache-2.0", NULL, component};

LEAP_EXPORT leap_status leap_plugin_entry(const leap_host *h, leap_call *call, const leap_plugin **out) {
  (void)call;
  host = h;
  *out = &plugin;
  return LEAP_OK;
}
