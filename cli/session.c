/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/session.h"

#include "base/message.h"
#include "cli/console.h"
#include "engine/weighing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int fyp_session_open(struct fyp_session *session)
{
    struct fyp_error err = {0};
    if (fyp_home_init(&session->home, &err) != FYP_OK) {
        return fyp_console_error(&err);
    }
    return FYP_EXIT_DONE;
}

/* The problems of a plan file say more than the one failure. */
static int
plan_failure(struct fyp_session *session, const struct fyp_error *err)
{
    if (session->problems.count == 0) {
        return fyp_console_error(err);
    }
    fyp_console_problems(stderr, &session->problems);
    return fyp_status_exit_code(err->status);
}

int fyp_session_plans(struct fyp_session *session)
{
    struct fyp_error err = {0};
    if (fyp_home_read_plans(&session->home, &session->problems, &err) !=
        FYP_OK) {
        return plan_failure(session, &err);
    }
    return FYP_EXIT_DONE;
}

int fyp_session_plan(
    struct fyp_session *session, const char *name, struct fyp_plan **out)
{
    struct fyp_error err = {0};
    if (fyp_home_plan(&session->home, name, out, &session->problems, &err) !=
        FYP_OK) {
        return plan_failure(session, &err);
    }
    return FYP_EXIT_DONE;
}

/* Codes of the places whose figures a plan can need; each at most once is
 * not required, the store sees to that. */
static void
add_places(const struct fyp_plan *plan, const char **codes, size_t *count)
{
    codes[(*count)++] = plan->region.code;
    for (size_t i = 0; i < plan->subregion_count; i++) {
        codes[(*count)++] = plan->subregions[i].code;
    }
    for (size_t i = 0; i < plan->indicator_count; i++) {
        const struct fyp_reference *reference =
            &plan->indicators[i].target.reference;
        if (reference->present && reference->region != NULL) {
            codes[(*count)++] = reference->region;
        }
    }
}

static enum fyp_status load_figures(
    struct fyp_session *session, const char *db, const char *const *codes,
    size_t count, const char *upper, struct fyp_error *err)
{
    struct fyp_store *store = NULL;
    enum fyp_status status = fyp_store_open(db, FYP_STORE_READ, &store, err);

    if (status == FYP_OK) {
        status = fyp_store_load_within(
            store, codes, count, upper, &session->figures, err);
    }
    if (status == FYP_OK) {
        status = fyp_store_load_fieldwork(store, &session->fieldwork, err);
    }
    fyp_store_close(store);
    return status;
}

/* upper: with all that lies in it; NULL: with nothing. */
static int read_figures(
    struct fyp_session *session, const char *db, struct fyp_plan *const *plans,
    size_t plan_count, const char *region, const char *upper)
{
    struct fyp_arena arena = {0};
    struct fyp_error err = {0};
    size_t room = 1;
    size_t count = 0;

    for (size_t i = 0; i < plan_count; i++) {
        room += 1 + plans[i]->subregion_count + plans[i]->indicator_count;
    }
    const char **codes = fyp_arena_alloc(&arena, room, sizeof *codes);
    if (codes == NULL) {
        fyp_fail(&err, FYP_E_MEMORY, NULL);
        return fyp_console_error(&err);
    }
    for (size_t i = 0; i < plan_count; i++) {
        add_places(plans[i], codes, &count);
    }
    if (region != NULL) {
        codes[count++] = region;
    }
    const enum fyp_status status =
        load_figures(session, db, codes, count, upper, &err);
    fyp_arena_finish(&arena);
    return status == FYP_OK ? FYP_EXIT_DONE : fyp_console_error(&err);
}

int fyp_session_figures(
    struct fyp_session *session, const char *db, struct fyp_plan *const *plans,
    size_t plan_count, const char *region)
{
    return read_figures(session, db, plans, plan_count, region, NULL);
}

const char *fyp_session_data_file(
    const struct fyp_session *session, const char *name,
    char out[FYP_SESSION_PATH_SIZE])
{
    const int length = snprintf(
        out, FYP_SESSION_PATH_SIZE, "%s/data/cleaning/%s", session->home.folder,
        name);

    return length < FYP_SESSION_PATH_SIZE && access(out, F_OK) == 0 ? out
                                                                    : NULL;
}

/* The plan's own regions first: its file may lie outside of the home. */
static enum fyp_status
create_regions(struct fyp_session *session, struct fyp_error *err)
{
    struct fyp_home *home = &session->home;
    struct fyp_arena arena = {0};
    enum fyp_status status = fyp_home_read_plans(home, NULL, err);

    if (status != FYP_OK) {
        return status;
    }
    struct fyp_plan **plans =
        fyp_arena_alloc(&arena, home->plan_count + 1, sizeof(*plans));
    if (plans == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    plans[0] = session->plan;
    for (size_t i = 0; i < home->plan_count; i++) {
        plans[i + 1] = home->plans[i];
    }
    char changes[FYP_SESSION_PATH_SIZE];
    status = fyp_regions_create(
        plans, home->plan_count + 1,
        fyp_session_data_file(session, "region_changes.yaml", changes),
        &session->regions, err);
    fyp_arena_finish(&arena);
    return status;
}

/* Another place is judged by this plan's targets, not by its baselines. */
static void
note_other_place(const struct fyp_session *session, const char *code)
{
    const struct fyp_plan *plan = session->plan;
    char line[512];

    if (strcmp(code, plan->region.code) == 0) {
        return;
    }
    fyp_say(
        line, sizeof line, FYP_M_OTHER_PLACE, plan->title,
        fyp_regions_name(session->regions, code), plan->region.name);
    fyp_console_note(line);
}

int fyp_session_region(
    struct fyp_session *session, const char *text, const char **code)
{
    struct fyp_error err = {0};

    *code = NULL;
    if (text == NULL) {
        return FYP_EXIT_DONE;
    }
    if (create_regions(session, &err) != FYP_OK ||
        fyp_regions_resolve(session->regions, text, 0, code, NULL, &err) !=
            FYP_OK) {
        return fyp_console_error(&err);
    }
    return FYP_EXIT_DONE;
}

static bool is_number(const struct fyp_indicator *indicator, const char *text)
{
    return indicator->number != NULL && strcmp(indicator->number, text) == 0;
}

/* The indicators of a plan that carry a number, as a list of codes. */
static enum fyp_status
several(const struct fyp_plan *plan, const char *text, struct fyp_error *err)
{
    char codes[256] = "";
    for (size_t i = 0; i < plan->indicator_count; i++) {
        const size_t used = strlen(codes);
        if (is_number(&plan->indicators[i], text)) {
            (void)snprintf(
                codes + used, sizeof codes - used, "%s%s", used > 0 ? ", " : "",
                plan->indicators[i].code);
        }
    }
    return fyp_fail(err, FYP_E_TRACE_NUMBER, text, codes);
}

enum fyp_status fyp_session_indicator(
    const struct fyp_session *session, const char *text,
    const struct fyp_indicator **out, struct fyp_error *err)
{
    const struct fyp_plan *plan = session->plan;
    size_t found = 0;
    *out = NULL;
    for (size_t i = 0; i < plan->indicator_count; i++) {
        if (is_number(&plan->indicators[i], text)) {
            *out = &plan->indicators[i];
            found++;
        }
    }
    if (found > 1) {
        return several(plan, text, err);
    }
    const struct fyp_catalogue_entry *entry =
        found == 0 ? fyp_catalogue_find(session->home.catalogue, text) : NULL;
    if (entry != NULL) {
        *out = fyp_plan_indicator(plan, entry->code);
    }
    return *out != NULL ? FYP_OK : fyp_fail(err, FYP_E_TRACE_INDICATOR, text);
}

/* One ruleset that was read; the session has a list of them. */
struct fyp_session_rules {
    struct fyp_ruleset_file *file;
    struct fyp_session_rules *next;
};

static void print_notes(
    const struct fyp_plan *plan, const struct fyp_ruleset *rules,
    struct fyp_problems *notes)
{
    fyp_weighing_notes(plan, rules, notes);
    fyp_console_problems(stderr, notes);
}

int fyp_session_ruleset(
    struct fyp_session *session, const struct fyp_options *options,
    const struct fyp_plan *plan, const struct fyp_ruleset **out)
{
    const char *name = options->ruleset_name;
    struct fyp_problems problems = {0};
    struct fyp_error err = {0};
    struct fyp_session_rules *item = calloc(1, sizeof *item);

    *out = NULL;
    if (item == NULL) {
        fyp_fail(&err, FYP_E_MEMORY, NULL);
        return fyp_console_error(&err);
    }
    item->next = session->rules;
    session->rules = item;
    if (name == NULL) {
        name = plan->ruleset != NULL ? plan->ruleset : "house";
    }
    const enum fyp_status status =
        fyp_ruleset_find(&session->home, name, &item->file, &problems, &err);
    if (status == FYP_OK) {
        fyp_options_overrule(options, &item->file->rules);
        *out = &item->file->rules;
        print_notes(plan, *out, &problems);
    } else if (problems.count > 0) {
        fyp_console_problems(stderr, &problems);
    } else {
        fyp_console_error(&err);
    }
    fyp_problems_finish(&problems);
    return fyp_status_exit_code(status);
}

static void finish_rules(struct fyp_session_rules *rules)
{
    while (rules != NULL) {
        struct fyp_session_rules *next = rules->next;
        fyp_ruleset_file_destroy(rules->file);
        free(rules);
        rules = next;
    }
}

int fyp_session_request(
    struct fyp_session *session, const struct fyp_options *options,
    struct fyp_request *out)
{
    const struct fyp_ruleset *rules = NULL;
    const char *region = NULL;
    struct fyp_error err = {0};
    int code = fyp_session_plan(session, options->arguments[0], &session->plan);

    if (code == FYP_EXIT_DONE) {
        code = fyp_session_ruleset(session, options, session->plan, &rules);
    }
    if (code == FYP_EXIT_DONE) {
        code = fyp_session_region(session, options->region, &region);
    }
    if (code == FYP_EXIT_DONE && region != NULL) {
        note_other_place(session, region);
    }
    if (code == FYP_EXIT_DONE) {
        code = fyp_session_figures(
            session, options->db, &session->plan, 1, region);
    }
    *out = (struct fyp_request){
        .plan = session->plan,
        .figures = session->figures,
        .ruleset = rules,
        .region = region,
        .year = options->year,
        .stage = options->stage,
        .target_version =
            options->target_version > 0 ? options->target_version : 0,
    };
    if (code == FYP_EXIT_DONE &&
        fyp_session_third_party(session, out, &err) != FYP_OK) {
        code = fyp_console_error(&err);
    }
    return code;
}

int fyp_session_whole_place(
    struct fyp_session *session, const struct fyp_options *options,
    struct fyp_request *out)
{
    const struct fyp_ruleset *rules = NULL;
    struct fyp_error err = {0};
    int code = fyp_session_plan(session, options->arguments[0], &session->plan);

    if (code == FYP_EXIT_DONE) {
        code = fyp_session_ruleset(session, options, session->plan, &rules);
    }
    if (code == FYP_EXIT_DONE && create_regions(session, &err) != FYP_OK) {
        code = fyp_console_error(&err);
    }
    if (code == FYP_EXIT_DONE) {
        code = read_figures(
            session, options->db, &session->plan, 1, NULL,
            session->plan->region.code);
    }
    *out = (struct fyp_request){
        .plan = session->plan,
        .figures = session->figures,
        .ruleset = rules,
        .year = options->year,
        .stage = options->stage,
    };
    return code;
}

enum fyp_status fyp_session_third_party(
    struct fyp_session *session, struct fyp_request *request,
    struct fyp_error *err)
{
    const struct fyp_third_party_request asked = {
        .set = &session->fieldwork,
        .plan = request->plan,
        .figures = request->figures,
        .region = request->region,
        .year = request->year,
    };

    fyp_third_party_finish(&session->third_party);
    const enum fyp_status status =
        fyp_third_party_create(&asked, &session->third_party, err);
    if (status == FYP_OK && !fyp_third_party_is_empty(&session->third_party)) {
        request->third_party = &session->third_party;
    }
    return status;
}

static const char checks_file[] = "data/quality/quality_checks.yaml";

static void note_no_checks(const char *path)
{
    struct fyp_error note = {0};
    struct fyp_problems notes = {0};
    fyp_fail(&note, FYP_W_QUALITY_NO_FILE, path);
    fyp_problems_add(&notes, &note);
    fyp_console_problems(stderr, &notes);
    fyp_problems_finish(&notes);
}

enum fyp_status fyp_session_checks(
    struct fyp_session *session, bool must, struct fyp_error *err)
{
    struct fyp_buffer path = {0};
    enum fyp_status status = FYP_OK;
    if (session->checks_looked_for) {
        return FYP_OK;
    }
    session->checks_looked_for = true;
    fyp_buffer_format(&path, "%s/%s", session->home.folder, checks_file);
    if (path.failed) {
        status = fyp_fail(err, FYP_E_MEMORY, NULL);
    } else if (!must && access(path.data, F_OK) != 0) {
        note_no_checks(path.data);
    } else {
        status = fyp_quality_checks_create(
            path.data, session->home.catalogue, &session->checks,
            &session->problems, err);
    }
    fyp_buffer_finish(&path);
    return status;
}

int fyp_session_checks_failure(
    struct fyp_session *session, const struct fyp_error *err)
{
    return plan_failure(session, err);
}

enum fyp_status fyp_session_question(
    const struct fyp_session *session, struct fyp_request *request,
    struct fyp_quality_findings *findings, struct fyp_error *err)
{
    const char *own = request->plan->region.code;
    const bool elsewhere =
        request->region != NULL && strcmp(request->region, own) != 0;
    *findings = (struct fyp_quality_findings){0};
    if (session->checks == NULL) {
        return FYP_OK;
    }
    const struct fyp_quality_scope scope = {
        .catalogue = session->home.catalogue,
        .plan = request->plan,
        .regions = session->regions,
        .region = elsewhere ? request->region : NULL,
        .last_year = request->year};
    const enum fyp_status status = fyp_quality_run(
        session->checks, request->figures, &scope, findings, err);
    request->quality = status == FYP_OK ? findings : NULL;
    return status;
}

void fyp_session_close(struct fyp_session *session)
{
    fyp_third_party_finish(&session->third_party);
    fyp_fieldwork_set_finish(&session->fieldwork);
    fyp_quality_checks_destroy(session->checks);
    fyp_plan_destroy(session->plan);
    fyp_figures_destroy(session->figures);
    fyp_regions_destroy(session->regions);
    finish_rules(session->rules);
    fyp_home_finish(&session->home);
    fyp_problems_finish(&session->problems);
    *session = (struct fyp_session){0};
}

int fyp_session_run(
    const struct fyp_options *options, fyp_session_answer *answer)
{
    struct fyp_session session = {0};
    struct fyp_request request;
    int code = fyp_session_open(&session);

    if (code == FYP_EXIT_DONE) {
        code = fyp_session_request(&session, options, &request);
    }
    if (code == FYP_EXIT_DONE) {
        code = answer(&request, options->format);
    }
    fyp_session_close(&session);
    return code;
}
