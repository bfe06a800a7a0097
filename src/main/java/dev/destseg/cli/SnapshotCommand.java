package dev.destseg.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about images of boxes in a registry. */
@Command(
        name = "snapshot",
        description = {
            "Sends the images of a box's dataset to a registry, and fetches them where one learns from them.",
            "",
            "A box sends images only where its configuration names a repository for them (destseg.registry.snapshots)."
        },
        footer = {
            "  destseg snapshot push flange",
            "  destseg snapshot list registry.plant.example/snapshots/press-4",
            "  destseg snapshot pull registry.plant.example/snapshots/press-4:press-4-6b86b273ff34 flange-press-4"
                    + " --policy trust-policy.json"
        },
        subcommands = {SnapshotPushCommand.class, SnapshotListCommand.class, SnapshotPullCommand.class})
final class SnapshotCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command was given");
    }
}
