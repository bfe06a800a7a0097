package dev.destseg.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about trainings of a running appliance. */
@Command(
        name = "training",
        description = {
            "Starts, follows, pauses and cancels trainings of a running appliance.",
            "",
            "Here the appliance learns, beside judging, from a dataset that it has; 'destseg train' learns on this machine."
        },
        footer = {
            "  destseg training start flange --follow",
            "  destseg training list",
            "  destseg training pause 20260131-060000-123",
            "  DESTSEG_TOKEN=$(cat engineer.token) destseg training list --url https://box-7:8443 --certificate box-7.pem"
        },
        subcommands = {
            TrainingStartCommand.class,
            TrainingListCommand.class,
            TrainingShowCommand.class,
            TrainingFollowCommand.class,
            TrainingPauseCommand.class,
            TrainingResumeCommand.class,
            TrainingCancelCommand.class,
            TrainingKeepCommand.class
        })
final class TrainingCommand implements Runnable {
    /** Where they are, over HTTP. */
    static final String PATH = "/api/v1/trainings";

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command was given");
    }
}
