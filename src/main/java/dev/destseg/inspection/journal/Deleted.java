package dev.destseg.inspection.journal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What was deleted from a journal.
 *
 * @param tooOld inspections beyond their age
 * @param tooMany inspections beyond the bound on their count
 * @param forSpace inspections deleted to free the disk
 * @param events changes beyond their age
 * @param files images and maps
 * @param bytes of those files
 */
public record Deleted(long tooOld, long tooMany, long forSpace, long events, long files, long bytes) {
    public boolean isNothing() {
        return tooOld + tooMany + forSpace + events + files == 0;
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("too_old", tooOld)
                .put("too_many", tooMany)
                .put("for_space", forSpace)
                .put("events", events)
                .put("files", files)
                .put("bytes", bytes);
    }

    /** For people. */
    public String sentence() {
        return "Deleted " + tooOld + " inspections beyond their age, " + tooMany + " beyond the bound on their count, "
                + forSpace + " for lack of disk space, " + events + " old changes, " + files + " files of " + bytes
                + " bytes";
    }
}
