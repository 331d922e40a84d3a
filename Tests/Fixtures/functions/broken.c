/* Functions that do what functions should not. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

double reads_null(double number) { return number + *(volatile double *)NULL; }
double reads_beyond(const float *pixels, size_t count) { return pixels[count]; }
double writes_const(float *pixels, size_t count) { return pixels[count - 1] = 1; }
void writes_before(double *result) { result[0] = result[-1] = 1; }
double aborts(double number) {
  fprintf(stderr, "no such luck\n");
  abort();
  return number;
}
double loops(double number) {
  for (volatile int i = 0;; i++) {}
  return number;
}
double exits(double number) {
  exit(0);
  return number;
}
double counts(double number) {
  static int calls;
  return number + calls++;
}
/* A grandchild that outlives it and keeps its descriptors. */
double forks(double number) {
  if (fork() == 0) {
    sleep(30);
    _exit(0);
  }
  return number;
}
