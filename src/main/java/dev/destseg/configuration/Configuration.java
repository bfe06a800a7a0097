package dev.destseg.configuration;

import dev.destseg.tensor.InputException;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;

/** What commands read of the appliance's configuration, without starting the appliance. */
public final class Configuration {
    static final String DATA_DIRECTORY = "destseg.data-directory";

    private final SmallRyeConfig config;

    private Configuration(SmallRyeConfig config) {
        this.config = config;
    }

    /** @param file that is read beside those which are read anyway */
    public static Configuration read(Optional<ConfigurationFile> file) {
        return new Configuration(ConfigUtils.configBuilder()
                .withSources(file.map(ConfigurationFile::source).stream().toList())
                .build());
    }

    /** @throws InputException when the value is no path */
    public Path dataDirectory() {
        try {
            return config.getValue(DATA_DIRECTORY, Path.class);
        } catch (IllegalArgumentException | NoSuchElementException e) {
            throw new InputException("The key " + DATA_DIRECTORY + " names no directory: " + e.getMessage(), e);
        }
    }
}
