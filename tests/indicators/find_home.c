/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/home.h"

#include <stdio.h>

/* Prints the home that a program standing where this one stands finds; the
 * tests copy it to several places. */
int main(void)
{
    struct fyp_home home;
    struct fyp_error err = {.status = FYP_OK};
    if (fyp_home_init(&home, &err) != FYP_OK) {
        puts(err.text);
        return 1;
    }
    puts(home.folder);
    fyp_home_finish(&home);
    return 0;
}
