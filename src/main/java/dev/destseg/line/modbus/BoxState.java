package dev.destseg.line.modbus;

import java.util.function.BooleanSupplier;

/**
 * What machines are told of the box itself.
 *
 * @param ready whether a recipe is active, and the signals of stations are heard
 * @param busy whether parts wait or are judged
 */
public record BoxState(BooleanSupplier ready, BooleanSupplier busy) {}
