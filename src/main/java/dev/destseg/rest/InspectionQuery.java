package dev.destseg.rest;

import dev.destseg.inspection.Verdict;
import dev.destseg.inspection.journal.EntryId;
import dev.destseg.inspection.journal.InspectionFilter;
import dev.destseg.inspection.journal.Opinion;
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
                    given(from).map(Instant::parse),
                    given(before).map(Instant::parse),
                    given(verdict).map(InspectionQuery::verdicts).orElse(Set.of()),
                    given(recipe).map(Sha256::parse),
                    given(product),
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

    private static Set<Verdict> verdicts(String list) {
        return Arrays.stream(list.split(",")).map(Verdict::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(some -> !some.isBlank());
    }
}
