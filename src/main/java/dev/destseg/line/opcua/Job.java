package dev.destseg.line.opcua;

import dev.destseg.inspection.ShortText;
import dev.destseg.inspection.TriggerStamp;
import dev.destseg.tensor.InputException;
import java.util.Optional;

/**
 * What a client ordered.
 *
 * @param id names it: station, run and number of its first trigger, and what tells this start of the box from others
 * @param measurement what the client calls it
 * @param part number of the part
 */
record Job(String id, Optional<String> measurement, Optional<String> part) {
    /** @throws InputException for a text that cannot be recorded */
    Job {
        measurement.ifPresent(text -> ShortText.require("measurement id", text));
        part.ifPresent(text -> ShortText.require("part number", text));
    }

    /** @param start of the box: a picture that was ordered before a kill may leave its number to another one after it */
    static Job of(TriggerStamp first, String start, Optional<String> measurement, Optional<String> part) {
        return new Job(first.station() + "/" + first.run() + "/" + first.sequence() + "/" + start, measurement, part);
    }
}
