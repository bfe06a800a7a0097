package dev.destseg.registry.sync;

import dev.destseg.registry.fleet.Fleet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The boxes that report to the registry which this box follows. */
@FunctionalInterface
public interface FleetList {
    /**
     * @return nothing when no registry, policy or repository of reports is configured
     * @throws dev.destseg.registry.UnreachableException when the registry cannot be asked
     */
    Optional<List<Fleet.Member>> list(Instant now);
}
