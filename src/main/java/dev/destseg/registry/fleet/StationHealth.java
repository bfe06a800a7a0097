package dev.destseg.registry.fleet;

/** How a box is, for its reports. Safe between threads. */
@FunctionalInterface
public interface StationHealth {
    /** Looks now. */
    StationReport.Health now();
}
