package dev.destseg.inspection;

import dev.destseg.image.Box;
import dev.destseg.image.Image;
import dev.destseg.image.ImageStatistics;
import dev.destseg.image.Region;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.image.Seen;
import dev.destseg.inspection.checks.ImageCheck;
import dev.destseg.inspection.checks.ImageChecks;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.recipe.Zone;
import dev.destseg.tensor.InputException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A zone, and what judges it.
 *
 * @param inspector of its recipe; stays the caller's
 * @param checks of what its recipe sees; absent where nothing is checked
 */
record InspectedZone(Zone zone, WholeInspector inspector, Optional<ImageChecks> checks) {
    static InspectedZone of(Zone zone, StoredRecipe recipe, WholeInspector inspector, Set<ImageCheck> wanted) {
        Optional<ImageChecks> checks = wanted.isEmpty()
                ? Optional.empty()
                : Optional.of(new ImageChecks(
                        zone.recipe().description(),
                        inspector.preprocessing().view(),
                        GoldenSet.of(recipe).images(),
                        wanted));
        return new InspectedZone(zone, inspector, checks);
    }

    /** @param other of the same recipe; stays the caller's */
    InspectedZone by(WholeInspector other) {
        return new InspectedZone(zone, other, checks);
    }

    String name() {
        return zone.name();
    }

    /**
     * Judges it as its recipe judges an image alone, in pixels of what that sees as one.
     *
     * @param image the whole one
     * @param before run before each run of the networks
     */
    Inspection inspect(Image image, Runnable before) {
        long started = System.nanoTime();
        Image part = zone.box().map(box -> box.of(image)).orElse(image);
        try {
            Seen seen = inspector.preprocessing().apply(part);
            return problem(part, seen)
                    .map(inspector::cannotJudge)
                    .orElseGet(() -> inspector.inspect(part, started, seen, before));
        } catch (InputException unregistered) {
            return inspector.cannotJudge(unregistered.getMessage());
        }
    }

    private Optional<String> problem(Image part, Seen seen) {
        return checks.flatMap(
                each -> each.problem(part.width(), part.height(), seen.image(), ImageStatistics.of(seen.image())));
    }

    /** Regions that {@link #inspect} found, in pixels of the whole image, with their peaks on the common scale. */
    List<Region> inImage(List<Region> found, Image image) {
        Box box = zone.box().orElse(RegionOfInterest.ALL).box(image.width(), image.height());
        return found.stream()
                .map(region -> region.within(box.x(), box.y(), zone.name(), (float) zone.onCommonScale(region.peak())))
                .toList();
    }
}
