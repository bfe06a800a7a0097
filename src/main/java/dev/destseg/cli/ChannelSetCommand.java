package dev.destseg.cli;

import dev.destseg.recipe.Recipe;
import dev.destseg.registry.channel.Channel;
import dev.destseg.registry.channel.ChannelPush;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.oci.RegistryClient;
import dev.destseg.registry.oci.Repository;
import dev.destseg.registry.transfer.Gate;
import dev.destseg.registry.transfer.RecipePull;
import dev.destseg.registry.trust.SigningKey;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets a channel. */
@Command(
        name = "set",
        description = {
            "Sets which recipe the boxes that follow a channel are to judge by, and signs that.",
            "",
            "With a percentage that many of the boxes take it, each by its name and the seed; those stay when it grows."
                    + " 0 halts a roll-out: no further box takes it. To take it back, set the recipe before again, with"
                    + " --allow-downgrade if its version is lower."
        },
        footer = {
            "  destseg channel set registry.plant.example/recipes/flange stable --recipe 1.1 --percentage 10 --key plant.key",
            "  destseg channel set registry.plant.example/recipes/flange stable --recipe 1.1 --percentage 0 --key plant.key",
            "  destseg channel set registry.plant.example/recipes/flange stable --recipe 1.0 --allow-downgrade --key plant.key"
        })
final class ChannelSetCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "REPOSITORY", description = "REGISTRY/REPOSITORY that the recipes are in.")
    String repository;

    @Parameters(index = "1", paramLabel = "CHANNEL", description = "Its name, such as stable or candidate.")
    String channel;

    @Option(
            names = "--recipe",
            required = true,
            paramLabel = "TAG|DIGEST",
            description = "The recipe, by a tag or its digest in the repository.")
    String recipe;

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "The private key that signs, in PEM.")
    Path key;

    @Option(
            names = "--percentage",
            defaultValue = "100",
            paramLabel = "N",
            description = "How many of the boxes take it, in per cent (default: ${DEFAULT-VALUE}).")
    int percentage;

    @Option(
            names = "--seed",
            paramLabel = "TEXT",
            description = "Which boxes come first; with another seed it is others (default: as before).")
    @Nullable
    String seed;

    @Option(names = "--allow-downgrade", description = "An older version than the one that judges may take over.")
    boolean downgrade;

    @Option(
            names = "--minimum-appliance",
            paramLabel = "VERSION",
            description = "Oldest version of the appliance that may take it.")
    @Nullable
    String minimum;

    @Option(
            names = "--platform",
            paramLabel = "PLATFORM",
            description =
                    "A platform that may take it, such as linux/amd64; may be given several times (default: any).")
    List<String> platforms = List.of();

    @Mixin
    StoreOption store = new StoreOption();

    @Mixin
    RegistryOptions registry = new RegistryOptions();

    ChannelSetCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Reference.requireTag(channel);
        Repository recipes = Reference.parse(repository).repository();
        RegistryClient client = registry.client();
        Recipe meant = new RecipePull(
                        client, store.open(), store.data.resolve(RecipePull.DIRECTORY), Gate.open(), bytes -> {})
                .admit(new Reference(recipes, recipe))
                .recipe();
        Reference tag = new Reference(recipes, channel);
        ChannelPush push = new ChannelPush(client);
        Channel next = next(push.find(tag), meant);
        push.put(tag, next, SigningKey.read(key));
        console.print(ChannelText.of(tag, next));
        return ExitCode.DONE;
    }

    private Channel next(Optional<Channel> before, Recipe meant) {
        return new Channel(
                meant.description().name(),
                channel,
                before.map(Channel::sequence).orElse(0L) + 1,
                meant.digest(),
                meant.description().version(),
                percentage,
                Optional.ofNullable(seed)
                        .orElseGet(() -> before.map(Channel::seed).orElse(channel)),
                downgrade,
                Optional.ofNullable(minimum),
                Set.copyOf(platforms),
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }
}
