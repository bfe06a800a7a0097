package dev.destseg.cli;

import dev.destseg.configuration.ConfigurationCheck;
import dev.destseg.configuration.GivenConfiguration;
import dev.destseg.configuration.changes.ChangeWatch;
import dev.destseg.inspection.ActiveRecipe;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.GoldenWatch;
import dev.destseg.inspection.products.Products;
import dev.destseg.inspection.products.RecipeSettings;
import dev.destseg.inspection.warmup.WarmUp;
import dev.destseg.line.ControlSystems;
import dev.destseg.line.FolderSources;
import dev.destseg.line.GpioOutputs;
import dev.destseg.line.KafkaGroup;
import dev.destseg.line.MachinesThatPoll;
import dev.destseg.line.Outputs;
import dev.destseg.line.Stations;
import dev.destseg.recipe.RecipeReader;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.registry.sync.RegistrySync;
import dev.destseg.tensor.InputException;
import dev.destseg.training.runs.AutomaticRuns;
import dev.destseg.training.runs.TrainingRuns;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.http.HttpServer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The appliance between start and stop. */
public final class ServedAppliance implements QuarkusApplication {
    private static final String WHO = "command line";
    /** Parts may wait for the box when it starts; they are judged first. */
    private static final int FIRST_PARTS_SECONDS = 5;

    private final Console console = Console.standard();
    private final Products products;
    private final ActiveRecipes recipes;
    private final GoldenWatch watch;
    private final Outputs outputs;
    private final FolderSources folders;
    private final WarmUp warmUp;
    private final Stations stations;
    private final KafkaGroup group;
    private final MachinesThatPoll machines;
    private final GpioOutputs gates;
    private final ControlSystems controls;
    private final TrainingRuns trainings;
    private final AutomaticRuns automatic;
    private final ChangeWatch changes;
    private final RegistrySync registry;
    private final HttpServer server;
    private final boolean demoWanted;
    private final Path demoDirectory;

    ServedAppliance(
            Products products,
            ActiveRecipes recipes,
            GoldenWatch watch,
            Outputs outputs,
            FolderSources folders,
            WarmUp warmUp,
            Stations stations,
            KafkaGroup group,
            MachinesThatPoll machines,
            GpioOutputs gates,
            ControlSystems controls,
            TrainingRuns trainings,
            AutomaticRuns automatic,
            ChangeWatch changes,
            RegistrySync registry,
            HttpServer server,
            RecipeSettings settings,
            @ConfigProperty(name = "destseg.data-directory") Path dataDirectory) {
        this.products = products;
        this.recipes = recipes;
        this.watch = watch;
        this.outputs = outputs;
        this.folders = folders;
        this.warmUp = warmUp;
        this.stations = stations;
        this.group = group;
        this.machines = machines;
        this.gates = gates;
        this.controls = controls;
        this.trainings = trainings;
        this.automatic = automatic;
        this.changes = changes;
        this.registry = registry;
        this.server = server;
        this.demoWanted = settings.demo();
        this.demoDirectory = dataDirectory.resolve("demo");
    }

    /** @param given recipes to judge by, each as {@code [PRODUCT=]RECIPE} */
    @Override
    public int run(String... given) {
        Map<String, StoredRecipe> wanted = wanted(given);
        outputs.start();
        machines.start();
        gates.start();
        products.start();
        changes.start();
        wanted.forEach(this::activate);
        products.problems().forEach((product, problem) -> console.say(product + ": " + problem));
        recipes.all().forEach(recipe -> console.say(recipe.product() + ": " + recipe.digest()));
        watch.start();
        boolean warm = stations.prepare() && warmUp.isWanted();
        trainings.start();
        automatic.start();
        registry.start();
        if (warm) {
            nameMistakesInBackground();
            warmUp.run(products::verify);
        }
        if (ApplicationLifecycleManager.isVmShuttingDown()) {
            return ExitCode.DONE; // What is started now nobody would stop.
        }
        controls.start();
        folders.start();
        stations.start();
        group.start();
        greet();
        if (!warm) {
            nameMistakesInBackground();
            verifySoon();
        }
        Quarkus.waitForExit();
        return ExitCode.DONE;
    }

    /** The framework passes over keys that nobody reads, so that a mistyped group of them would be missed in silence. */
    private void nameMistakesInBackground() {
        inBackground("configuration-check", () -> ConfigurationCheck.of(GivenConfiguration.file())
                .problems()
                .forEach(console::say));
    }

    /** Digesting recipes takes all cores for a moment. */
    private void verifySoon() {
        CompletableFuture.delayedExecutor(FIRST_PARTS_SECONDS, TimeUnit.SECONDS, work -> inBackground("recipes", work))
                .execute(products::verify);
    }

    private static void inBackground(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** @throws InputException when one is no recipe, or two are for the same product */
    private Map<String, StoredRecipe> wanted(String... given) {
        Map<String, StoredRecipe> wanted = new TreeMap<>();
        for (String option : given) {
            int separator = option.indexOf('=');
            StoredRecipe stored = RecipeReader.find(Path.of(option.substring(separator + 1)));
            String product = separator > 0
                    ? option.substring(0, separator)
                    : stored.recipe().description().name();
            if (wanted.put(product, stored) != null) {
                throw new InputException("Two recipes are given for the product " + product
                        + "; name the product of one of them as --recipe PRODUCT=" + stored.directory());
            }
        }
        return wanted;
    }

    /** One that is not fit to judge leaves the one before judging; there may be nobody here to mend it. */
    private void activate(String product, StoredRecipe recipe) {
        try {
            products.add(recipe, WHO);
            products.activate(product, recipe.recipe().digest(), WHO);
        } catch (InputException | UncheckedIOException unfit) {
            products.announce(product, "The recipe " + recipe.directory() + " cannot judge: " + unfit.getMessage());
        }
    }

    private void greet() {
        Demo demo = new Demo(console, products, demoDirectory, Version.application());
        List<String> judged = judged();
        if (!judged.isEmpty()) {
            console.print(welcome(demo).ready(judged));
        } else if (!demoWanted || !products.isEmpty()) {
            console.print(welcome(demo).withoutRecipe());
        } else {
            console.print(welcome(demo).learningDemo());
            demo.learnInBackground(() -> console.print(welcome(demo).ready(judged())));
        }
    }

    private List<String> judged() {
        return recipes.all().stream().map(ActiveRecipe::product).toList();
    }

    private Welcome welcome(Demo demo) {
        return new Welcome(server.getLocalBaseUri().toString().replaceAll("/$", ""), demo.image());
    }
}
