package dev.destseg.inspection.journal;

import dev.destseg.inspection.FileStamp;
import dev.destseg.recipe.Sha256;
import java.util.Optional;

/**
 * An inspection in the journal.
 *
 * @param id its name
 * @param part what was judged, and how
 * @param image the file as it was given; absent when there was none
 * @param map the anomaly map as the caller encoded it; absent when there was none
 * @param opinion what the last feedback says
 */
public record InspectionEntry(
        EntryId id, JudgedPart part, Optional<Sha256> image, Optional<Sha256> map, Optional<Opinion> opinion) {
    private static final Sha256 NO_BYTES = Sha256.of(new byte[0]);

    /** That the image was taken from a file. */
    TakenFile taken(FileStamp file) {
        return new TakenFile(file, image.orElse(NO_BYTES), id);
    }
}
