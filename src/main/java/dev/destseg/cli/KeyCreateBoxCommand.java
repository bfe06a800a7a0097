package dev.destseg.cli;

import dev.destseg.recipe.seal.BoxKey;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes the key that a box seals its recipes with. */
@Command(
        name = "create-box",
        description = {
            "Makes a key that an appliance seals its recipes with: name it in destseg.recipes.box-key.",
            "",
            "Keep a copy of it elsewhere, and the file not on the disk that it is to protect. Whoever loses it has to fetch"
                    + " the recipes again."
        },
        footer = {"  destseg key create-box /etc/destseg/box.key"})
final class KeyCreateBoxCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The file to make; its owner alone may read it.")
    Path file;

    KeyCreateBoxCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        BoxKey key = BoxKey.create(file);
        console.print(file.toString());
        console.say("The key is called " + key.name());
        return ExitCode.DONE;
    }
}
