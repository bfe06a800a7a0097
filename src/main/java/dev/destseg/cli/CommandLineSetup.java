package dev.destseg.cli;

import io.quarkus.picocli.runtime.PicocliCommandLineFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Puts the command line together. */
@ApplicationScoped
class CommandLineSetup {
    @Produces
    @Singleton
    Console console() {
        // The launcher looks whether standard error is a terminal: Java 17 can only tell for all three streams at once.
        return new Console(writer(System.out), writer(System.err), Boolean.getBoolean("destseg.terminal"));
    }

    @Produces
    CommandLine commandLine(PicocliCommandLineFactory factory, Console console) {
        return new Failures(console).handleAllOf(factory.create()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
