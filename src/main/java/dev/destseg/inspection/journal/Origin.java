package dev.destseg.inspection.journal;

import dev.destseg.inspection.ShortText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Where an image comes from.
 *
 * @param time when it was accepted to be judged; cut to milliseconds
 * @param captured when it was taken, where its camera or sender says so; cut to milliseconds
 * @param product what the part is
 * @param station of the line
 * @param partNumber of this one part
 */
public record Origin(
        Instant time,
        Optional<Instant> captured,
        String product,
        Optional<String> station,
        Optional<String> partNumber) {
    /** @throws dev.destseg.tensor.InputException for a text that is blank, has control characters or more than 256 */
    public Origin {
        time = time.truncatedTo(ChronoUnit.MILLIS);
        captured = captured.map(taken -> taken.truncatedTo(ChronoUnit.MILLIS));
        ShortText.require("product", product);
        station.ifPresent(text -> ShortText.require("station", text));
        partNumber.ifPresent(text -> ShortText.require("part number", text));
    }

    /** Of an image of which nobody says when it was taken. */
    public Origin(Instant time, String product, Optional<String> station, Optional<String> partNumber) {
        this(time, Optional.empty(), product, station, partNumber);
    }
}
