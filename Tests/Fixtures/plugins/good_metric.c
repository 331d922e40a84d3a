/* A sound metric plugin: three columns of different types, strings and missing values among them. */
#include "leap_plugin.h"
#include <stdlib.h>
#include <string.h>

static const leap_host *host;
struct leap_instance { int64_t rivals; };   /* option: how many classes count as right */

static leap_status create(const leap_component *c, leap_call *call, const leap_options *options, leap_instance **out) {
  leap_instance *self = malloc(sizeof *self);
  (void)c;
  if (!self) return host->fail(call, LEAP_ENOMEM, "no memory for the metric");
  self->rivals = 1;
  leap_status status = host->option_i64(options, "/top", &self->rivals);
  if (status == LEAP_EARG) { free(self); return host->fail(call, status, "option 'top' must be a whole number"); }
  *out = self;
  return LEAP_OK;
}

static void destroy(leap_instance *self) { free(self); }

static leap_status column(leap_instance *self, leap_call *call, uint32_t i, leap_column *out) {
  (void)self; (void)call;
  if (i > 2) return LEAP_END;
  memset(out, 0, sizeof *out);
  strcpy(out->name, i == 0 ? "top_score" : i == 1 ? "rank" : "verdict");
  strcpy(out->summary, i == 0 ? "largest logit" : i == 1 ? "place of the true class, from 0" : "\"right\" or \"wrong\"");
  out->type = i == 0 ? LEAP_COLUMN_F64 : i == 1 ? LEAP_COLUMN_I64 : LEAP_COLUMN_STRING;
  out->direction = i == 0 ? LEAP_DIRECTION_NONE : i == 1 ? LEAP_DIRECTION_DOWN : LEAP_DIRECTION_NONE;
  return LEAP_OK;
}

static leap_status compute(leap_instance *self, leap_call *call, const leap_batch *batch, leap_table *out) {
  if (!batch->logits) return host->fail(call, LEAP_EARG, "a metric needs logits");
  int64_t n = batch->count, classes = batch->logits->shape[1];
  const float *logits = (const float *)((const char *)batch->logits->data + batch->logits->byte_offset);
  const int64_t *labels = batch->labels ? (const int64_t *)batch->labels->data : NULL;
  size_t room = n > 0 ? (size_t)n : 1;
  double *top = calloc(room, sizeof *top);
  int64_t *rank = calloc(room, sizeof *rank);
  uint8_t *known = calloc(room, 1);
  const char **verdict = calloc(room, sizeof *verdict);
  leap_status status = LEAP_ENOMEM;
  if (top && rank && known && verdict) {
    for (int64_t i = 0; i < n; i++) {
      const float *row = logits + i * classes;
      for (int64_t c = 0; c < classes; c++) if (c == 0 || row[c] > top[i]) top[i] = row[c];
      if (!labels || labels[i] < 0 || labels[i] >= classes) continue;   /* rank and verdict stay missing */
      known[i] = 1;
      for (int64_t c = 0; c < classes; c++) rank[i] += row[c] > row[labels[i]];
      verdict[i] = rank[i] < self->rivals ? "right" : "wrong";
    }
    status = host->fill_f64(out, 0, top, NULL, n);
    if (!status) status = host->fill_i64(out, 1, rank, known, n);
    if (!status) status = host->fill_str(out, 2, verdict, n);
  }
  free(top); free(rank); free(known); free(verdict);
  return status < 0 ? host->fail(call, status, "could not fill the columns") : status;
}

static const leap_metric table = {sizeof table, 0, column, compute};
static const leap_component only = {
    sizeof only, LEAP_CONCURRENT | LEAP_DETERMINISTIC, LEAP_ROLE_METRIC, "top", "Top classes", "Where the true class stands",
    "{\"type\":\"object\",\"additionalProperties\":false,\"properties\":"
    "{\"top\":{\"type\":\"integer\",\"minimum\":1,\"default\":1}}}",
    &table, NULL, create, destroy, NULL};
static const leap_component *component(uint32_t i) { return i == 0 ? &only : NULL; }
static const leap_plugin plugin = {sizeof plugin, LEAP_ABI_MAJOR, LEAP_ABI_MINOR, 0, 0, 1, "org.example.good-metric", "Good metric",
                                   "1.0.0", "Example", "Apache-2.0", NULL, component};

LEAP_EXPORT leap_status leap_plugin_entry(const leap_host *h, leap_call *call, const leap_plugin **out) {
  (void)call;
  host = h;
  *out = &plugin;
  return LEAP_OK;
}
