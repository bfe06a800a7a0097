package dev.destseg.cli;

import dev.destseg.registry.trust.TrustPolicy;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** On whose word something is taken: {@code @Mixin PolicyOption policy}. */
final class PolicyOption {
    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "Whose signatures count, as edge-config/trust-policy.json shows.")
    @Nullable
    Path file;

    Optional<TrustPolicy> read() {
        return Optional.ofNullable(file).map(TrustPolicy::read);
    }
}
