package dev.destseg.cli;

import dev.destseg.dataset.Outline;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.recipe.Composition;
import dev.destseg.recipe.RecipeReader;
import dev.destseg.recipe.Sealing;
import dev.destseg.tensor.InputException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A zone as it is given: NAME=RECIPE or NAME=BOX:RECIPE.
 *
 * @param box what the recipe is to see as a whole image; all of the image when absent
 */
record GivenZone(String name, Optional<RegionOfInterest> box, Path recipe) {
    /** Numbers with commas and blanks between, up to a colon. */
    private static final Pattern BOX = Pattern.compile("([0-9.eE+-]+(?:[, ]+[0-9.eE+-]+)+):(.+)");

    /** @throws InputException for anything else */
    static GivenZone parse(String text) {
        int end = text.indexOf('=');
        if (end < 1 || end == text.length() - 1) {
            throw new InputException(
                    "'" + text + "' is no zone; give --zone NAME=RECIPE or --zone NAME=X,Y,WIDTH,HEIGHT:RECIPE,"
                            + " such as --zone left=0.1,0.2,0.3,0.4:left.recipe");
        }
        String name = text.substring(0, end);
        String what = text.substring(end + 1);
        Matcher matcher = BOX.matcher(what);
        if (!matcher.matches()) {
            return new GivenZone(name, Optional.empty(), Path.of(what));
        }
        if (matcher.group(1).contains(" ")) {
            throw new InputException(
                    "The zone " + name + " is given as a polygon; give a box as X,Y,WIDTH,HEIGHT, or learn its"
                            + " recipe with 'destseg train --region' and that polygon, and leave it out here");
        }
        return new GivenZone(name, Optional.of(Outline.parse(matcher.group(1)).box()), Path.of(matcher.group(2)));
    }

    void addTo(Composition composition, Sealing sealing) {
        composition.add(name, box, RecipeReader.read(recipe, sealing));
    }
}
