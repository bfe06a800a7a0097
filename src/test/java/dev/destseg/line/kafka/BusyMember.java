package dev.destseg.line.kafka;

import dev.destseg.bench.OwnAppliance;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.recipe.RecipeReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** A program that judges for a group by brightness until it is killed. */
public final class BusyMember {
    private BusyMember() {}

    /** Arguments: a directory of its own, the cluster, the group, the name of this member, and the largest image in a message. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Path recipe = folder.resolve("tiny");
        OwnAppliance own = OwnAppliance.of(
                Files.exists(recipe)
                        ? RecipeReader.read(recipe)
                        : TinyRecipe.withThreshold(0.5).writeTo(recipe),
                "tiny",
                folder.resolve("journal"));
        GroupWorker worker = new GroupWorker(
                Group.plan(
                        URI.create(arguments[1]),
                        arguments[2],
                        arguments[3],
                        Integer.parseInt(arguments[4]),
                        ImagesElsewhere.NONE,
                        ImageRoom.here()),
                () -> Set.of("tiny"),
                own.service(),
                own.journal());
        worker.start();
        Thread.sleep(Duration.ofMinutes(5).toMillis());
    }
}
