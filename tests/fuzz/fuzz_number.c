/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "data/cleaning/missing.h"
#include "data/cleaning/number.h"
#include "data/cleaning/regions.h"
#include "data/cleaning/units.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/*
 * Any bytes as the text of a cell: as a number, a mark, a unit, a year, a
 * region. A number that is read is finite, reads again as the same from its
 * own digits, and is plain or says what was put right; none is also a mark.
 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* DIGITS_MAX: what fyp_decimal_parse takes. */
enum { TEXT_MAX = 4096, DIGITS_MAX = 40 };

static void demand(bool truth)
{
    if (!truth) {
        abort();
    }
}

static void check_number(const char *text)
{
    struct fyp_read_number number;
    struct fyp_decimal plain, again;
    char digits[FYP_DECIMAL_TEXT_SIZE];
    if (!fyp_number_read(text, &number)) {
        demand(!fyp_decimal_parse(text, &plain));
        return;
    }
    demand(number.value.present && isfinite(number.value.value));
    demand(number.value.decimals >= 0);
    char trimmed[TEXT_MAX];
    memcpy(trimmed, text, strlen(text) + 1);
    demand(
        number.normalised != 0 ||
        fyp_decimal_parse(fyp_text_trim(trimmed), &plain));
    demand(!(number.value.value == 0 && signbit(number.value.value)));
    fyp_decimal_format(number.value.value, number.value.decimals, digits);
    if (strlen(digits) <= DIGITS_MAX) { /* forty nines are one more as 1e40 */
        demand(fyp_decimal_parse(digits, &again));
        demand(fyp_equal(again.value, number.value.value));
    }
    demand(fyp_missing_find(NULL, text) == FYP_MISSING_NONE);
    demand(isfinite(fyp_unit_shift(number.value, 8).value));
}

static void check_unit(const char *text)
{
    struct fyp_unit unit = fyp_unit_read(text);
    int exponent = 0;
    demand(strlen(unit.dimension) < sizeof unit.dimension);
    demand(fyp_unit_between(&unit, &unit, &exponent) && exponent == 0);
    demand(fyp_unit_same(&unit, &unit));
}

static void check_region(const struct fyp_regions *regions, const char *text)
{
    const char *code = NULL;
    unsigned normalised = 0;
    struct fyp_error err = {.status = FYP_OK};
    enum fyp_status status =
        fyp_regions_resolve(regions, text, 2023, &code, &normalised, &err);
    demand(status == err.status);
    if (status == FYP_OK) {
        size_t length = strspn(code, "0123456789");
        demand(code[length] == '\0');
        demand(length == 6 || length == 9 || length == 12);
        demand(normalised != 0 || strcmp(code, text) == 0);
    } else {
        demand(code == NULL);
    }
    code = NULL;
    demand(fyp_regions_in_text(regions, text, &code) == (code != NULL));
    (void)fyp_regions_agree(regions, "510000", text, NULL);
    (void)fyp_regions_is_total(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct fyp_regions *regions;
    char text[TEXT_MAX];
    size_t length = size < sizeof text - 1 ? size : sizeof text - 1;
    if (!regions) {
        demand(fyp_regions_create(NULL, 0, NULL, &regions, NULL) == FYP_OK);
    }
    if (length > 0) {
        memcpy(text, data, length);
    }
    text[length] = '\0';
    int year = fyp_year_read(text);
    demand(year == 0 || (year >= 1949 && year <= 2100));
    check_number(text);
    check_unit(text);
    check_region(regions, text);
    return 0;
}
