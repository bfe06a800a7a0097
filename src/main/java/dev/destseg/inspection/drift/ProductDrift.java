package dev.destseg.inspection.drift;

import dev.destseg.image.ImageStatistics;
import dev.destseg.network.Light;
import dev.destseg.recipe.GoodTraits;
import dev.destseg.recipe.Sha256;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The charts of one product under one recipe. Safe between threads. */
final class ProductDrift {
    private final String product;
    private final Sha256 recipe;
    private final Light light;
    private final Optional<GoodTraits> good;
    private final Map<Trait, ControlChart> charts = new EnumMap<>(Trait.class);

    /**
     * @param light in which nobody is to be told that brightness changes, where it may
     * @param good what the recipe knows of its good images; without it, or with few images, nothing is watched
     */
    ProductDrift(String product, Sha256 recipe, Light light, Optional<GoodTraits> good) {
        this.product = product;
        this.recipe = recipe;
        this.light = light;
        this.good = good.filter(traits -> traits.images() >= Band.FEWEST_IMAGES);
        this.good.ifPresent(this::begin);
    }

    private void begin(GoodTraits good) {
        if (light == Light.STEADY) {
            charts.put(Trait.BRIGHTNESS, new ControlChart(Band.of(Trait.BRIGHTNESS, good.images(), good.brightness())));
        }
        charts.put(Trait.CONTRAST, new ControlChart(Band.of(Trait.CONTRAST, good.images(), good.contrast())));
        charts.put(Trait.SHARPNESS, new ControlChart(Band.of(Trait.SHARPNESS, good.images(), good.sharpness())));
        good.scores()
                .ifPresent(scores ->
                        charts.put(Trait.SCORE, new ControlChart(Band.of(Trait.SCORE, good.images(), scores))));
    }

    boolean isOf(Sha256 other) {
        return recipe.equals(other);
    }

    /** @return what has changed with this image */
    synchronized List<DriftChange> add(ImageStatistics looks, OptionalDouble score) {
        List<DriftChange> changes = new ArrayList<>();
        ImageStatistics traits =
                good.map(taught -> taught.comparable(light, looks)).orElse(looks);
        add(Trait.BRIGHTNESS, traits.brightness(), changes);
        add(Trait.CONTRAST, traits.contrast(), changes);
        add(Trait.SHARPNESS, traits.sharpness(), changes);
        score.ifPresent(value -> add(Trait.SCORE, value, changes));
        return changes;
    }

    private void add(Trait trait, double value, List<DriftChange> changes) {
        ControlChart chart = charts.get(trait);
        if (chart != null && chart.add(value)) {
            changes.add(new DriftChange(product, recipe, trait, chart.state()));
        }
    }

    /** How far the trait is from its mean that has moved the farthest, in half widths of its band; 0 when none is watched. */
    double farthest() {
        return states().values().stream()
                .mapToDouble(state -> Math.abs(state.position()))
                .max()
                .orElse(0);
    }

    /** Traits that are watched. */
    synchronized Map<Trait, DriftState> states() {
        Map<Trait, DriftState> states = new EnumMap<>(Trait.class);
        charts.forEach((trait, chart) -> states.put(trait, chart.state()));
        return states;
    }
}
