package dev.destseg.configuration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** Keys that begin with {@code destseg.http}. */
@ConfigMapping(prefix = "destseg.http")
public interface HttpSettings {
    /** Names beside localhost and the address listened on by which this machine may be called. */
    Optional<Set<String>> names();

    /** Most bytes of a body, such as an image; recipes may be as large as quarkus.http.limits.max-body-size. */
    @WithDefault("20M")
    MemorySize maxBody();
}
