package dev.destseg.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.tensor.InputException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks an appliance for a training. */
@Command(
        name = "start",
        description = {
            "Asks the appliance to learn from one of its datasets, beside judging.",
            "",
            "One training runs at a time, the others wait. It prints the name of the training."
        },
        footer = {
            "  destseg training start flange --follow",
            "  destseg training start flange --profile edge --budget 1h --idle-hours",
            "  destseg training start flange --region 0.25,0.1,0.5,0.8",
            "  destseg training start flange --tile 512 --ignore 0.8,0,0.2,0.1",
            "  destseg training start flange --register first",
            "  destseg training start flange --light changing",
            "  destseg training start flange-2026 --product flange --activate"
        })
final class TrainingStartCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "DATASET", description = "A dataset of the appliance.")
    String dataset = "";

    @Option(
            names = "--product",
            paramLabel = "NAME",
            description = "Whose recipe it is to become (default: the dataset's name).")
    @Nullable
    String product;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "What learns: instant, edge or paper (default: instant; edge where --steps or --from"
                    + " is given).")
    @Nullable
    String profile;

    @Option(
            names = "--input-size",
            paramLabel = "PIXELS",
            description = "Height and width that the networks see (default: 256).")
    @Nullable
    Integer inputSize;

    @Mixin
    SightOptions sight = new SightOptions();

    @Mixin
    LightOption light = new LightOption();

    @Option(names = "--from", paramLabel = "DIGEST", description = "Go on from a recipe of the appliance.")
    @Nullable
    String from;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "Time for all of it, such as 15m (default: the profile's number of steps). The profile"
                            + " instant takes what it needs; with time to spare it learns a second memory, which finds"
                            + " more where light changes and takes twice as long to judge; not with --light changing or --from.")
    @Nullable
    Duration budget;

    @Option(names = "--steps", paramLabel = "N,M", description = "Steps of both phases, instead of a time.")
    @Nullable
    String steps;

    @Option(names = "--memory", paramLabel = "MIB", description = "Memory that it may take (default: configured).")
    @Nullable
    Integer memory;

    @Option(
            names = "--celsius",
            paramLabel = "DEGREES",
            description = "Temperature of the box above which it stands still (default: configured).")
    @Nullable
    Double celsius;

    @Option(names = "--idle-hours", description = "Learn in the idle hours of the box only.")
    boolean idleHours;

    @Option(names = "--activate", description = "Let a better recipe judge at once, without anybody looking at it.")
    boolean activate;

    @Option(names = "--follow", description = "Show how it goes, until it ends, as 'destseg training follow' does.")
    boolean follow;

    @Mixin
    ApplianceOption appliance = new ApplianceOption();

    @Mixin
    JsonOption json = new JsonOption();

    TrainingStartCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        ApplianceClient client = appliance.open();
        JsonNode asked = client.post(TrainingCommand.PATH, order());
        String id = asked.path("id").asText();
        if (json.requested()) {
            console.print(asked);
        } else {
            console.print(id);
        }
        return follow
                ? new TrainingFollowing(console, client, json.requested()).follow(TrainingCommand.PATH + "/" + id)
                : ExitCode.DONE;
    }

    private ObjectNode order() {
        ObjectNode order = JsonNodeFactory.instance.objectNode();
        order.put("dataset", dataset);
        order.put("product", product);
        order.put("profile", profile());
        order.put("input_size", inputSize);
        sight.box().ifPresent(part -> order.putObject("region_of_interest")
                .put("left", part.left())
                .put("top", part.top())
                .put("right", part.right())
                .put("bottom", part.bottom()));
        if (!sight.ignored.isEmpty()) {
            ArrayNode ignored = order.putArray("ignore");
            sight.outlines().forEach(outline -> ignored.add(outline.toString()));
            requireOutlines(ignored.size());
        }
        sight.tile().ifPresent(tile -> order.put("tile", tile.toString()));
        sight.registering().ifPresent(how -> {
            if (how.reference().isPresent()) {
                throw new InputException("A reference cannot be sent to the appliance; give --register first, or learn"
                        + " with 'destseg train'");
            }
            order.put("register", how.bounds());
        });
        light.light().ifPresent(how -> order.put("light", how.label()));
        order.put("from", from);
        order.put("schedule", idleHours ? "idle" : "now");
        order.put("activate", activate);
        ObjectNode bounds = order.putObject("budget");
        bounds.put("seconds", budget == null ? null : budget.toSeconds());
        bounds.put("steps", steps);
        bounds.put("memory_mebibytes", memory);
        bounds.put("celsius", celsius);
        return order;
    }

    private void requireOutlines(int outlines) {
        if (outlines < sight.ignored.size()) {
            throw new InputException("A mask cannot be sent to the appliance; give --ignore as boxes and polygons, or"
                    + " learn with 'destseg train'");
        }
    }

    private @Nullable String profile() {
        boolean trains = steps != null || from != null;
        return profile == null && trains ? "edge" : profile;
    }
}
