package dev.destseg.line.opcua;

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
        Duration interval) {}
