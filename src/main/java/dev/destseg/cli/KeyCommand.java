package dev.destseg.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about keys. */
@Command(
        name = "key",
        description =
                "Makes keys: those that sign recipes, channels and reports, and those that boxes seal recipes with.",
        footer = {"  destseg key create plant", "  destseg key create-box /etc/destseg/box.key"},
        subcommands = {KeyCreateCommand.class, KeyCreateBoxCommand.class})
final class KeyCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command was given");
    }
}
