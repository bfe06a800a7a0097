package dev.destseg.cli;

import dev.destseg.registry.oci.RegistryAccess;
import dev.destseg.registry.oci.RegistryAccess.Credentials;
import dev.destseg.registry.oci.RegistryClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a registry is reached: {@code @Mixin RegistryOptions registry}. */
final class RegistryOptions {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description =
                    "A file with user:password on its first line, which nobody else may read (default: nobody in particular).")
    @Nullable
    Path credentials;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Certificates, in PEM, of the authority that the registry is trusted by (default: Java's).")
    @Nullable
    Path authorities;

    @Option(names = "--plain-http", description = "Speak to the registry without encryption.")
    boolean plain;

    @Option(
            names = "--redirect",
            paramLabel = "HOST",
            description =
                    "A host, with its port, that the registry may have files fetched from, or tokens asked for with the"
                            + " password; may be given several times.")
    Set<String> redirects = Set.of();

    RegistryClient client() {
        return new RegistryClient(new RegistryAccess(
                !plain,
                Optional.ofNullable(credentials).map(Credentials::read),
                Optional.ofNullable(authorities),
                Optional.empty(),
                0,
                PATIENCE,
                redirects));
    }
}
