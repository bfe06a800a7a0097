package dev.destseg.configuration;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** Keys that begin with {@code destseg.http}. */
@ConfigMapping(prefix = "destseg.http")
public interface HttpSettings {
    /** Names beside localhost and the address listened on by which this machine may be called. */
    Optional<Set<String>> names();
}
