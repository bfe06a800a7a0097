package dev.destseg.cli;

import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.ThisAppliance;
import dev.destseg.tensor.InputException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which appliance's recipes are meant: {@code @Mixin StoreOption store}. */
final class StoreOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${sys:user.home}/.local/share/destseg",
            description = "Where the appliance keeps its data, its destseg.data-directory (default: ${DEFAULT-VALUE}).")
    Path data;

    @Mixin
    BoxKeyOption boxKey = new BoxKeyOption();

    RecipeStore open() {
        return RecipeStore.open(
                data.resolve(RecipeStore.DIRECTORY), boxKey.sealing(), ThisAppliance.of(Version.application()));
    }

    /** @throws InputException when the text is no digest */
    static Sha256 digest(String text) {
        try {
            return Sha256.parse(text);
        } catch (IllegalArgumentException e) {
            throw new InputException(e.getMessage() + "; see 'destseg recipe list'", e);
        }
    }
}
