/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/explain.h"

#include <string.h>

/* What the evaluation does not carry along: the text of the cell. */

struct search {
    const struct fyp_figure *figure;
    struct fyp_explain_origin *origin;
    struct fyp_arena *arena;
};

/* A lasting copy; NULL stays NULL. */
static enum fyp_status keep(
    struct search *search, const char *text, const char **out,
    struct fyp_error *err)
{
    *out =
        text == NULL ? NULL : fyp_arena_text(search->arena, text, strlen(text));
    return text == NULL || *out != NULL ? FYP_OK
                                        : fyp_fail(err, FYP_E_MEMORY, NULL);
}

/* The version that was judged, also where it has been replaced since. */
static bool
is_same(const struct fyp_figure *figure, const struct fyp_trace_entry *entry)
{
    const struct fyp_figure *other = &entry->row.figure;
    const bool version =
        entry->kind == FYP_TRACE_CURRENT || entry->kind == FYP_TRACE_REPLACED;
    return version && other->basis == figure->basis &&
           other->version == figure->version &&
           entry->import.id == figure->import_id;
}

static enum fyp_status take_origin(
    void *context, const struct fyp_trace_entry *entry, struct fyp_error *err)
{
    struct search *search = context;
    const struct fyp_store_row *row = &entry->row;
    enum fyp_status status;

    if (!is_same(search->figure, entry)) {
        return FYP_OK;
    }
    search->origin->normalised = row->normalised;
    status = keep(search, row->value_text, &search->origin->raw, err);
    if (status == FYP_OK) {
        status = keep(search, row->unit, &search->origin->unit, err);
    }
    return status == FYP_OK ? keep(
                                  search, entry->import.imported_at,
                                  &search->origin->imported_at, err)
                            : status;
}

enum fyp_status fyp_explain_read_origins(
    struct fyp_store *store, const struct fyp_explanation *explanation,
    struct fyp_arena *arena, const struct fyp_explain_origin **out,
    struct fyp_error *err)
{
    enum fyp_status status = FYP_OK;
    struct fyp_explain_origin *origins =
        fyp_arena_alloc(arena, explanation->count + 1, sizeof *origins);

    if (origins == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    for (size_t i = 0; status == FYP_OK && i < explanation->count; i++) {
        struct search search = {
            .figure = explanation->steps[i].figure,
            .origin = &origins[i],
            .arena = arena};
        if (search.figure != NULL) {
            status = fyp_store_trace(
                store, search.figure, take_origin, &search, err);
        }
    }
    *out = origins;
    return status;
}
