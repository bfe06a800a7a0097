package dev.destseg.recipe;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a recipe comes from: enough to make it again.
 *
 * @param data what it was learned from
 * @param seed of the run
 * @param steps taken in each phase, by its name
 * @param settings of the run by name
 * @param metrics measured after the run, by name; finite
 * @param toolVersion version of this software
 * @param parent the recipe that this one was derived from
 * @param teacher digest of the teacher's file
 * @param created when; cut to whole seconds
 */
public record Provenance(
        List<DataDigest> data,
        long seed,
        SortedMap<String, Long> steps,
        SortedMap<String, String> settings,
        SortedMap<String, Double> metrics,
        String toolVersion,
        Optional<Sha256> parent,
        Optional<Sha256> teacher,
        Instant created) {
    /** @throws IllegalArgumentException for a metric that is not finite */
    public Provenance {
        data = List.copyOf(data);
        steps = sorted(steps);
        settings = sorted(settings);
        metrics = sorted(metrics);
        created = created.truncatedTo(ChronoUnit.SECONDS);
        metrics.forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("The metric " + name + " is not finite");
            }
        });
    }

    private static <V> SortedMap<String, V> sorted(Map<String, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    Provenance derived(Sha256 from, Instant at) {
        return new Provenance(data, seed, steps, settings, metrics, toolVersion, Optional.of(from), teacher, at);
    }
}
