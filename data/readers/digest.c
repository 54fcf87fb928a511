/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/digest.h"

#include "base/sha256.h"
#include "base/text.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

enum { BLOCK_SIZE = 1 << 17 };

struct fyp_digest {
    int file;
    bool threaded; /* a thread computes and has not been waited for */
    bool done;
    atomic_bool stop;
    int error; /* errno of the read that failed; 0: none */
    pthread_t thread;
    char text[FYP_SHA256_TEXT_SIZE];
    uint8_t block[BLOCK_SIZE];
};

static void compute(struct fyp_digest *digest)
{
    struct fyp_sha256 sha256;
    fyp_sha256_begin(&sha256);
    off_t offset = 0;
    ssize_t got = 1;
    while (got != 0 && !atomic_load(&digest->stop)) {
        got = pread(digest->file, digest->block, BLOCK_SIZE, offset);
        if (got > 0) {
            fyp_sha256_add(&sha256, digest->block, (size_t)got);
            offset += got;
        } else if (got < 0 && errno != EINTR) {
            digest->error = errno;
            return;
        }
    }
    fyp_sha256_end(&sha256, digest->text);
}

static void *run(void *context)
{
    compute(context);
    return NULL;
}

/** Signals are for the thread that can act upon them. */
static bool start(struct fyp_digest *digest)
{
    sigset_t all, before;
    (void)sigfillset(&all);
    if (pthread_sigmask(SIG_SETMASK, &all, &before) != 0) {
        return false;
    }
    bool started = pthread_create(&digest->thread, NULL, run, digest) == 0;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

static void finish(struct fyp_digest *digest)
{
    if (digest->threaded) {
        (void)pthread_join(digest->thread, NULL);
        digest->threaded = false;
    } else if (!digest->done) {
        compute(digest);
    }
    digest->done = true;
}

enum fyp_status fyp_digest_create(
    int file, long long size, struct fyp_digest **out, struct fyp_error *err)
{
    *out = NULL;
    struct fyp_digest *digest = malloc(sizeof *digest);
    if (!digest) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    digest->file = file;
    digest->done = false;
    digest->error = 0;
    digest->text[0] = '\0';
    atomic_init(&digest->stop, false);
    digest->threaded = size >= FYP_DIGEST_SMALL && start(digest);
    *out = digest;
    return FYP_OK;
}

void fyp_digest_destroy(struct fyp_digest *digest)
{
    if (digest) {
        atomic_store(&digest->stop, true);
        finish(digest);
        free(digest);
    }
}

const char *fyp_digest_text(struct fyp_digest *digest)
{
    finish(digest);
    return digest->text;
}

enum fyp_status
fyp_digest_check(struct fyp_digest *digest, struct fyp_error *err)
{
    finish(digest);
    return digest->error == 0
               ? FYP_OK
               : fyp_fail(err, FYP_E_FILE_READ, fyp_reason_text(digest->error));
}
