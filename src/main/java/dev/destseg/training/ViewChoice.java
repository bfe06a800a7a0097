package dev.destseg.training;

import dev.destseg.dataset.Sample;
import dev.destseg.dataset.Sight;
import dev.destseg.dataset.TileSize;
import dev.destseg.image.Box;
import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.image.Tiles;
import dev.destseg.image.View;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.util.List;
import java.util.Optional;

/**
 * Settles what is seen of the images of a data set: what somebody wants, for images as large as the first one that can be
 * read; or else what the recipe sees that is gone on from.
 *
 * @param sight what somebody wants
 * @param input height and width that the networks take
 */
public record ViewChoice(Sight sight, int input) {
    /** From so many pixels for one on, small defects are lost where an image is seen in one piece. */
    private static final int MUCH_SHRINKING = 4;

    /**
     * @param samples whose images are learned from
     * @param listener told what it comes to
     * @throws InputException when the images cannot be seen like that
     */
    public View of(List<Sample> samples, Optional<StoredRecipe> from, TrainingListener listener) {
        Optional<View> inherited =
                from.filter(parent -> sight.isPlain() && sameRegion(parent)).map(this::inherited);
        if (inherited.isPresent()) {
            return inherited.get();
        }
        Optional<Image> first = first(samples);
        if (first.isEmpty()) {
            return View.whole(sight.region(), input, input);
        }
        View view = sight.view(first.get(), input);
        Box box = sight.region().box(first.get().width(), first.get().height());
        view.reference()
                .ifPresent(over -> listener.said(
                        "Images are laid over a reference of " + over.picture().width() + " x "
                                + over.picture().height() + " pixels first; those that cannot be are left out"));
        if (sight.tile().isPresent()) {
            listener.said(told(view.tiles(), box));
        } else {
            advise(box, listener);
        }
        return view;
    }

    private boolean sameRegion(StoredRecipe parent) {
        return parent.recipe()
                .description()
                .regionOfInterest()
                .orElse(RegionOfInterest.ALL)
                .equals(sight.region());
    }

    private View inherited(StoredRecipe parent) {
        View view = parent.view();
        RecipeDescription description = parent.recipe().description();
        if (description.inputSize().width() == input && description.inputSize().height() == input) {
            return view;
        }
        if (!view.isPlain()) {
            throw new InputException("The recipe " + parent.directory() + " sees images with "
                    + description.inputSize().width()
                    + " pixels a side in tiles, through a mask or over a reference; give that"
                    + " --input-size, or --tile, --ignore and --register anew");
        }
        return View.whole(sight.region(), input, input);
    }

    private static Optional<Image> first(List<Sample> samples) {
        ImageReader reader = new ImageReader();
        for (Sample sample : samples) {
            try {
                return Optional.of(reader.read(sample.image()));
            } catch (InputException e) {
                // Told of when all are read.
                continue;
            }
        }
        return Optional.empty();
    }

    private static String told(Tiles tiles, Box box) {
        if (tiles.count() == 1) {
            return "One tile shows all " + box.width() + " x " + box.height()
                    + " pixels; images are judged in one piece";
        }
        return "Images are judged at " + tiles.width() + " x " + tiles.height() + " pixels, in " + tiles.count()
                + " tiles of " + tiles.tileWidth() + " x " + tiles.tileHeight();
    }

    private void advise(Box box, TrainingListener listener) {
        if (Math.min(box.width(), box.height()) < MUCH_SHRINKING * input) {
            return;
        }
        int count = TileSize.AUTOMATIC.tiles(box, input).count();
        listener.said("The networks see " + input + " x " + input + " of " + box.width() + " x " + box.height()
                + " pixels, in which small defects are lost; --tile auto judges in " + count
                + " tiles, which takes about so many times as long");
    }
}
