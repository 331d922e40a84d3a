/* A data set of twelve 4 x 4 pictures of two classes that is sound but for the one fault that its options name. */
#include "leap_plugin.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE = 4, SIZE = SIDE * SIDE, EACH = 6 };
static const leap_host *host;
struct leap_instance { char fault[64]; long reads; };

static int is(const leap_instance *self, const char *fault) { return strcmp(self->fault, fault) == 0; }

static leap_status create(const leap_component *c, leap_call *call, const leap_options *options, leap_instance **out) {
  const char *fault = "none";
  (void)c;
  *out = calloc(1, sizeof **out);
  if (!*out) return host->fail(call, LEAP_ENOMEM, "no memory for the data set");
  host->option_str(options, "/fault", &fault);
  snprintf((*out)->fault, sizeof (*out)->fault, "%s", fault);
  return LEAP_OK;
}
static void destroy(leap_instance *self) { free(self); }

static leap_status port(leap_instance *self, leap_call *call, uint32_t which, leap_port *out) {
  (void)self; (void)call;
  if (which > 1) return LEAP_END;
  memset(out, 0, sizeof *out);
  strcpy(out->name, which == 0 ? "image" : "label");
  out->dtype_code = which == 0 ? LEAP_FLOAT : LEAP_INT;
  out->dtype_bits = which == 0 ? 32 : 64;
  if (which == 0) { out->ndim = 3; out->dim[0] = 1; out->dim[1] = out->dim[2] = SIDE; }
  return LEAP_OK;
}

/* training, validation, pool: the pool has no labels. */
static leap_status subset(leap_instance *self, leap_call *call, uint32_t i, leap_subset *out) {
  static const char *names[] = {"training", "validation", "pool"};
  static const uint32_t states[] = {LEAP_SUBSET_TRAINING, LEAP_SUBSET_VALIDATION, LEAP_SUBSET_UNLABELED};
  (void)call;
  if (i > 2) return LEAP_END;
  memset(out, 0, sizeof *out);
  strcpy(out->name, is(self, "same-names") && i == 1 ? "training" : names[i]);
  out->state = is(self, "no-training") && i == 0 ? LEAP_SUBSET_TEST : states[i];
  out->count = is(self, "empty-subset") && i == 1 ? 0 : EACH;
  return LEAP_OK;
}

static leap_status class_names(leap_instance *self, leap_call *call, leap_sink *out) {
  (void)call;
  host->put_str(out, "", "dark", 4);
  host->put_str(out, "", "light", 5);
  return is(self, "class-without-samples") ? host->put_str(out, "", "never", 5) : LEAP_OK;
}

/* Which picture a sample shows: each its own, unless the fault is a copy. */
static long picture(const leap_instance *self, uint32_t subset, long index) {
  if (is(self, "repeated-sample") && subset == 0 && index == 4) return 2;
  if (is(self, "sample-in-two-subsets") && subset == 1 && index == 3) return 1;
  if (is(self, "copied-subset") && subset == 2) return EACH + index;
  return (long)subset * EACH + index;
}

static void draw(leap_instance *self, uint32_t subset, long index, float *x) {
  long number = picture(self, subset, index);
  int here = subset == 1 && index == 2;   /* the sample that has the fault, where one sample has it */
  for (int i = 0; i < SIZE; i++) x[i] = (float)((number * 7 + i * (number + 3)) % 19) / 18;
  x[0] = index % 2 ? 1 : 0;
  if (here && is(self, "not-finite")) x[5] = NAN;
  if (here && is(self, "blank")) for (int i = 0; i < SIZE; i++) x[i] = 0.5f;
  for (int i = 0; i < SIZE && here; i++) {
    if (is(self, "looks-normalized")) x[i] = (x[i] - 0.5f) / 0.25f;
    if (is(self, "not-scaled")) x[i] *= 255;
    if (is(self, "near-black")) x[i] /= 255;
  }
  if (here && is(self, "dataset-not-deterministic")) x[6] = (float)(self->reads % 97) / 97;
}

static leap_status read_rows(leap_instance *self, leap_call *call, uint32_t subset, const int64_t *index, int64_t n, leap_tensor *inputs,
                             leap_tensor *labels) {
  self->reads++;
  for (int64_t i = 0; i < n; i++) {
    long at = (long)index[i];
    if (is(self, "read-fails") && subset == 1) return host->fail(call, LEAP_EIO, "the disk has a hole");
    if (inputs) draw(self, subset, at, (float *)inputs->data + i * SIZE);
    if (!labels) continue;
    int64_t label = subset == 2 ? -1 : at % 2;
    if (is(self, "label-outside-classes") && subset == 1 && at == 2) label = 7;
    if (is(self, "missing-label") && subset == 1 && at == 2) label = -1;
    if (is(self, "unexpected-label") && subset == 2 && at == 2) label = 1;
    ((int64_t *)labels->data)[i] = label;
  }
  return LEAP_OK;
}

static leap_status sample_ids(leap_instance *self, leap_call *call, uint32_t subset, const int64_t *index, int64_t n, leap_sink *out) {
  (void)call;
  for (int64_t i = 0; i < n; i++) {
    char id[32];
    long number = (long)subset * EACH + (long)index[i];
    if (is(self, "duplicate-id") && number == EACH + 2) number = 1;
    host->put_str(out, "", id, (size_t)snprintf(id, sizeof id, "picture-%ld", number));
  }
  return LEAP_OK;
}

static const leap_dataset table = {sizeof table, 0, port, subset, class_names, read_rows, NULL, sample_ids, NULL};
static const leap_component only = {
    sizeof only, 0, LEAP_ROLE_DATASET, "faulty", "Faulty data", "Twelve pictures with one fault",
    "{\"type\": \"object\", \"properties\": {\"fault\": {\"type\": \"string\"}}, \"additionalProperties\": false}", &table, NULL, create,
    destroy, NULL};
static const leap_component *component(uint32_t i) { return i == 0 ? &only : NULL; }
static const leap_plugin plugin = {sizeof plugin, LEAP_ABI_MAJOR, LEAP_ABI_MINOR, 0, 0, 1, "org.example.faulty-dataset", "Faulty data",
                                   "1.0.0", NULL, "Apache-2.0", NULL, component};

LEAP_EXPORT leap_status leap_plugin_entry(const leap_host *h, leap_call *call, const leap_plugin **out) {
  (void)call;
  host = h;
  *out = &plugin;
  return LEAP_OK;
}
