package dev.destseg.cli;

import picocli.CommandLine.Option;

/** The {@code --json} option of commands whose answer a program might read: {@code @Mixin JsonOption json}. */
public final class JsonOption {
    @Option(names = "--json", description = "Print the answer as JSON.")
    boolean requested;

    public boolean requested() {
        return requested;
    }
}
