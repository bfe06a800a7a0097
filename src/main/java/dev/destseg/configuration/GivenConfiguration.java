package dev.destseg.configuration;

import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSourceProvider;

/**
 * Adds the file that serve was given to what the framework reads. Quarkus' own key for it would put the file level with
 * the options of the command line, which must win.
 */
public final class GivenConfiguration implements ConfigSourceProvider {
    /** The system property that names the file. */
    public static final String PROPERTY = "destseg.config";

    /** @throws dev.destseg.tensor.InputException when it cannot be read */
    public static Optional<ConfigurationFile> file() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of).map(ConfigurationFile::read);
    }

    @Override
    public Iterable<ConfigSource> getConfigSources(ClassLoader unused) {
        return file().stream().map(ConfigurationFile::source).toList();
    }
}
