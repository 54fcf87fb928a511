/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "parts_of.h"

#include "base/text.h"

#include <minizip/unzip.h>
#include <stdlib.h>
#include <string.h>

char *part_text(const char *path, const char *part)
{
    unz_file_info64 info;
    char *text = NULL;
    unzFile zip = unzOpen64(path);
    if (zip && unzLocateFile(zip, part, 1) == UNZ_OK &&
        unzGetCurrentFileInfo64(zip, &info, NULL, 0, NULL, 0, NULL, 0) ==
            UNZ_OK &&
        unzOpenCurrentFile(zip) == UNZ_OK) {
        size_t size = (size_t)info.uncompressed_size;
        text = calloc(1, size + 1);
        if (text) {
            (void)unzReadCurrentFile(zip, text, (unsigned)size);
        }
        (void)unzCloseCurrentFile(zip);
    }
    if (zip) {
        (void)unzClose(zip);
    }
    return text;
}

long string_index(const char *path, const char *text)
{
    char *strings = part_text(path, "xl/sharedStrings.xml");
    long index = 0, found = -1;
    for (const char *at = strings ? strstr(strings, "<si>") : NULL;
         at && found < 0; at = strstr(at + 1, "<si>"), index++) {
        const char *start = strchr(at + strlen("<si>"), '>');
        size_t length = strlen(text);
        if (start && strncmp(start + 1, text, length) == 0 &&
            start[1 + length] == '<') {
            found = index;
        }
    }
    free(strings);
    return found;
}

size_t utf16_length(const char *text)
{
    size_t units = 0, length = strlen(text), used = 0;
    for (size_t i = 0; i < length; i += used) {
        uint32_t c = 0;
        used = fyp_utf8_decode(text + i, length - i, &c);
        used = used == 0 ? 1 : used;
        units += c > 0xFFFF ? 2 : 1;
    }
    return units;
}

size_t part_places(const char *path, struct part_place *out, size_t n)
{
    size_t count = 0;
    unzFile zip = unzOpen64(path);
    int code = zip ? unzGoToFirstFile(zip) : UNZ_END_OF_LIST_OF_FILE;
    for (; code == UNZ_OK; code = unzGoToNextFile(zip)) {
        unz_file_info64 info;
        if (unzGetCurrentFileInfo64(zip, &info, NULL, 0, NULL, 0, NULL, 0) !=
                UNZ_OK ||
            unzOpenCurrentFile(zip) != UNZ_OK) {
            break;
        }
        if (count < n) {
            out[count].offset = (long)unzGetCurrentFileZStreamPos64(zip);
            out[count].length = (long)info.compressed_size;
        }
        count++;
        (void)unzCloseCurrentFile(zip);
    }
    if (zip) {
        (void)unzClose(zip);
    }
    return count;
}
