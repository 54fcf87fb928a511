/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/workers.h"

#include "base/message.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <unistd.h>

/* One for each process, in memory that all of them share. */
struct seat {
    pid_t process;       /* 0: nobody; known to this process only */
    atomic_size_t piece; /* that it is at, from 1; 0: none */
};

struct shared {
    atomic_size_t next; /* piece that nobody has taken */
    struct seat seats[];
};

/* What a process sends: less than PIPE_BUF, so that it arrives whole. */
struct report {
    size_t piece;
    struct fyp_error error; /* status OK: done */
};
static_assert(sizeof(struct report) <= PIPE_BUF, "written at once");

struct pool {
    const struct fyp_workers *workers;
    struct fyp_workers_result *result;
    bool *seen; /* shape [count]: its report came */
    struct shared *shared;
    size_t seats;
    sigset_t before; /* signals that were blocked before */
    int from, to;    /* ends of the pipe */
};

/* --- signals --- */

static volatile sig_atomic_t stopped;

static void on_signal(int number)
{
    stopped = number;
}

struct signals {
    struct sigaction interrupt, terminate;
};

/* No SA_RESETHAND: whoever types Ctrl-C twice shall find no half workbook. */
static void watch_signals(struct signals *old)
{
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    stopped = 0;
    sigaction(SIGINT, &action, &old->interrupt);
    sigaction(SIGTERM, &action, &old->terminate);
}

static void leave_signals(const struct signals *old)
{
    sigaction(SIGINT, &old->interrupt, NULL);
    sigaction(SIGTERM, &old->terminate, NULL);
}

static void hold_signals(sigset_t *before)
{
    sigset_t held;
    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    sigaddset(&held, SIGTERM);
    sigprocmask(SIG_BLOCK, &held, before);
}

/* --- results --- */

static void keep_failure(
    struct fyp_workers_result *result, size_t piece,
    const struct fyp_error *failure)
{
    static struct fyp_error lost = {.status = FYP_E_MEMORY};
    struct fyp_error **place = &result->failures[piece];

    *place = malloc(sizeof(**place));
    if (*place == NULL) {
        *place = &lost;
    } else {
        **place = *failure;
    }
}

static void take_report(struct pool *pool, const struct report *report)
{
    const struct fyp_workers *workers = pool->workers;

    pool->seen[report->piece] = true;
    if (report->error.status == FYP_OK) {
        workers->done(workers->context, report->piece);
    } else {
        keep_failure(pool->result, report->piece, &report->error);
    }
}

static void do_piece(const struct fyp_workers *workers, struct report *report)
{
    const enum fyp_status status =
        workers->work(workers->context, report->piece, &report->error);
    report->error.status = status;
}

/* --- in a process of its own --- */

static void serve(const struct pool *pool, struct seat *seat)
{
    struct shared *shared = pool->shared;
    const size_t count = pool->workers->count;
    struct sigaction usual = {.sa_handler = SIG_DFL};

    sigaction(SIGINT, &usual, NULL);
    sigaction(SIGTERM, &usual, NULL);
    sigprocmask(SIG_SETMASK, &pool->before, NULL);
    for (size_t piece = atomic_fetch_add(&shared->next, 1); piece < count;
         piece = atomic_fetch_add(&shared->next, 1)) {
        struct report report = {.piece = piece};
        atomic_store(&seat->piece, piece + 1);
        do_piece(pool->workers, &report);
        /* Nobody reads any more: the program is gone. */
        if (write(pool->to, &report, sizeof report) != sizeof report) {
            break;
        }
        atomic_store(&seat->piece, 0);
    }
    _exit(0); /* what the program still has to print is not ours */
}

/* --- in this process --- */

/* Ends the others; what they leave behind is taken away when they are met. */
static void stop_all(const struct pool *pool)
{
    for (size_t i = 0; i < pool->seats; i++) {
        if (pool->shared->seats[i].process > 0) {
            kill(pool->shared->seats[i].process, SIGTERM);
        }
    }
}

/* Waits for a report or a signal. */
static bool wait_for_report(const struct pool *pool)
{
    fd_set ready;
    FD_ZERO(&ready);
    FD_SET(pool->from, &ready);
    return pselect(pool->from + 1, &ready, NULL, NULL, NULL, &pool->before) > 0;
}

/* Takes reports until every process has closed its end of the pipe. */
static void listen(struct pool *pool)
{
    bool told = false;
    struct report report;

    for (;;) {
        const bool ready = wait_for_report(pool);
        if (stopped != 0 && !told) {
            stop_all(pool);
            told = true;
        }
        if (!ready) {
            continue;
        }
        const ssize_t got = read(pool->from, &report, sizeof report);
        if (got == (ssize_t)sizeof report) {
            take_report(pool, &report);
        } else if (got >= 0 || errno != EINTR) {
            return;
        }
    }
}

static void tell_end(int status, char *out, size_t size)
{
    char number[16];
    const bool killed = WIFSIGNALED(status);
    (void)snprintf(
        number, sizeof number, "%d",
        killed ? WTERMSIG(status) : WEXITSTATUS(status));
    (void)fyp_say(
        out, size, killed ? FYP_M_WORKER_SIGNAL : FYP_M_WORKER_EXIT, number);
}

/* A process has ended; was it at something? */
static void meet(struct pool *pool, struct seat *seat, int status)
{
    const struct fyp_workers *workers = pool->workers;
    const size_t piece = atomic_load(&seat->piece);

    if (piece > 0 && piece <= workers->count && !pool->seen[piece - 1]) {
        workers->clean(workers->context, piece - 1, (long)seat->process);
        if (stopped == 0) {
            struct fyp_error failure = {0};
            char how[64];
            tell_end(status, how, sizeof how);
            (void)fyp_fail(&failure, FYP_E_WORKER, how);
            keep_failure(pool->result, piece - 1, &failure);
            pool->seen[piece - 1] = true;
        }
    }
    seat->process = 0;
    atomic_store(&seat->piece, 0);
}

static void meet_all(struct pool *pool)
{
    for (size_t i = 0; i < pool->seats; i++) {
        struct seat *seat = &pool->shared->seats[i];
        int status = 0;
        if (seat->process <= 0) {
            continue;
        }
        while (waitpid(seat->process, &status, 0) < 0 && errno == EINTR) {
        }
        meet(pool, seat, status);
    }
}

static size_t start_all(struct pool *pool)
{
    size_t started = 0;

    for (size_t i = 0; i < pool->seats; i++) {
        struct seat *seat = &pool->shared->seats[i];
        const pid_t process = fork();
        if (process == 0) {
            (void)close(pool->from);
            serve(pool, seat);
        }
        seat->process = process > 0 ? process : 0;
        started += process > 0;
    }
    return started;
}

/* Once through all that is left; those who die are replaced by the next
 * round. @return whether any piece was taken. */
static bool run_round(struct pool *pool)
{
    const size_t begun = atomic_load(&pool->shared->next);
    int ends[2];

    if (pipe(ends) != 0) {
        return false;
    }
    pool->from = ends[0];
    pool->to = ends[1];
    const size_t started = start_all(pool);
    (void)close(pool->to);
    if (started > 0) {
        listen(pool);
    }
    (void)close(pool->from);
    meet_all(pool);
    return atomic_load(&pool->shared->next) > begun;
}

/* The rest without other processes. */
static void run_here(struct pool *pool)
{
    for (size_t i = 0; i < pool->workers->count && stopped == 0; i++) {
        struct report report = {.piece = i};
        if (!pool->seen[i]) {
            do_piece(pool->workers, &report);
            take_report(pool, &report);
        }
    }
}

static void run_apart(struct pool *pool)
{
    const size_t count = pool->workers->count;

    hold_signals(&pool->before);
    (void)fflush(NULL); /* or a child might print it again */
    while (atomic_load(&pool->shared->next) < count && stopped == 0 &&
           run_round(pool)) {
    }
    sigprocmask(SIG_SETMASK, &pool->before, NULL);
}

static struct shared *share(size_t seats)
{
    void *memory = mmap(
        NULL, sizeof(struct shared) + seats * sizeof(struct seat),
        PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return memory != MAP_FAILED ? memory : NULL;
}

static void unshare_seats(struct shared *shared, size_t seats)
{
    if (shared != NULL) {
        (void)munmap(
            shared, sizeof(struct shared) + seats * sizeof(struct seat));
    }
}

enum fyp_status fyp_workers_run(
    const struct fyp_workers *workers, struct fyp_workers_result *out,
    struct fyp_error *err)
{
    const size_t count = workers->count;
    struct pool pool = {.workers = workers, .result = out};
    struct signals old;

    *out = (struct fyp_workers_result){.count = count};
    out->failures = calloc(count + 1, sizeof(*out->failures));
    pool.seen = calloc(count + 1, sizeof *pool.seen);
    if (out->failures == NULL || pool.seen == NULL) {
        free(pool.seen);
        fyp_workers_finish(out);
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    pool.seats = workers->processes < count ? workers->processes : count;
    watch_signals(&old);
    pool.shared = pool.seats > 1 ? share(pool.seats) : NULL;
    if (pool.shared != NULL) {
        run_apart(&pool);
    }
    run_here(&pool); /* what was to be done here, or nobody could be found */
    leave_signals(&old);
    out->signal = stopped;
    unshare_seats(pool.shared, pool.seats);
    free(pool.seen);
    return FYP_OK;
}

void fyp_workers_finish(struct fyp_workers_result *result)
{
    for (size_t i = 0; result->failures != NULL && i < result->count; i++) {
        const struct fyp_error *failure = result->failures[i];
        if (failure != NULL && failure->text[0] != '\0') { /* not lost */
            free(result->failures[i]);
        }
    }
    free(result->failures);
    *result = (struct fyp_workers_result){0};
}

size_t fyp_workers_processors(void)
{
    const long found = sysconf(_SC_NPROCESSORS_ONLN);
    return found > 0 ? (size_t)found : 1;
}
