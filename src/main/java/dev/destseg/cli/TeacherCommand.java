package dev.destseg.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about teachers. */
@Command(
        name = "teacher",
        description = "Imports the teacher that students learn from.",
        footer = {"  destseg teacher import resnet18.pth --architecture resnet18 --out resnet18.onnx"},
        subcommands = TeacherImportCommand.class)
final class TeacherCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command was given");
    }
}
