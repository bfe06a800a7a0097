package dev.destseg.line.opcua;

import dev.destseg.tensor.InputException;
import java.time.Duration;
import java.util.Optional;

/**
 * What a vision system is made of.
 *
 * @param name of its object
 * @param station whose parts these are; all of the box when absent
 * @param product of the station, where that is configured
 * @param triggers of the station, where pictures are ordered by OPC UA
 * @param interval from one picture to the next while StartContinuous goes on
 */
public record VisionSettings(
        String name,
        Optional<String> station,
        Optional<String> product,
        Optional<MethodTriggers> triggers,
        Duration interval) {
    /** @throws InputException for a name with a slash, which stands between the parts of node ids */
    public VisionSettings {
        if (name.contains(InstanceNamespace.SEPARATOR)) {
            throw new InputException(
                    "The station '" + name + "' cannot be a vision system of OPC UA for its name has a '"
                            + InstanceNamespace.SEPARATOR + "'; give it another one (destseg.opcua.stations)");
        }
    }
}
