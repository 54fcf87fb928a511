/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

/*
 * The main of a fuzz target where no fuzzer drives it: gives it every file
 * named on the command line, and every file in the folders named there. So
 * the corpus runs in every test run, under gcc and under sanitizers.
 */

enum { FILE_MAX = 64 * 1024 * 1024, PATH_SIZE = 4096 };

static int replay_file(const char *path, long size)
{
    FILE *file = size <= FILE_MAX ? fopen(path, "rb") : NULL;
    uint8_t *data = malloc((size_t)size + 1);
    if (!file || !data || fread(data, 1, (size_t)size, file) != (size_t)size) {
        (void)fprintf(stderr, "cannot read %s\n", path);
        exit(2);
    }
    (void)fclose(file);
    (void)LLVMFuzzerTestOneInput(data, (size_t)size);
    free(data);
    return 1;
}

static int replay_folder(const char *path)
{
    int count = 0;
    char name[PATH_SIZE];
    struct stat seen;
    DIR *folder = opendir(path);
    if (!folder) {
        (void)fprintf(stderr, "cannot open %s\n", path);
        exit(2);
    }
    const struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) {
        int length =
            snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        if (length > 0 && length < PATH_SIZE && stat(name, &seen) == 0 &&
            S_ISREG(seen.st_mode)) {
            count += replay_file(name, (long)seen.st_size);
        }
    }
    (void)closedir(folder);
    return count;
}

int main(int argc, char **argv)
{
    int count = 0;
    for (int i = 1; i < argc; i++) {
        struct stat seen;
        if (stat(argv[i], &seen) != 0) {
            (void)fprintf(stderr, "there is no %s\n", argv[i]);
            return 2;
        }
        count += S_ISDIR(seen.st_mode)
                     ? replay_folder(argv[i])
                     : replay_file(argv[i], (long)seen.st_size);
    }
    (void)printf(
        "%d passed, %d failed\n", count > 0 ? 1 : 0, count > 0 ? 0 : 1);
    (void)printf("replayed %d files\n", count);
    return count > 0 ? 0 : 1;
}
