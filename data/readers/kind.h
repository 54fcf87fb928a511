/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_READERS_KIND_H
#define FYP_DATA_READERS_KIND_H

#include "base/message.h"
#include "data/readers/bytes.h"

/*
 * What a file is, by its first bytes, whatever it is named: portals give web
 * pages the ending .xls, people rename .csv to .xlsx.
 */

enum fyp_file_kind {
    FYP_FILE_TEXT,      /* nothing else: delimited text, as far as one sees */
    FYP_FILE_ZIP,       /* .xlsx, or another zip: the container will tell */
    FYP_FILE_XLS,       /* an OLE file that holds a workbook: the old .xls */
    FYP_FILE_OLDER_XLS, /* records of a workbook without a container */
    FYP_FILE_PASSWORD,  /* an OLE file that holds an encrypted workbook */
    FYP_FILE_OTHER      /* known, and no table: *what says what */
};

/**
 * @param what  Words for FYP_FILE_OTHER, such as "PDF 文件".
 * @return FYP_OK unless the file cannot be read.
 */
enum fyp_status fyp_kind_find(
    const struct fyp_bytes *bytes, enum fyp_file_kind *kind,
    enum fyp_message *what, struct fyp_error *err);

#endif
