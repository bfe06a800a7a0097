package dev.destseg.cli;

import io.quarkus.picocli.runtime.annotations.TopCommand;
import picocli.CommandLine.Command;

/** The root of the command line. */
@TopCommand
@Command(name = "destseg", mixinStandardHelpOptions = true, description = "Learns a product and judges it.")
public final class DestsegCommand implements Runnable {
    @Override
    public void run() {
        picocli.CommandLine.usage(this, System.out);
    }
}
