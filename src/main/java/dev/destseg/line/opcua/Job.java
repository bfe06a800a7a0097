package dev.destseg.line.opcua;

import dev.destseg.inspection.TriggerStamp;
import java.util.Optional;

/**
 * What a client ordered.
 *
 * @param id names it: station, run and number of its first trigger
 * @param measurement what the client calls it
 * @param part number of the part
 */
record Job(String id, Optional<String> measurement, Optional<String> part) {
    static Job of(TriggerStamp first, Optional<String> measurement, Optional<String> part) {
        return new Job(first.station() + "/" + first.run() + "/" + first.sequence(), measurement, part);
    }
}
