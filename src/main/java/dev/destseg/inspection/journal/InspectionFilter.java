package dev.destseg.inspection.journal;

import dev.destseg.inspection.ShortText;
import dev.destseg.inspection.Verdict;
import dev.destseg.recipe.Sha256;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Which inspections are meant: those that meet every condition that is present.
 *
 * @param from taken at this time or later
 * @param before taken before this time
 * @param verdicts with one of these; any when empty
 * @param recipe judged by this recipe
 * @param product of this product
 * @param lowestScore scoring this or more
 * @param highestScore scoring this or less
 * @param text found in part number or station, whatever the case of its Latin letters
 * @param opinion whose last feedback says this
 */
public record InspectionFilter(
        Optional<Instant> from,
        Optional<Instant> before,
        Set<Verdict> verdicts,
        Optional<Sha256> recipe,
        Optional<String> product,
        OptionalDouble lowestScore,
        OptionalDouble highestScore,
        Optional<String> text,
        Optional<Opinion> opinion) {
    /** Every inspection. */
    public static final InspectionFilter ALL = new InspectionFilter(
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty());

    /** @throws dev.destseg.tensor.InputException for a text that is blank, too long or has control characters */
    public InspectionFilter {
        verdicts = Set.copyOf(verdicts);
        product.ifPresent(name -> ShortText.require("product", name));
        text.ifPresent(part -> ShortText.require("text to look for", part));
    }

    public InspectionFilter withFrom(Instant start) {
        return new InspectionFilter(
                Optional.of(start), before, verdicts, recipe, product, lowestScore, highestScore, text, opinion);
    }

    public InspectionFilter withBefore(Instant end) {
        return new InspectionFilter(
                from, Optional.of(end), verdicts, recipe, product, lowestScore, highestScore, text, opinion);
    }

    public InspectionFilter withVerdicts(Verdict... some) {
        return new InspectionFilter(
                from, before, Set.of(some), recipe, product, lowestScore, highestScore, text, opinion);
    }

    public InspectionFilter withRecipe(Sha256 digest) {
        return new InspectionFilter(
                from, before, verdicts, Optional.of(digest), product, lowestScore, highestScore, text, opinion);
    }

    public InspectionFilter withProduct(String name) {
        return new InspectionFilter(
                from, before, verdicts, recipe, Optional.of(name), lowestScore, highestScore, text, opinion);
    }

    /** Both inclusive. */
    public InspectionFilter withScores(double lowest, double highest) {
        return new InspectionFilter(
                from,
                before,
                verdicts,
                recipe,
                product,
                OptionalDouble.of(lowest),
                OptionalDouble.of(highest),
                text,
                opinion);
    }

    public InspectionFilter withText(String part) {
        return new InspectionFilter(
                from, before, verdicts, recipe, product, lowestScore, highestScore, Optional.of(part), opinion);
    }

    public InspectionFilter withOpinion(Opinion said) {
        return new InspectionFilter(
                from, before, verdicts, recipe, product, lowestScore, highestScore, text, Optional.of(said));
    }
}
