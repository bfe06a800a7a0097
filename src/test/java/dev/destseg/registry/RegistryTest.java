package dev.destseg.registry;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests that share one real registry, each with a repository of its own. */
public abstract class RegistryTest {
    protected static RealRegistry registry;

    @TempDir
    private static Path data;

    @BeforeAll
    static void startRegistry() throws Exception {
        registry = RealRegistry.start(data.resolve("registry"));
    }

    /** Nothing was started where the program is missing. */
    @AfterAll
    static void stopRegistry() {
        if (registry != null) {
            registry.close();
        }
    }
}
