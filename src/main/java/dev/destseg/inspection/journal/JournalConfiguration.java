package dev.destseg.inspection.journal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the journal keeps what. */
@ConfigMapping(prefix = "destseg.journal")
public interface JournalConfiguration {
    /** Age at which parts judged OK are deleted, unless an operator gave feedback on them. */
    @WithDefault("30d")
    Duration okAge();

    /** Age at which all other parts are deleted; not below {@link #okAge}. */
    @WithDefault("365d")
    Duration rejectAge();

    /** Age at which the record of changes is deleted. */
    @WithDefault("1825d")
    Duration eventAge();

    /** Beyond this the oldest inspections are deleted, parts judged OK first. */
    @WithDefault("1000000")
    long mostInspections();

    /** When the disk has less, in mebibytes, the oldest inspections are deleted, parts judged OK first. */
    @WithDefault("2048")
    long leastFreeMebibytes();

    /** The newest inspections that stay even when the disk lacks room, since something else may have filled it. */
    @WithDefault("1000")
    long leastInspections();
}
