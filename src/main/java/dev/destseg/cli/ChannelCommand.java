package dev.destseg.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about channels. */
@Command(
        name = "channel",
        description = "Says which recipe the boxes that follow a channel are to judge by, and how many of them.",
        footer = {
            "  destseg channel set registry.plant.example/recipes/flange stable --recipe 1.1 --percentage 10 --key plant.key",
            "  destseg channel show registry.plant.example/recipes/flange stable"
        },
        subcommands = {ChannelSetCommand.class, ChannelShowCommand.class})
final class ChannelCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command was given");
    }
}
