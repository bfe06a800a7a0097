package dev.destseg.cli;

import dev.destseg.training.runs.RunId;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which training of which appliance is meant: {@code @Mixin TrainingOption training}. */
final class TrainingOption {
    @Parameters(paramLabel = "TRAINING", description = "Its name, as 'destseg training list' shows it.")
    String name = "";

    @Mixin
    ApplianceOption appliance = new ApplianceOption();

    /** @throws dev.destseg.tensor.InputException for what can be no name */
    String path() {
        return TrainingCommand.PATH + "/" + new RunId(name);
    }
}
