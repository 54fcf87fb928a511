/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/json.h"
#include "reports/seal/check.h"

static void
put_request(struct fyp_json *root, const struct fyp_seal_check *check)
{
    const struct fyp_seal_record *record = &check->opened.record;
    const bool opened = check->opened_it;
    fyp_json_text(root, "plan", opened ? check->opened.plan->id : NULL);
    fyp_json_text(root, "region", opened ? record->region : NULL);
    fyp_json_positive(root, "year", opened ? record->year : 0);
    fyp_json_text(root, "stage", opened ? fyp_stage_name(record->stage) : NULL);
    fyp_json_text(root, "sealed_version", opened ? record->version : NULL);
    fyp_json_text(root, "program_version", FYP_VERSION);
    if (check->recomputed) {
        fyp_json_boolean(
            root, "demonstration",
            check->result.whole.evaluation.demonstration);
    } else {
        fyp_json_null(root, "demonstration");
    }
}

static void put_files(struct fyp_json *root, const struct fyp_seal_check *check)
{
    static const char *const keys[FYP_SEAL_DAMAGE_KINDS] = {
        [FYP_SEAL_MISSING] = "missing",
        [FYP_SEAL_ADDITIONAL] = "additional",
        [FYP_SEAL_CHANGED] = "changed",
        [FYP_SEAL_UNUSABLE] = "unusable"};
    struct fyp_json object = fyp_json_object();
    fyp_json_integer(&object, "listed", (long long)check->manifest.count);
    for (int kind = 0; kind < FYP_SEAL_DAMAGE_KINDS; kind++) {
        struct fyp_json array = fyp_json_array();
        for (size_t i = 0; i < check->damages.count; i++) {
            if ((int)check->damages.items[i].kind == kind) {
                fyp_json_text(&array, NULL, check->damages.items[i].name);
            }
        }
        fyp_json_put(&object, keys[kind], &array);
    }
    fyp_json_put(root, "files", &object);
}

static void
put_differences(struct fyp_json *root, const struct fyp_seal_check *check)
{
    const struct fyp_seal_differences *differences = &check->differences;
    struct fyp_json array = fyp_json_array();
    fyp_json_integer(root, "values_compared", (long long)differences->compared);
    fyp_json_integer(root, "difference_count", (long long)differences->found);
    for (size_t i = 0; i < differences->kept; i++) {
        const struct fyp_seal_difference *item = &differences->items[i];
        struct fyp_json object = fyp_json_object();
        fyp_json_text(&object, "indicator", item->indicator);
        fyp_json_text(&object, "field", item->field);
        fyp_json_text(&object, "sealed", item->sealed);
        fyp_json_text(&object, "recomputed", item->recomputed);
        fyp_json_put(&array, NULL, &object);
    }
    fyp_json_put(root, "differences", &array);
}

void fyp_seal_check_json(
    const struct fyp_seal_check *check, struct fyp_buffer *out)
{
    struct fyp_json root = fyp_json_object();
    fyp_json_boolean(&root, "equal", check->equal);
    fyp_json_text(&root, "fingerprint", check->manifest.sha256);
    put_request(&root, check);
    put_files(&root, check);
    fyp_json_boolean(&root, "recomputed", check->recomputed);
    fyp_json_text(
        &root, "obstacle", check->recomputed ? NULL : check->obstacle.text);
    fyp_json_text(
        &root, "obstacle_place",
        check->recomputed || check->obstacle.place[0] == '\0'
            ? NULL
            : check->obstacle.place);
    put_differences(&root, check);
    fyp_json_write(&root, out);
}
