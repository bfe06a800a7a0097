package dev.destseg.training.instant;

import dev.destseg.dataset.Sight;
import dev.destseg.image.Resampling;
import dev.destseg.network.InstantModel;
import dev.destseg.network.Light;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.util.Optional;

/**
 * What a recipe must be to take in further images as somebody asks for it: it must see them as it saw those before, or scores would not
 * mean the same.
 *
 * @param settings of the recipe, but for what somebody asks for
 * @param resampling by which images are made smaller
 */
record GrowthConditions(InstantRequest request, InstantSettings settings, Resampling resampling) {
    /** @throws InputException when the recipe cannot take in what is asked for */
    void require(StoredRecipe parent) {
        if (request.defects().isPresent()) {
            throw new InputException(
                    "The recipe " + parent.directory() + " remembers scores of good parts, which would be"
                            + " others with these defects in view; show them when you learn from all images, without --from."
                            + " What was shown to the recipe before stays");
        }
        RecipeDescription description = parent.recipe().description();
        if (!description.profile().equals(InstantModel.PROFILE)) {
            throw new InputException("The recipe " + parent.directory() + " is of the profile " + description.profile()
                    + ", which has no memory to add images to; give one of the profile " + InstantModel.PROFILE);
        }
        if (parent.view().size().resampling() != resampling) {
            throw new InputException("The recipe " + parent.directory() + " remembers images that were made smaller"
                    + " otherwise, and counts its scores otherwise; learn again from all images");
        }
        Light light = request.settings().light();
        if (settings.light() != light) {
            throw new InputException("The recipe " + parent.directory() + " remembers parts in "
                    + settings.light().label() + " light, and goes on so; learn again from all images for "
                    + light.label() + " light");
        }
        Sight wanted = request.settings().sight();
        if (!settings.sight().region().equals(wanted.region())) {
            throw new InputException("The recipe " + parent.directory() + " remembers the region "
                    + settings.sight().region() + " of its images, and cannot take in the region "
                    + wanted.region() + "; give the same one, or learn again from all images");
        }
        if (!wanted.isPlain()) {
            throw new InputException("The recipe " + parent.directory() + " goes on seeing images as it does; leave out"
                    + " tiles, masks, outlines and the reference, or learn again from all images");
        }
        if (!description
                .provenance()
                .teacher()
                .equals(Optional.of(request.teacher().digest()))) {
            throw new InputException(
                    "The recipe " + parent.directory() + " was made with another teacher; give that one"
                            + " with --teacher, or learn again from all images");
        }
    }
}
