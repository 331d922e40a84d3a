/* Offers a role that no host knows: the host says so and goes on without it. */
#define PLUGIN_ID "org.example.bad-role"
#define ROLE "leap.fortune-teller/1"
#include "index_plugin.h"
