package dev.destseg.inspection.journal;

import dev.destseg.dataset.ConfirmedPart;
import dev.destseg.dataset.ConfirmedParts;
import dev.destseg.image.Box;
import dev.destseg.recipe.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The inspections of a journal that have feedback, by the last feedback on each. */
record JournalConfirmedParts(JournalQueries queries) implements ConfirmedParts {
    @Override
    public List<ConfirmedPart> of(String product, int most) {
        List<InspectionEntry> entries = new ArrayList<>();
        for (Opinion opinion : Opinion.values()) {
            InspectionFilter filter = InspectionFilter.ALL.withProduct(product).withOpinion(opinion);
            Optional<EntryId> cursor = Optional.empty();
            int left = most;
            do {
                Page<InspectionEntry> page = queries.list(filter, cursor, Math.min(left, Page.LARGEST));
                entries.addAll(page.entries());
                left -= page.entries().size();
                cursor = page.next();
            } while (cursor.isPresent() && left > 0);
        }
        return entries.stream()
                .sorted((one, other) -> other.id().compareTo(one.id()))
                .limit(most)
                .flatMap(this::part)
                .toList();
    }

    private Stream<ConfirmedPart> part(InspectionEntry entry) {
        boolean defective = entry.opinion().equals(Optional.of(Opinion.DEFECTIVE));
        List<Box> drawn = defective ? queries.drawn(entry.id()) : List.of();
        return entry.image().stream()
                .map((Sha256 image) -> new ConfirmedPart(
                        entry.id().text(), image.hex(), defective, drawn, () -> queries.content(image)));
    }
}
