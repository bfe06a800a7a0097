package dev.destseg.configuration;

import dev.destseg.tensor.InputException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * A configuration that was given by name.
 *
 * @param path as it was given
 * @param source its keys; the environment wins over them, and they over config/application.yaml
 */
public record ConfigurationFile(Path path, ConfigSource source) {
    private static final int ORDINAL = 280;

    /** @throws InputException when there is no such file, it is neither YAML nor properties, or it cannot be parsed */
    public static ConfigurationFile read(Path path) {
        String name = String.valueOf(path.getFileName());
        try {
            URL url = path.toUri().toURL();
            if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                return new ConfigurationFile(path, new YamlConfigSource(url, ORDINAL));
            }
            if (name.endsWith(".properties")) {
                return new ConfigurationFile(path, new PropertiesConfigSource(url, ORDINAL));
            }
        } catch (IOException | RuntimeException unreadable) {
            throw new InputException(
                    "The configuration " + path + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
        throw new InputException("The configuration " + path
                + " is of no kind that is known; name it .yaml, .yml or .properties, as it is one or the other");
    }

    /** The same keys, not hidden by what is set elsewhere. */
    ConfigSource alone() {
        return new PropertiesConfigSource(source.getProperties(), path.toString(), Integer.MAX_VALUE);
    }
}
