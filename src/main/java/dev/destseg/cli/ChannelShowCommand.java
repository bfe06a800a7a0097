package dev.destseg.cli;

import dev.destseg.registry.Refusal;
import dev.destseg.registry.RegistryRefusedException;
import dev.destseg.registry.channel.Channel;
import dev.destseg.registry.channel.ChannelPush;
import dev.destseg.registry.oci.Reference;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a channel. */
@Command(
        name = "show",
        description = "Shows which recipe a channel names, and how many of the boxes are to take it.",
        footer = {"  destseg channel show registry.plant.example/recipes/flange stable"})
final class ChannelShowCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "REPOSITORY", description = "REGISTRY/REPOSITORY that the recipes are in.")
    String repository;

    @Parameters(index = "1", paramLabel = "CHANNEL", description = "Its name, such as stable or candidate.")
    String channel;

    @Mixin
    RegistryOptions registry = new RegistryOptions();

    ChannelShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Reference tag = new Reference(Reference.parse(repository).repository(), channel);
        Channel found = new ChannelPush(registry.client())
                .find(tag)
                .orElseThrow(() -> new RegistryRefusedException(
                        Refusal.NOT_FOUND, "There is no channel " + tag + "; make one with 'destseg channel set'"));
        console.print(ChannelText.of(tag, found));
        return ExitCode.DONE;
    }
}
