package dev.destseg.training.runs;

import dev.destseg.dataset.Outline;
import dev.destseg.dataset.Registering;
import dev.destseg.dataset.TileSize;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.network.InstantModel;
import dev.destseg.network.Light;
import dev.destseg.network.Profile;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import dev.destseg.training.datasets.DatasetName;
import java.util.List;
import java.util.Optional;

/**
 * What somebody asks to be learned.
 *
 * @param product whose recipe it is to become
 * @param dataset that the snapshot was taken of
 * @param snapshot what to learn from
 * @param profile instant, edge or paper
 * @param inputSize height and width that the networks see
 * @param region the part of an image that is learned; that of the recipe to go on from, or all of it, when absent
 * @param ignored what of an image is neither learned nor judged
 * @param tile how large the pieces are that images are judged in; one of all when absent
 * @param registering how images are laid over the first good one before, if they are
 * @param light that parts are seen in; that of the recipe to go on from, or steady, when absent. A profile that is trained knows no other
 * @param from the recipe to go on from
 * @param idleHours whether it waits for the idle hours, and pauses outside them
 * @param activate whether a candidate that is better may judge at once, without anybody looking at it
 * @param automatic whether nobody asked for it
 */
public record TrainingOrder(
        String product,
        DatasetName dataset,
        Sha256 snapshot,
        String profile,
        int inputSize,
        Optional<RegionOfInterest> region,
        List<Outline> ignored,
        Optional<TileSize> tile,
        Optional<Registering> registering,
        Optional<Light> light,
        Optional<Sha256> from,
        Budget budget,
        boolean idleHours,
        boolean activate,
        boolean automatic) {
    public static final int USUAL_SIZE = 256;
    private static final int LARGEST_SIZE = 1024;

    /** @throws InputException for a product that no recipe can be of, or for options that do not go together */
    public TrainingOrder {
        ignored = List.copyOf(ignored);
        if (!RecipeDescription.nameOf(product).equals(product)) {
            throw new InputException(
                    "'" + product + "' cannot name a recipe; give the product letters, digits, '.', '_'"
                            + " and '-', such as " + RecipeDescription.nameOf(product));
        }
        if (inputSize < 32 || inputSize > LARGEST_SIZE || inputSize % 32 != 0) {
            throw new InputException(
                    "The input size is " + inputSize + "; give a multiple of 32 up to " + LARGEST_SIZE);
        }
        boolean instant = profile.equals(InstantModel.PROFILE);
        if (!instant) {
            requireProfile(profile);
        }
        if (instant && budget.steps().isPresent()) {
            throw new InputException("The profile " + InstantModel.PROFILE + " trains nothing: leave out steps");
        }
        if (!instant && light.equals(Optional.of(Light.CHANGING))) {
            throw new InputException(
                    "The profile " + profile + " judges images as they are taken; changing light goes with the"
                            + " profile " + InstantModel.PROFILE);
        }
        if (budget.time().isPresent() && budget.steps().isPresent()) {
            throw new InputException("Give time or steps, not both: the time decides the steps");
        }
    }

    /** Of whole images, as they are. */
    public TrainingOrder(
            String product,
            DatasetName dataset,
            Sha256 snapshot,
            String profile,
            int inputSize,
            Optional<RegionOfInterest> region,
            Optional<Sha256> from,
            Budget budget,
            boolean idleHours,
            boolean activate,
            boolean automatic) {
        this(
                product,
                dataset,
                snapshot,
                profile,
                inputSize,
                region,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                from,
                budget,
                idleHours,
                activate,
                automatic);
    }

    private static void requireProfile(String profile) {
        try {
            Profile.named(profile);
        } catch (IllegalArgumentException e) {
            throw new InputException("There is no profile '" + profile + "'; give instant, edge or paper", e);
        }
    }
}
