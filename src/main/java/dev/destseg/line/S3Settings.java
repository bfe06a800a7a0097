package dev.destseg.line;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Object storage that images are read from: keys that begin with {@code destseg.s3}. */
@ConfigMapping(prefix = "destseg.s3")
public interface S3Settings {
    /** Buckets that messages may name; none when absent. */
    Optional<Set<String>> buckets();

    /** Where it is, as {@code https://} or {@code http://}; Amazon's of the region when absent. */
    Optional<URI> endpoint();

    /** Region that requests are signed for. */
    @WithDefault("us-east-1")
    String region();

    /** Whether buckets are part of the path, as most storage wants it; of the host's name otherwise. */
    @WithDefault("true")
    boolean pathStyle();

    /** A file with {@code key:secret} on its first line; what Amazon's tools would find when absent. */
    Optional<Path> credentials();

    /** Name of the certificates that it is trusted by, and that the box shows, under {@code quarkus.tls}. */
    Optional<String> tls();

    /** How long an exchange may take; three of them are tried. */
    @WithDefault("10s")
    Duration patience();
}
