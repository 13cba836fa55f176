// Two functions of glibc (2.34 and later) that its header hides without _GNU_SOURCE, which Swift does not define.
#include <spawn.h>

int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
