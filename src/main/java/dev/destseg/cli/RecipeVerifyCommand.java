package dev.destseg.cli;

import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.Sha256;
import dev.destseg.registry.RegistryRefusedException;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.transfer.Gate;
import dev.destseg.registry.transfer.RecipePull;
import dev.destseg.registry.trust.Admission;
import dev.destseg.registry.trust.TrustPolicy;
import dev.destseg.tensor.InputException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says whether a recipe would be taken. */
@Command(
        name = "verify",
        description = {
            "Says whether a policy admits a recipe, who has signed it, and if not why not (exit code 1).",
            "",
            "What the appliance keeps is checked byte by byte as well."
        },
        footer = {
            "  destseg recipe verify registry.plant.example/recipes/flange:1.0 --policy trust-policy.json",
            "  destseg recipe verify sha256:6b86... --policy trust-policy.json"
        })
final class RecipeVerifyCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "RECIPE",
            description = "REGISTRY/REPOSITORY:TAG, or the digest of one that the appliance keeps.")
    String recipe;

    @Mixin
    PolicyOption policy = new PolicyOption();

    @Mixin
    StoreOption store = new StoreOption();

    @Mixin
    RegistryOptions registry = new RegistryOptions();

    RecipeVerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        TrustPolicy rules =
                policy.read().orElseThrow(() -> new InputException("Give --policy FILE, which says whom you trust"));
        try {
            Admission admission = LocalRecipe.isDigest(recipe) ? here(rules) : there(rules);
            console.print("Admitted: " + admission.inWords());
            return ExitCode.DONE;
        } catch (RegistryRefusedException refusal) {
            console.print("Refused: " + refusal.getMessage());
            return ExitCode.NEGATIVE;
        }
    }

    private Admission here(TrustPolicy rules) {
        RecipeStore recipes = store.open();
        Sha256 digest = StoreOption.digest(recipe);
        return rules.admit(
                recipes.get(digest).recipe(),
                recipes.signatures(digest),
                Clock.systemUTC().instant());
    }

    private Admission there(TrustPolicy rules) {
        return new RecipePull(
                        registry.client(),
                        store.open(),
                        store.data.resolve(RecipePull.DIRECTORY),
                        Gate.of(rules, Clock.systemUTC()),
                        bytes -> {})
                .admit(Reference.parse(recipe))
                .admission();
    }
}
