package dev.destseg.inspection.journal;

import dev.destseg.inspection.FileStamp;
import dev.destseg.recipe.Sha256;

/**
 * A file that was judged.
 *
 * @param stamp the file as it was then
 * @param digest of its bytes; of none when it could not be read
 * @param inspection that it was judged by; it may be deleted since
 */
public record TakenFile(FileStamp stamp, Sha256 digest, EntryId inspection) {}
