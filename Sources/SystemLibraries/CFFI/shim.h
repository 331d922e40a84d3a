#include <ffi.h>
#include <signal.h>
#include <sys/prctl.h>

/* libffi declares its types as mutable globals, which Swift 6 does not let through: their addresses are all that is needed. */
static inline ffi_type *leap_ffi_void(void) { return &ffi_type_void; }
static inline ffi_type *leap_ffi_u8(void) { return &ffi_type_uint8; }
static inline ffi_type *leap_ffi_i8(void) { return &ffi_type_sint8; }
static inline ffi_type *leap_ffi_u16(void) { return &ffi_type_uint16; }
static inline ffi_type *leap_ffi_i16(void) { return &ffi_type_sint16; }
static inline ffi_type *leap_ffi_u32(void) { return &ffi_type_uint32; }
static inline ffi_type *leap_ffi_i32(void) { return &ffi_type_sint32; }
static inline ffi_type *leap_ffi_u64(void) { return &ffi_type_uint64; }
static inline ffi_type *leap_ffi_i64(void) { return &ffi_type_sint64; }
static inline ffi_type *leap_ffi_f32(void) { return &ffi_type_float; }
static inline ffi_type *leap_ffi_f64(void) { return &ffi_type_double; }
static inline ffi_type *leap_ffi_pointer(void) { return &ffi_type_pointer; }

/* Ends this process when the thread that started it ends; Swift cannot call a variadic function. 0 when the system agreed. */
static inline int leap_end_with_parent(void) { return prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0); }
