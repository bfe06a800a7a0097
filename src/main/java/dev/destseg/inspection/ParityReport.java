package dev.destseg.inspection;

import dev.destseg.recipe.Sha256;
import java.util.List;

/**
 * Whether this box judges golden images of a recipe as the box that made it.
 *
 * @param recipe which
 * @param images of the golden set that were judged
 * @param disagreements a sentence for each; none when there is parity
 */
public record ParityReport(Sha256 recipe, int images, List<String> disagreements) {
    public ParityReport {
        disagreements = List.copyOf(disagreements);
    }

    public boolean agrees() {
        return disagreements.isEmpty();
    }

    /** For people. */
    public String sentence() {
        return agrees()
                ? "This box judges all " + images + " golden images of " + recipe + " as expected"
                : "This box does not judge as the recipe " + recipe + " expects: " + String.join("; ", disagreements)
                        + ". Learn it again here";
    }
}
