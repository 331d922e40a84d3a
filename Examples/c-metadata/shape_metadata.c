/* Facts about the shape of a drawing: holes that ink encloses, and its center of mass. docs/abi.md explains it. */
#include "leap_plugin.h"
#include <stdlib.h>

static const leap_host *host;
struct leap_instance { double threshold; };   /* a pixel above it is ink */

static const leap_column columns[] = {
    {"holes", LEAP_COLUMN_I64, LEAP_DIRECTION_NONE, "areas of paper that ink encloses: 0 for a 1, 1 for a 0, 2 for an 8"},
    {"mass_x", LEAP_COLUMN_F64, LEAP_DIRECTION_NONE, "center of mass from the left edge, 0 to 1; missing on blank paper"},
    {"mass_y", LEAP_COLUMN_F64, LEAP_DIRECTION_NONE, "center of mass from the top edge, 0 to 1; missing on blank paper"}};

static leap_status create(const leap_component *c, leap_call *call, const leap_options *options, leap_instance **out) {
  (void)c;
  if (!(*out = calloc(1, sizeof **out))) return host->fail(call, LEAP_ENOMEM, "no memory for the instance");
  host->option_f64(options, "/threshold", &(*out)->threshold);   /* the schema's default makes it always there */
  return LEAP_OK;
}

static void destroy(leap_instance *self) { free(self); }

static leap_status column(leap_instance *self, leap_call *call, uint32_t i, leap_column *out) {
  (void)self; (void)call;
  if (i >= sizeof columns / sizeof *columns) return LEAP_END;
  *out = columns[i];
  return LEAP_OK;
}

/* Fills every area of paper (neighbors on 4 sides) once and counts those that do not reach the edge. */
static int64_t holes_in(const float *x, int64_t h, int64_t w, double threshold, uint8_t *seen, int64_t *stack) {
  int64_t found = 0;
  for (int64_t p = 0; p < h * w; p++) seen[p] = x[p] > threshold;
  for (int64_t start = 0; start < h * w; start++) {
    int64_t top = 0, edge = 0;
    if (seen[start]) continue;
    for (seen[stack[top++] = start] = 1; top > 0;) {
      int64_t at = stack[--top], row = at / w, col = at % w;
      if (row == 0 || col == 0 || row == h - 1 || col == w - 1) edge = 1;
      if (row > 0 && !seen[at - w]) seen[stack[top++] = at - w] = 1;
      if (col > 0 && !seen[at - 1]) seen[stack[top++] = at - 1] = 1;
      if (col < w - 1 && !seen[at + 1]) seen[stack[top++] = at + 1] = 1;
      if (row < h - 1 && !seen[at + w]) seen[stack[top++] = at + w] = 1;
    }
    found += !edge;
  }
  return found;
}

static leap_status extract(leap_instance *self, leap_call *call, const leap_batch *batch, leap_table *out) {
  const leap_tensor *t = batch->inputs;
  if (t->ndim != 4 || t->shape[1] != 1) return host->fail(call, LEAP_EUNSUPPORTED, "samples must be [1, height, width]");
  int64_t n = batch->count, h = t->shape[2], w = t->shape[3];
  int64_t *holes = calloc((size_t)n + 1, 8), *stack = calloc((size_t)(h * w) + 1, 8);   /* + 1: never ask for nothing */
  double *x = calloc((size_t)n + 1, 8), *y = calloc((size_t)n + 1, 8);
  uint8_t *inked = calloc((size_t)n + 1, 1), *seen = calloc((size_t)(h * w) + 1, 1);
  leap_status status = holes && stack && x && y && inked && seen ? LEAP_OK : LEAP_ENOMEM;
  for (int64_t i = 0; i < n && !status; i++) {
    const float *pixels = (const float *)((const char *)t->data + t->byte_offset) + i * h * w;
    double mass = 0;
    for (int64_t p = 0; p < h * w; p++) {
      mass += pixels[p];
      x[i] += pixels[p] * ((double)(p % w) + 0.5) / (double)w;
      y[i] += pixels[p] * ((double)(p / w) + 0.5) / (double)h;
    }
    if ((inked[i] = mass > 0)) { x[i] /= mass; y[i] /= mass; }
    holes[i] = holes_in(pixels, h, w, self->threshold, seen, stack);
  }
  if (!status) status = host->fill_i64(out, 0, holes, NULL, n);    /* NULL: every value is there */
  if (!status) status = host->fill_f64(out, 1, x, inked, n);       /* missing where inked[i] is 0 */
  if (!status) status = host->fill_f64(out, 2, y, inked, n);
  free(holes); free(stack); free(x); free(y); free(inked); free(seen);
  return status ? host->fail(call, status, "could not fill the columns") : LEAP_OK;
}

static const leap_metadata table = {sizeof table, 0, column, NULL, NULL, extract};   /* no fit pass */
static const leap_component only = {
    sizeof only, LEAP_DETERMINISTIC, LEAP_ROLE_METADATA, "shape", "Shape", "Holes and center of mass of a drawing",
    "{\"type\": \"object\", \"additionalProperties\": false, \"properties\": {\"threshold\": {\"type\": \"number\","
    " \"minimum\": 0, \"maximum\": 1, \"default\": 0.3, \"description\": \"a pixel above it is ink\"}}}",
    &table, NULL, create, destroy, NULL};
static const leap_component *component(uint32_t i) { return i == 0 ? &only : NULL; }
static const leap_plugin plugin = {
    sizeof plugin, LEAP_ABI_MAJOR, LEAP_ABI_MINOR, 0, 0, 1, "org.example.shape-metadata", "Shape metadata", "1.0.0",
    NULL, "Apache-2.0", NULL, component};

LEAP_EXPORT leap_status leap_plugin_entry(const leap_host *h, leap_call *call, const leap_plugin **out) {
  if (h->abi_major != LEAP_ABI_MAJOR) return h->fail(call, LEAP_EABI, "this plugin needs a host of ABI 1");
  host = h;
  *out = &plugin;
  return LEAP_OK;
}
