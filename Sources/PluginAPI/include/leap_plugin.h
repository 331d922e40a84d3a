/* leap_plugin.h - the Leap plugin ABI, revision 1.0.  C99, C++11, Swift, Rust, Zig; LP64 little-endian; two C headers.
 * A plugin is a shared library with ONE exported symbol, leap_plugin_entry. Everything else travels through tables.
 *
 * VERSIONS  Another major is refused. A struct that starts with struct_size grows at its end only, and a field is read only
 *           if LEAP_HAS says so, on both sides. Structs marked "frozen" never change within a major. Enum values are never
 *           reused; an unknown one gets LEAP_EUNSUPPORTED; unknown flags are ignored. A changed signature is a new role id
 *           ("leap.model/2"). host_minor_min is what the plugin NEEDS (0 by default), not what it was compiled with.
 * MEMORY    Nothing allocated on one side is freed on the other. Inputs are borrowed until the call returns. Output tensors
 *           are the host's memory with the announced shape: fill them, keep no pointer. Strings and tensors given to the host
 *           (put_*, fill_*, fail, log) are copied at once. Descriptors, vtables and all that is reached from leap_plugin
 *           live until the process ends. The exceptions are leap_population and leap_host.map (see there).
 * ERRORS    0 is success, below 0 an error, above 0 information. `return host->fail(call, LEAP_EARG, text);` is the only
 *           error channel. Nothing may unwind across the border (C++ exception, Rust panic, longjmp). A plugin never calls
 *           exit, abort, chdir, setlocale or signal, and writes to no file descriptor it did not open: it has host->log.
 * THREADS   No call is tied to an OS thread. One instance is never called concurrently unless it is LEAP_CONCURRENT;
 *           different instances may be. Host functions that take a leap_call may be used from any thread while that call
 *           runs, and only then. Threads that a plugin starts are declared (LEAP_SPAWNS_THREADS) and joined in destroy();
 *           better is host->parallel_for.
 * UNLOAD    Libraries are never unloaded. The entry may be called again and then returns the same descriptor. */
#ifndef LEAP_PLUGIN_H
#define LEAP_PLUGIN_H
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif

#define LEAP_ABI_MAJOR 1
#define LEAP_ABI_MINOR 0
#define LEAP_EXPORT __attribute__((visibility("default"), used))
/* True when the table behind p is long enough to hold field f and f is not NULL. */
#define LEAP_HAS(T, p, f) ((p)->struct_size >= offsetof(T, f) + sizeof((p)->f) && (p)->f)

typedef int32_t leap_status;
enum {
  LEAP_OK = 0,
  LEAP_END = 1,            /* an enumeration has no such item; not an error */
  LEAP_EFAIL = -1,         /* anything else */
  LEAP_EARG = -2,          /* the caller's argument or option is wrong */
  LEAP_EUNSUPPORTED = -3,  /* not offered by this plugin or for this input */
  LEAP_ENOTFOUND = -4,
  LEAP_ENOMEM = -5,
  LEAP_ECANCELLED = -6,
  LEAP_EIO = -7,           /* reading or writing failed */
  LEAP_ESTATE = -8,        /* called too early or too late */
  LEAP_EDATA = -9,         /* a file or a stream holds something wrong */
  LEAP_EABI = -10,
  LEAP_ECRASHED = -100, LEAP_ETIMEOUT = -101, LEAP_EEXITED = -102, LEAP_EPROTOCOL = -103 /* set by the host only */
};
enum { LEAP_LOG_DEBUG, LEAP_LOG_INFO, LEAP_LOG_WARN, LEAP_LOG_ERROR };

/* ---- data ---------------------------------------------------------------------------------------------------------------- */

enum { LEAP_INT = 0, LEAP_UINT = 1, LEAP_FLOAT = 2 };   /* dtype codes, as in DLPack */

typedef struct leap_tensor {          /* frozen; byte for byte DLPack's DLTensor */
  void *data;                         /* 64-byte aligned by the host; NULL only when a dimension is 0 */
  int32_t device_type, device_id;     /* ABI 1: always 1 (CPU), 0 */
  int32_t ndim;
  uint8_t dtype_code, dtype_bits;     /* LEAP_INT, LEAP_UINT or LEAP_FLOAT; 8, 16, 32 or 64 */
  uint16_t dtype_lanes;               /* always 1 */
  int64_t *shape, *strides;           /* strides in elements, always filled when ndim > 0; ABI 1: always compact row-major */
  uint64_t byte_offset;               /* added to data; the host sends 0 */
} leap_tensor;

#define LEAP_NAME_MAX 64              /* bytes, the ending NUL included */
#define LEAP_DIM_MAX 8
#define LEAP_PORT_FEATURES 1          /* model: these are the latent features */
#define LEAP_PORT_MAPS 2              /* model: [channels, height, width]; a layer that class activation maps can explain */
#define LEAP_PORT_SUMS 4              /* model: gradients towards [channels, height, width] may be asked for as sums, see there */

typedef struct leap_port {            /* frozen; the type of one tensor without its batch dimension */
  char name[LEAP_NAME_MAX];           /* UTF-8, NUL-terminated */
  uint8_t dtype_code, dtype_bits;
  uint16_t flags;                     /* LEAP_PORT_* */
  int32_t ndim;
  int64_t dim[LEAP_DIM_MAX];
} leap_port;

enum { LEAP_SUBSET_TRAINING = 1, LEAP_SUBSET_VALIDATION = 2, LEAP_SUBSET_TEST = 3, LEAP_SUBSET_UNLABELED = 4 };

typedef struct leap_subset {          /* frozen */
  char name[LEAP_NAME_MAX];           /* unique in its data set, of a-z 0-9 _ - ; samples are called name:index */
  uint32_t state, flags;              /* LEAP_SUBSET_*; no flags yet */
  int64_t count;
} leap_subset;

enum { LEAP_COLUMN_F64 = 1, LEAP_COLUMN_I64 = 2, LEAP_COLUMN_BOOL = 3, LEAP_COLUMN_STRING = 4 };
enum { LEAP_DIRECTION_NONE = 0, LEAP_DIRECTION_UP = 1, LEAP_DIRECTION_DOWN = 2 };   /* which way is better */

typedef struct leap_column {          /* frozen; one value a sample, any of them may be missing */
  char name[LEAP_NAME_MAX];           /* a-z 0-9 _ . and not a digit first; unique in its component */
  uint32_t type, direction;           /* LEAP_COLUMN_*, LEAP_DIRECTION_* */
  char summary[2 * LEAP_NAME_MAX];    /* what it says and in which unit; may be empty */
} leap_column;

typedef struct leap_batch {           /* samples of one subset, borrowed for the call; rows go together in all fields */
  uint32_t struct_size, state;        /* LEAP_SUBSET_*; 0 for arrays that come from outside of the data set */
  const char *subset;                 /* its name; NULL for arrays from outside */
  int64_t count;
  const int64_t *index;               /* [count], position in the subset */
  const leap_tensor *inputs;          /* [count, ...] as the data set's port 0 */
  const leap_tensor *labels;          /* [count] i64 class index, -1 where there is none; NULL when unlabeled */
  const leap_tensor *logits;          /* [count, classes] f32; metric only, else NULL */
  const leap_tensor *features;        /* [count, d] f32; metric only, else NULL */
} leap_batch;

/* ---- the host ------------------------------------------------------------------------------------------------------------ */

typedef struct leap_instance leap_instance;   /* the plugin's own object */
typedef struct leap_call leap_call;           /* host: this call's error slot, cancellation and progress */
typedef struct leap_options leap_options;     /* host: configuration, readable inside create() only */
typedef struct leap_sink leap_sink;           /* host: takes named results */
typedef struct leap_table leap_table;         /* host: takes columns, one row a sample */
typedef struct leap_stream leap_stream;       /* host: bytes of a plugin's state */

typedef struct leap_insight {         /* a finding about some samples of a population */
  uint32_t struct_size, reserved;
  const char *kind;                   /* kebab case: "mislabeled", "duplicate", "leak", "weak-group", ... */
  const char *title;                  /* one sentence in plain words */
  double severity;                    /* 0 to 1; the worst is shown first */
  int64_t member_count;
  const int64_t *members;             /* rows of the population, most typical first */
  const double *scores;               /* [member_count] or NULL: how sure, 0 to 1 */
  const char *details_json;           /* an object, or NULL */
} leap_insight;

typedef struct leap_host {            /* valid for the life of the process */
  uint32_t struct_size;
  uint16_t abi_major, abi_minor;
  const char *name, *version;
  const void *(*extension)(const char *id);   /* services added later; NULL if unknown */

  /* Any call: any thread. fail copies message and returns code. progress returns LEAP_ECANCELLED when the work should stop:
   * clean up and return that. */
  leap_status (*fail)(leap_call *, leap_status code, const char *message);
  void (*log)(leap_call *, int32_t level, const char *message);
  leap_status (*progress)(leap_call *, double done, double total, const char *note);

  /* Runs body for the units [0, grain), [grain, 2 grain), ... up to n, each exactly once, and returns when all are done.
   * Units depend on n and grain alone, never on the number of threads: keep one partial result a unit, add them in order,
   * and results are equal to the last bit on every machine. lane < lanes() is unique among bodies running at the same
   * time: use it for scratch memory only. Not to be nested. */
  leap_status (*parallel_for)(leap_call *, int64_t n, int64_t grain,
                              void (*body)(void *arg, int32_t lane, int64_t begin, int64_t end), void *arg);
  int32_t (*lanes)(leap_call *);

  /* Options: the whole text (a JSON object, defaults filled in, valid until create() returns), or single values by
   * JSON Pointer (RFC 6901), "/training/rate". LEAP_ENOTFOUND leaves *out alone; LEAP_EARG when the type is another. */
  const char *(*options_json)(const leap_options *);
  leap_status (*option_i64)(const leap_options *, const char *pointer, int64_t *out);
  leap_status (*option_f64)(const leap_options *, const char *pointer, double *out);
  leap_status (*option_str)(const leap_options *, const char *pointer, const char **out);

  /* Sinks. A key is put once; with the key "" put_str appends to a list. */
  leap_status (*put_i64)(leap_sink *, const char *key, int64_t);
  leap_status (*put_f64)(leap_sink *, const char *key, double);
  leap_status (*put_str)(leap_sink *, const char *key, const char *utf8, size_t length);
  leap_status (*put_tensor)(leap_sink *, const char *key, const leap_tensor *);
  leap_status (*put_insight)(leap_sink *, const leap_insight *);

  /* Tables: column is the number under which the component declared it, n the number of samples of the call, present
   * (or NULL for all) has 0 where a value is missing, a NULL string is missing. A column not filled is missing. */
  leap_status (*fill_f64)(leap_table *, uint32_t column, const double *values, const uint8_t *present, int64_t n);
  leap_status (*fill_i64)(leap_table *, uint32_t column, const int64_t *values, const uint8_t *present, int64_t n);
  leap_status (*fill_bool)(leap_table *, uint32_t column, const uint8_t *values, const uint8_t *present, int64_t n);
  leap_status (*fill_str)(leap_table *, uint32_t column, const char *const *utf8, int64_t n);

  leap_status (*write)(leap_stream *, const void *bytes, size_t length);
  leap_status (*read)(leap_stream *, void *bytes, size_t capacity, size_t *got);   /* *got == 0: end */

  /* An early state of the result `key`, for people who watch a long call; the host may drop it. Any thread, as progress. */
  leap_status (*preview)(leap_call *, const char *key, const leap_tensor *);

  /* In an analyzer's load: all bytes of the stream in place, from a multiple of 64 bytes on. They stay until its next fit, its next
   * load that succeeds, or destroy. LEAP_EUNSUPPORTED where the host has no file to map: read them then. */
  leap_status (*map)(leap_stream *, const void **bytes, size_t *length);
} leap_host;

/* ---- what a plugin offers ------------------------------------------------------------------------------------------------ */

enum { LEAP_CONCURRENT = 1, LEAP_DETERMINISTIC = 2, LEAP_READS_FILES = 4, LEAP_WRITES_FILES = 8, LEAP_NETWORK = 16,
       LEAP_SPAWNS_THREADS = 32,      /* component flags; READS, WRITES and NETWORK also choose the sandbox */
       LEAP_READS_COLUMNS = 64 };     /* analyzer: wants leap_population.columns, and is redone when one of them changes */

typedef struct leap_component {
  uint32_t struct_size, flags;
  const char *role, *id, *title, *summary;    /* LEAP_ROLE_*; kebab-case id unique in the library; a name; a sentence */
  const char *options_schema;         /* JSON Schema of an object; NULL: takes no options */
  const void *vtable;                 /* its type is fixed by role */
  void *plugin_data;
  leap_status (*create)(const struct leap_component *, leap_call *, const leap_options *, leap_instance **out);
  void (*destroy)(leap_instance *);   /* never NULL; exactly once for each successful create, no other call under way */
  const void *(*extension)(const struct leap_component *, const char *id);   /* may be NULL */
} leap_component;

typedef struct leap_plugin {
  uint32_t struct_size;
  uint16_t abi_major, abi_minor, host_minor_min, reserved;
  uint32_t component_count;
  const char *id, *name, *version;    /* reverse-DNS id, title, SemVer: must */
  const char *vendor, *license, *url; /* may be NULL */
  const leap_component *(*component)(uint32_t i);   /* NULL past the end */
} leap_plugin;

typedef leap_status (*leap_plugin_entry_fn)(const leap_host *, leap_call *, const leap_plugin **out);
#define LEAP_ENTRY_SYMBOL "leap_plugin_entry"

/* ---- roles: a function is NULL where it is not offered; those marked "must" never are ------------------------------------ */

#define LEAP_ROLE_DATASET "leap.dataset/1"
typedef struct leap_dataset {
  uint32_t struct_size, reserved;
  leap_status (*port)(leap_instance *, leap_call *, uint32_t which, leap_port *out);   /* must: 0 input (f32), 1 label (i64) */
  leap_status (*subset)(leap_instance *, leap_call *, uint32_t i, leap_subset *out);   /* must: LEAP_END past the last */
  leap_status (*class_names)(leap_instance *, leap_call *, leap_sink *out);            /* must: put_str "" for each class */
  /* must: rows `index` of subset number `subset`; labels -1 where there is none; either tensor may be NULL. */
  leap_status (*read)(leap_instance *, leap_call *, uint32_t subset, const int64_t *index, int64_t n,
                      leap_tensor *inputs, leap_tensor *labels);
  leap_status (*fingerprint)(leap_instance *, leap_call *, leap_sink *out);            /* put_str "content": changes with the data */
  leap_status (*sample_ids)(leap_instance *, leap_call *, uint32_t subset, const int64_t *index, int64_t n, leap_sink *out);
  leap_status (*raw)(leap_instance *, leap_call *, uint32_t subset, int64_t index, leap_sink *out); /* put_tensor "raw" as stored */
} leap_dataset;

enum { LEAP_TARGET_SCORE = 0,         /* the logit of class `index` */
       LEAP_TARGET_LOSS = 1,          /* the sample's own loss against its label */
       LEAP_TARGET_SEED = 2 };        /* sum over port `port` of seed * value: any class difference, neuron, similarity, ... */
typedef struct leap_target {          /* frozen; a number for each sample, to be explained */
  uint32_t kind, port;
  int64_t index;
  const leap_tensor *seed;            /* [n, port's shape] or [1, port's shape] f32; SEED only */
} leap_target;

enum { LEAP_STATE_WEIGHTS = 0,        /* what forward needs; a safetensors file, PyTorch's names and shapes */
       LEAP_STATE_TRAINING = 1 };     /* that and all that the next train_step needs (optimiser); a safetensors file too */
typedef struct leap_step {
  uint32_t struct_size, reserved;
  uint64_t seed;                      /* of the run: every random choice is a function of seed, step and position */
  int64_t epoch, step;                /* from 0; step counts over all epochs */
  double learning_rate;
  const leap_tensor *inputs, *labels; /* [n, ...] f32, [n] i64 */
} leap_step;

#define LEAP_PORT_INPUT 0
#define LEAP_PORT_LOGITS 1
#define LEAP_ROLE_MODEL "leap.model/1"
typedef struct leap_model {           /* after create: build, then initialize or load, then the rest */
  uint32_t struct_size, reserved;
  leap_status (*build)(leap_instance *, leap_call *, const leap_port *input, int64_t classes);         /* must: once */
  leap_status (*port)(leap_instance *, leap_call *, uint32_t i, leap_port *out);                       /* must: 0 input, 1 logits, 2.. named activations */
  leap_status (*initialize)(leap_instance *, leap_call *, uint64_t seed);                              /* random weights, step 0 */
  /* One optimiser step on one batch. Puts "loss" (mean of the batch) and "accuracy", both before the step. */
  leap_status (*train_step)(leap_instance *, leap_call *, const leap_step *, leap_sink *out);
  /* must: count ports of one batch in one pass; outs[i] is [n, shape of ports[i]] f32. Evaluation mode: no dropout. */
  leap_status (*forward)(leap_instance *, leap_call *, const leap_tensor *x, uint32_t count, const uint32_t *ports,
                         leap_tensor *const *outs);
  /* d target / d port for each sample on its own, all targets sharing one forward pass. gradients[i] is
   * [n, targets, shape of ports[i]] f32; values (or NULL) has NULL or [n, shape of ports[i]] for each. Towards a port with
   * LEAP_PORT_SUMS the caller may pass [n, targets, channels] instead: the gradient summed over all positions. */
  leap_status (*gradient)(leap_instance *, leap_call *, const leap_tensor *x, const leap_tensor *labels,
                          uint32_t target_count, const leap_target *targets, uint32_t count, const uint32_t *ports,
                          leap_tensor *const *gradients, leap_tensor *const *values);
  leap_status (*parameter_gradient)(leap_instance *, leap_call *, const leap_tensor *x, const leap_tensor *labels,
                                    leap_sink *out);   /* of the mean loss, evaluation mode; put_tensor by weight name */
  leap_status (*save)(leap_instance *, leap_call *, uint32_t state, leap_stream *);
  leap_status (*load)(leap_instance *, leap_call *, uint32_t state, leap_stream *);   /* on failure the model is as before */
  leap_status (*describe)(leap_instance *, leap_call *, leap_sink *out);              /* put_i64 "parameters", put_str "summary", "plan" */
} leap_model;

typedef struct leap_model_view {      /* the host's face of a model, wherever it runs; valid for the call that received it */
  uint32_t struct_size, reserved;
  void *context;                      /* pass it to each of these; NULL functions are not offered by the model */
  leap_status (*port)(void *context, leap_call *, uint32_t i, leap_port *out);
  leap_status (*forward)(void *context, leap_call *, const leap_tensor *x, uint32_t count, const uint32_t *ports,
                         leap_tensor *const *outs);
  leap_status (*gradient)(void *context, leap_call *, const leap_tensor *x, const leap_tensor *labels,
                          uint32_t target_count, const leap_target *targets, uint32_t count, const uint32_t *ports,
                          leap_tensor *const *gradients, leap_tensor *const *values);
  /* Equal numbers, other than 0, are the same model with the same weights for as long as the process lives: what a plugin has
   * found out about the model may be kept under it. The host gives a new one whenever weights may have changed. 0: not known. */
  uint64_t weights;
} leap_model_view;

#define LEAP_ROLE_METADATA "leap.metadata/1"
typedef struct leap_metadata {
  uint32_t struct_size, reserved;
  leap_status (*column)(leap_instance *, leap_call *, uint32_t i, leap_column *out);                   /* must: LEAP_END past the last */
  leap_status (*fit)(leap_instance *, leap_call *, const leap_batch *);    /* first, every batch of the training subset, in order */
  leap_status (*fit_end)(leap_instance *, leap_call *);                    /* then once */
  leap_status (*extract)(leap_instance *, leap_call *, const leap_batch *, leap_table *out);           /* must */
} leap_metadata;

#define LEAP_ROLE_METRIC "leap.metric/1"
typedef struct leap_metric {          /* one value a sample from what the model said and what is true */
  uint32_t struct_size, reserved;
  leap_status (*column)(leap_instance *, leap_call *, uint32_t i, leap_column *out);                   /* must; states its direction */
  leap_status (*compute)(leap_instance *, leap_call *, const leap_batch *, leap_table *out);           /* must */
} leap_metric;

typedef struct leap_request {         /* what a person asks of a visualizer; NULL text: the visualizer's default */
  uint32_t struct_size, target_count;
  const leap_target *targets;
  const char *method, *layer;         /* kebab-case method; name of a model port */
  const char *options_json;           /* an object that adds to the instance's options for this request, or NULL */
  const leap_tensor *references;      /* [m, ...] f32 training inputs to compare with (mean image, expected gradients), or NULL */
  /* [n, targets, h, w] f32 or NULL: the "map" that this visualizer put before for the same samples and an equal request without
   * evidence. With the option "evidence" only the evidence of these maps is wanted; what has been put before may be left out. */
  const leap_tensor *maps;
} leap_request;

#define LEAP_ROLE_VISUALIZER "leap.visualizer/1"
typedef struct leap_visualizer {
  uint32_t struct_size, reserved;
  /* must: put_str "kind" (image, heat-map, bars, graph, mask, boxes, text or text-mask); put_str "" for each method that
   * works with this model. model is NULL where there is none. */
  leap_status (*describe)(leap_instance *, leap_call *, const leap_model_view *model, leap_sink *out);
  /* must: heat-map puts "map" f32 [n, targets, h, w] and, where it was made smaller and enlarged, "raw"; with the option
   * "evidence" also "deletion", "insertion", "completeness_gap", "infidelity", "sensitivity" f64 [n, targets], as it has them.
   * One whose option "enlarge" may be "receptive-field" gets that where people will see the map and nobody has set it.
   * The others: image "image" f32 [n, 1 or 3, h, w] of 0 to 1; bars "values" f32 [n, k] and perhaps put_i64 "truth"; graph "y" f32
   * [n, series, points] and perhaps "x" f32 [n, points]; mask "mask" i64 [n, h, w]; boxes "boxes" f32 [n, m, 6] of x, y, width,
   * height, label, score; text put_str "text"; text-mask put_str "text", a word a line, and "labels" i64 [n, words]. A label is a
   * place among the names (of bars, series, labels) that put_str "" adds, or -1. */
  leap_status (*render)(leap_instance *, leap_call *, const leap_model_view *model, const leap_request *,
                        const leap_batch *, leap_sink *out);
} leap_visualizer;

typedef struct leap_values {          /* frozen; a column of a population, one value a sample */
  leap_column column;
  const void *values;                 /* [count] f64, i64, u8 (BOOL), or for STRING i32 numbers of words */
  const uint8_t *present;             /* [count] 0 where the value is missing, or NULL for all present */
  int64_t word_count;                 /* STRING only, else 0 */
  const char *const *words;           /* [word_count] UTF-8, each once */
} leap_values;

enum { LEAP_NEIGHBORS_EXACT = 1 };    /* of all pairs, none overlooked */

typedef struct leap_neighbors {       /* the nearest others of every row of a population, which another analyzer has found */
  uint32_t struct_size, flags;        /* LEAP_NEIGHBORS_*; whoever needs true neighbors looks for EXACT */
  const char *metric;                 /* as in leap_query */
  const leap_tensor *index;           /* [count, k] i64 rows, nearest first, ties by row */
  const leap_tensor *distance;        /* [count, k] f32 */
} leap_neighbors;

typedef struct leap_population {      /* all samples of a run. The exception to MEMORY: valid until the next fit or destroy */
  uint32_t struct_size, reserved;
  int64_t count;
  const leap_tensor *features;        /* [count, d] f32 */
  const leap_tensor *labels;          /* [count] i64, -1 where there is none */
  const leap_tensor *predictions;     /* [count] i64 */
  const leap_tensor *logits;          /* [count, classes] f32 */
  const leap_tensor *losses;          /* [count] f32, NaN where there is no label */
  const uint8_t *state;               /* [count] LEAP_SUBSET_* */
  const leap_values *columns;         /* [column_count]: the host's own and others, as leap.yaml says; LEAP_READS_COLUMNS only */
  int64_t column_count;
  const leap_neighbors *neighbors;    /* by the metric and at least as many as neighbors_wanted said, or all others; NULL: find them */
} leap_population;

typedef struct leap_query {           /* count queries: vectors, or else rows of the population (each leaves itself out) */
  uint32_t struct_size, reserved;
  int64_t count, k;
  const leap_tensor *vectors;         /* [count, d] f32, or NULL */
  const int64_t *rows;                /* [count], or NULL */
  const uint8_t *allowed;             /* [population] 0 leaves a row out of the answers, or NULL */
  const char *metric;                 /* "l2", "cosine", ... or NULL for the instance's own */
} leap_query;

#define LEAP_ROLE_ANALYZER "leap.analyzer/1"
typedef struct leap_analyzer {
  uint32_t struct_size, reserved;
  leap_status (*fit)(leap_instance *, leap_call *, const leap_population *);                           /* must */
  leap_status (*column)(leap_instance *, leap_call *, uint32_t i, leap_column *out);                   /* columns that run fills */
  /* Results for the whole population: columns, put_tensor (an array of the run), put_insight, numbers, and put_str
   * "summary", which the host prints; {row 7} in it is shown as the name of the sample in row 7. */
  leap_status (*run)(leap_instance *, leap_call *, leap_table *columns, leap_sink *results);
  /* index [q, k] i64 rows of the population, nearest first, ties by row; distance [q, k] f32. Past the last: -1, infinity. */
  leap_status (*neighbors)(leap_instance *, leap_call *, const leap_query *, leap_tensor *index, leap_tensor *distance);
  leap_status (*place)(leap_instance *, leap_call *, const leap_tensor *features, leap_tensor *xy);    /* [m, d] -> [m, 2] f32 */
  leap_status (*save)(leap_instance *, leap_call *, leap_stream *);        /* what fit and run have built */
  leap_status (*load)(leap_instance *, leap_call *, leap_stream *);        /* after fit of the same population */
  /* How many neighbors run needs of each of count samples: put_i64 "k" and put_str "metric", or nothing. Before fit. What run
   * finds must not depend on whether leap_population.neighbors has them. */
  leap_status (*neighbors_wanted)(leap_instance *, leap_call *, int64_t count, leap_sink *out);
  /* After fit: the exact nearest others of every row, for all analyzers that want them, as `neighbors` would find them. k is below
   * the number of rows. LEAP_EUNSUPPORTED for a metric that is not offered. */
  leap_status (*graph)(leap_instance *, leap_call *, const char *metric, leap_tensor *index, leap_tensor *distance);
} leap_analyzer;

#ifdef __cplusplus
}
#endif
#endif
