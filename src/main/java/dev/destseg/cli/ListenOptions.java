package dev.destseg.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Where {@code serve} listens; what is not given is taken from the configuration. */
@Command
final class ListenOptions {
    @Option(names = "--host", paramLabel = "HOST", description = "Address to listen on (default: 127.0.0.1).")
    @Nullable
    String host;

    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on (default: 8080).")
    @Nullable
    Integer port;
}
