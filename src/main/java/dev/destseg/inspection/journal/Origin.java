package dev.destseg.inspection.journal;

import dev.destseg.inspection.ShortText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Where an image comes from.
 *
 * @param time when it was taken or arrived; cut to milliseconds
 * @param product what the part is
 * @param station of the line
 * @param partNumber of this one part
 */
public record Origin(Instant time, String product, Optional<String> station, Optional<String> partNumber) {
    /** @throws dev.destseg.tensor.InputException for a text that is blank, has control characters or more than 256 */
    public Origin {
        time = time.truncatedTo(ChronoUnit.MILLIS);
        ShortText.require("product", product);
        station.ifPresent(text -> ShortText.require("station", text));
        partNumber.ifPresent(text -> ShortText.require("part number", text));
    }
}
