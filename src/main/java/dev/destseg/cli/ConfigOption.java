package dev.destseg.cli;

import dev.destseg.configuration.ConfigurationFile;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The {@code --config} option of commands that go by the appliance's configuration: {@code @Mixin ConfigOption config}. */
public final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration of the appliance, YAML or properties; edge-config shows all keys.")
    @Nullable
    Path path;

    /** @throws dev.destseg.tensor.InputException when it cannot be read */
    Optional<ConfigurationFile> file() {
        return Optional.ofNullable(path).map(ConfigurationFile::read);
    }
}
