package dev.destseg.rest;

import dev.destseg.inspection.Verdict;
import dev.destseg.inspection.journal.EntryId;
import dev.destseg.inspection.journal.InspectionFilter;
import dev.destseg.inspection.journal.Opinion;
import dev.destseg.inspection.journal.Span;
import dev.destseg.recipe.Sha256;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Which inspections a request is about. */
class InspectionQuery {
    @RestQuery
    @Nullable
    String from;

    @RestQuery
    @Nullable
    String before;

    @RestQuery("captured_from")
    @Parameter(
            description = "When its image was taken, at the earliest; those of which nobody knows it are left out.",
            example = "2026-01-31T06:00:00Z")
    @Nullable
    String capturedFrom;

    @RestQuery("captured_before")
    @Parameter(description = "Before when its image was taken.", example = "2026-01-31T14:00:00Z")
    @Nullable
    String capturedBefore;

    /** Several by commas. */
    @RestQuery
    @Nullable
    String verdict;

    @RestQuery
    @Nullable
    String recipe;

    @RestQuery
    @Nullable
    String product;

    @RestQuery
    @Parameter(description = "The whole name of the station.", example = "press-4")
    @Nullable
    String station;

    @RestQuery
    @Nullable
    Double lowest;

    @RestQuery
    @Nullable
    Double highest;

    @RestQuery
    @Nullable
    String text;

    @RestQuery
    @Nullable
    String opinion;

    @RestQuery
    @Nullable
    String cursor;

    @RestQuery
    @DefaultValue("50")
    int size;

    int size() {
        return size;
    }

    Optional<EntryId> page() {
        return given(cursor).map(EntryId::new);
    }

    /** @throws BadRequestException for what cannot be read */
    InspectionFilter filter() {
        try {
            return new InspectionFilter(
                    span(from, before),
                    span(capturedFrom, capturedBefore),
                    given(verdict).map(InspectionQuery::verdicts).orElse(Set.of()),
                    given(recipe).map(Sha256::parse),
                    given(product),
                    given(station),
                    lowest == null ? OptionalDouble.empty() : OptionalDouble.of(lowest),
                    highest == null ? OptionalDouble.empty() : OptionalDouble.of(highest),
                    given(text),
                    given(opinion).map(Opinion::valueOf));
        } catch (DateTimeParseException e) {
            throw new BadRequestException(
                    "'" + e.getParsedString() + "' is no time; give one such as 2026-01-31T06:00:00Z", e);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e.getMessage(), e);
        }
    }

    private static Span span(@Nullable String from, @Nullable String before) {
        return new Span(given(from).map(Instant::parse), given(before).map(Instant::parse));
    }

    private static Set<Verdict> verdicts(String list) {
        return Arrays.stream(list.split(",")).map(Verdict::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(some -> !some.isBlank());
    }
}
