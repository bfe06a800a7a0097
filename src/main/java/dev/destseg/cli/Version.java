package dev.destseg.cli;

import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the version of the application, then what it runs on. */
@Singleton
@Unremovable
final class Version implements IVersionProvider {
    private final String application;

    Version(@ConfigProperty(name = "quarkus.application.version") String application) {
        this.application = application;
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "destseg " + application,
            "Java " + System.getProperty("java.version") + ", " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch")
        };
    }
}
