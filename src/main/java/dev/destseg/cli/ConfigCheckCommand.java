package dev.destseg.cli;

import dev.destseg.configuration.ConfigurationCheck;
import dev.destseg.configuration.ConfigurationFile;
import dev.destseg.tensor.InputException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says what is wrong with a configuration before the appliance is started with it. */
@Command(
        name = "check",
        description = {
            "Looks for keys that nobody knows and values that cannot be used, in FILE and in what the appliance reads"
                    + " anyway: the environment and config/application.yaml.",
            "",
            "All keys of destseg.* are checked, and those of Quarkus under quarkus.http, quarkus.log, quarkus.tls and"
                    + " quarkus.shutdown; others of Quarkus are named and left unchecked."
        },
        footer = {
            "  destseg config check",
            "  destseg config check line-box.yaml && destseg serve --config line-box.yaml"
        })
final class ConfigCheckCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "YAML or properties, as for serve --config.")
    @Nullable
    Path file;

    ConfigCheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ConfigurationCheck check =
                ConfigurationCheck.of(Optional.ofNullable(file).map(ConfigurationFile::read));
        check.unchecked().forEach(key -> console.say(key + " is not checked"));
        if (!check.problems().isEmpty()) {
            throw new InputException(String.join("\n", check.problems()));
        }
        console.say("No key is unknown and no value is bad.");
        return ExitCode.DONE;
    }
}
