package dev.destseg.registry.sync;

import dev.destseg.Programs;
import dev.destseg.inspection.products.BoxProducts;
import dev.destseg.recipe.Sha256;
import dev.destseg.registry.RealRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Kills a box again and again, each time at another moment after its channel was set anew, and looks what judges then. */
final class KilledBox {
    private static final String[] VERSIONS = {"1.0", "1.1"};
    private static final double WHOLE = Double.POSITIVE_INFINITY;

    private final RealRegistry registry;
    private final Path folder;
    private final Random random;
    private final List<String> wrong = new ArrayList<>();
    /** What a box takes from its start until it judges by a new recipe, as it was measured last. */
    private long wholeMillis = 1000;

    /**
     * What came of it.
     *
     * @param oldRecipe how often the recipe before judged afterwards
     * @param newRecipe how often the new one did
     * @param wrong anything else
     */
    record Counts(int kills, int oldRecipe, int newRecipe, List<String> wrong) {}

    KilledBox(RealRegistry registry, Path folder, long seed) {
        this.registry = registry;
        this.folder = folder;
        this.random = new Random(seed);
    }

    Counts run(int kills) throws Exception {
        Plant plant = new Plant(registry, folder.resolve("plant"));
        plant.policy();
        Path box = folder.resolve("box");
        Sha256 old = plant.publish(VERSIONS[0], 0.5);
        plant.set(old, VERSIONS[0], 100, true);
        await(box, plant, old, WHOLE);
        int oldRecipe = 0;
        int newRecipe = 0;
        for (int i = 1; i <= kills; i++) {
            String version = VERSIONS[i % VERSIONS.length];
            Sha256 next = plant.publish(version, 0.5 + i / 1000.0);
            plant.set(next, version, 100, true);
            await(box, plant, next, random.nextDouble(0.4, 1.02));
            Optional<Sha256> judging = judging(box);
            if (judging.equals(Optional.of(next))) {
                newRecipe++;
                old = next;
            } else if (judging.equals(Optional.of(old))) {
                oldRecipe++;
                await(box, plant, next, WHOLE);
                old = next;
            } else {
                wrong.add("after kill " + i + " " + judging + " judges, not " + old + " or " + next);
            }
        }
        return new Counts(kills, oldRecipe, newRecipe, wrong);
    }

    /** As after a start: the recipe that judges, read byte by byte on the way. */
    private Optional<Sha256> judging(Path box) {
        try (BoxProducts products = new BoxProducts(box)) {
            products.problems().forEach((product, problem) -> wrong.add(product + ": " + problem));
            products.store().list().damaged().forEach((digest, problem) -> wrong.add(digest + ": " + problem));
            products.store().list().recipes().forEach(recipe -> products.store().get(recipe.digest()));
            return products.judging("tiny");
        }
    }

    /** Runs the box for a share of the time that it takes to judge by a new recipe, or the whole of it, and kills it. */
    private void await(Path box, Plant plant, Sha256 wanted, double share) throws Exception {
        Process process = new ProcessBuilder(Programs.java(
                        "-cp",
                        System.getProperty("java.class.path"),
                        RegistryRun.class.getName(),
                        box.toString(),
                        registry.certificate().toString(),
                        plant.tag().toString(),
                        plant.policyFile().toString(),
                        RealRegistry.USER,
                        RealRegistry.PASSWORD))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (share < WHOLE) {
                Thread.sleep((long) (share * wholeMillis));
            } else {
                long began = System.nanoTime();
                readUntil(process, "judging " + wanted);
                wholeMillis = (System.nanoTime() - began) / 1_000_000;
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void readUntil(Process process, String line) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String said = output.readLine(); !line.equals(said); said = output.readLine()) {
            if (said == null) {
                throw new IOException("The box ended");
            }
        }
    }
}
