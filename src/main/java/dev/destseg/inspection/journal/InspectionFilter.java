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
 * @param time when they were accepted
 * @param captured when their images were taken; with a bound only those of which that is known
 * @param verdicts with one of these; any when empty
 * @param recipe judged by this recipe
 * @param product of this product
 * @param station of this station, by its whole name
 * @param lowestScore scoring this or more
 * @param highestScore scoring this or less
 * @param text found in part number or station, whatever the case of its Latin letters
 * @param opinion whose last feedback says this
 */
public record InspectionFilter(
        Span time,
        Span captured,
        Set<Verdict> verdicts,
        Optional<Sha256> recipe,
        Optional<String> product,
        Optional<String> station,
        OptionalDouble lowestScore,
        OptionalDouble highestScore,
        Optional<String> text,
        Optional<Opinion> opinion) {
    /** Every inspection. */
    public static final InspectionFilter ALL = new InspectionFilter(
            Span.ANY,
            Span.ANY,
            Set.of(),
            Optional.empty(),
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
        station.ifPresent(name -> ShortText.require("station", name));
        text.ifPresent(part -> ShortText.require("text to look for", part));
    }

    /** Accepted at this time or later. */
    public InspectionFilter withFrom(Instant start) {
        return new InspectionFilter(
                time.withFrom(start),
                captured,
                verdicts,
                recipe,
                product,
                station,
                lowestScore,
                highestScore,
                text,
                opinion);
    }

    /** Accepted before this time. */
    public InspectionFilter withBefore(Instant end) {
        return new InspectionFilter(
                time.withBefore(end),
                captured,
                verdicts,
                recipe,
                product,
                station,
                lowestScore,
                highestScore,
                text,
                opinion);
    }

    public InspectionFilter withCaptured(Span span) {
        return new InspectionFilter(
                time, span, verdicts, recipe, product, station, lowestScore, highestScore, text, opinion);
    }

    public InspectionFilter withVerdicts(Verdict... some) {
        return new InspectionFilter(
                time, captured, Set.of(some), recipe, product, station, lowestScore, highestScore, text, opinion);
    }

    public InspectionFilter withRecipe(Sha256 digest) {
        return new InspectionFilter(
                time,
                captured,
                verdicts,
                Optional.of(digest),
                product,
                station,
                lowestScore,
                highestScore,
                text,
                opinion);
    }

    public InspectionFilter withProduct(String name) {
        return new InspectionFilter(
                time, captured, verdicts, recipe, Optional.of(name), station, lowestScore, highestScore, text, opinion);
    }

    public InspectionFilter withStation(String name) {
        return new InspectionFilter(
                time, captured, verdicts, recipe, product, Optional.of(name), lowestScore, highestScore, text, opinion);
    }

    /** Both inclusive. */
    public InspectionFilter withScores(double lowest, double highest) {
        return new InspectionFilter(
                time,
                captured,
                verdicts,
                recipe,
                product,
                station,
                OptionalDouble.of(lowest),
                OptionalDouble.of(highest),
                text,
                opinion);
    }

    public InspectionFilter withText(String part) {
        return new InspectionFilter(
                time,
                captured,
                verdicts,
                recipe,
                product,
                station,
                lowestScore,
                highestScore,
                Optional.of(part),
                opinion);
    }

    public InspectionFilter withOpinion(Opinion said) {
        return new InspectionFilter(
                time, captured, verdicts, recipe, product, station, lowestScore, highestScore, text, Optional.of(said));
    }
}
