package dev.destseg.line.gpio;

import java.util.Optional;

/**
 * How a gate or a light is doing, since the start.
 *
 * @param name that people know it by
 * @param told verdicts that moved or lit it, or ended that
 * @param late verdicts that came too late for it and moved nothing
 * @param lost verdicts that it could not be told of
 * @param problem why it cannot be told of verdicts at present
 */
public record GpioOutputState(String name, long told, long late, long lost, Optional<String> problem) {}
