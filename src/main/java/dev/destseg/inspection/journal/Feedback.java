package dev.destseg.inspection.journal;

import dev.destseg.image.Box;
import dev.destseg.inspection.ShortText;
import dev.destseg.tensor.InputException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * An operator confirms or corrects a verdict.
 *
 * @param inspection what it is about
 * @param time when; cut to milliseconds
 * @param who said so
 * @param opinion what the part really is
 * @param regions drawn around defects, in pixels of the image; at most 100
 */
public record Feedback(EntryId inspection, Instant time, String who, Opinion opinion, List<Box> regions) {
    private static final int MOST_REGIONS = 100;

    /** @throws InputException for regions on a good part, too many, or a name that is no short text */
    public Feedback {
        time = time.truncatedTo(ChronoUnit.MILLIS);
        regions = List.copyOf(regions);
        ShortText.require("name of who gives feedback", who);
        if (opinion == Opinion.GOOD && !regions.isEmpty()) {
            throw new InputException(
                    "A part that is really good has no defective regions; leave them out or call it defective");
        }
        if (regions.size() > MOST_REGIONS) {
            throw new InputException(
                    "Feedback with " + regions.size() + " regions is too much; draw at most " + MOST_REGIONS);
        }
    }
}
