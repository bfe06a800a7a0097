package dev.destseg.inspection.journal;

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

    /** For people. */
    public String sentence() {
        return "Deleted " + tooOld + " inspections beyond their age, " + tooMany + " beyond the bound on their count, "
                + forSpace + " for lack of disk space, " + events + " old changes, " + files + " files of " + bytes
                + " bytes";
    }
}
