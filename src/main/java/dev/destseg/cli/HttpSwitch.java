package dev.destseg.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Switches HTTP server and journal on for {@code destseg serve} and off for every other command, by system properties, which
 * the framework reads when it starts.
 */
final class HttpSwitch {
    static final String ENABLED = "quarkus.http.host-enabled";
    /** The journal, which only the appliance keeps. */
    static final String JOURNAL = "quarkus.datasource.active";

    private static final String HOST = "quarkus.http.host";
    private static final String PORT = "quarkus.http.port";

    private HttpSwitch() {}

    static void set(String... arguments) {
        Optional<ListenOptions> listen = listen(List.of(arguments));
        if (listen.isEmpty()) {
            System.clearProperty(ENABLED);
            System.clearProperty(JOURNAL);
            return;
        }
        System.setProperty(ENABLED, "true");
        System.setProperty(JOURNAL, "true");
        if (listen.get().host != null) {
            System.setProperty(HOST, listen.get().host);
        }
        if (listen.get().port != null) {
            System.setProperty(PORT, listen.get().port.toString());
        }
    }

    /** Where to listen; empty when nothing is to be served, or the command line will be refused anyway. */
    private static Optional<ListenOptions> listen(List<String> arguments) {
        Optional<String> command =
                arguments.stream().filter(word -> !word.startsWith("-")).findFirst();
        if (!command.equals(Optional.of(ServeCommand.NAME))
                || arguments.stream().anyMatch(HttpSwitch::asksForHelp)) {
            return Optional.empty();
        }
        ListenOptions options = new ListenOptions();
        try {
            new CommandLine(options).setUnmatchedArgumentsAllowed(true).parseArgs(arguments.toArray(String[]::new));
        } catch (ParameterException refusedLater) {
            return Optional.empty();
        }
        return Optional.of(options);
    }

    private static boolean asksForHelp(String word) {
        return Arrays.asList("--help", "-h", "--version", "-V").contains(word);
    }
}
