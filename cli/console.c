/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/console.h"

#include "base/message.h"

#include <errno.h>
#include <unistd.h>

static void print_problem(FILE *stream, const struct fyp_error *problem)
{
    const char *cure = problem->cure;

    if (problem->place[0] != '\0') {
        fyp_print_safe(stream, problem->place);
        fputs(": ", stream);
    }
    fprintf(stream, "FYP-%03d ", (int)problem->status);
    fyp_print_safe(stream, problem->text);
    if (cure[0] != '\0') {
        fputs(fyp_text(FYP_M_CURE_OPEN), stream);
        fyp_print_safe(stream, cure);
        fputs(fyp_text(FYP_M_CURE_CLOSE), stream);
    }
    fputc('\n', stream);
}

int fyp_console_error(const struct fyp_error *err)
{
    fputs("fyp: ", stderr);
    print_problem(stderr, err);
    return fyp_status_exit_code(err->status);
}

void fyp_console_problems(FILE *stream, const struct fyp_problems *problems)
{
    for (size_t i = 0; i < problems->count; i++) {
        print_problem(stream, &problems->items[i]);
    }
    if (problems->dropped > 0) {
        char count[32], line[160];
        snprintf(count, sizeof count, "%zu", problems->dropped);
        fyp_say(line, sizeof line, FYP_M_MORE_PROBLEMS, count);
        fprintf(stream, "%s\n", line);
    }
}

void fyp_console_note(const char *text)
{
    fyp_print_safe(stderr, text);
    fputc('\n', stderr);
}

int fyp_console_print(struct fyp_buffer *buffer)
{
    struct fyp_error err = {0};
    int code = FYP_EXIT_DONE;

    if (buffer->failed) {
        fyp_fail(&err, FYP_E_MEMORY, "");
        code = fyp_console_error(&err);
    } else if (
        fwrite(buffer->data, 1, buffer->length, stdout) != buffer->length ||
        fflush(stdout) != 0) {
        const bool reader_left = errno == EPIPE; /* head, less */
        fyp_fail(&err, FYP_E_STDOUT, "");
        code = reader_left ? FYP_EXIT_CANNOT_WRITE : fyp_console_error(&err);
    }
    fyp_buffer_finish(buffer);
    return code;
}

void fyp_console_progress(const char *label, size_t done, size_t total)
{
    if (!isatty(STDERR_FILENO)) {
        return;
    }
    if (done >= total) {
        fputs("\r\033[K", stderr);
        return;
    }
    fprintf(stderr, "\r\033[K%zu/%zu ", done + 1, total);
    fyp_print_safe(stderr, label);
    fflush(stderr);
}

void fyp_console_share(const char *label, long long done, long long total)
{
    if (total <= 0 || !isatty(STDERR_FILENO)) {
        return;
    }
    fprintf(stderr, "\r\033[K%3lld %% ", 100 * done / total);
    fyp_print_safe(stderr, label);
    fflush(stderr);
}
