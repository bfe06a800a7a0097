package dev.destseg.inspection.rejudgement;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.inspection.rejudgement.ReadAhead.Found;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Judges an archive again.
 *
 * @param judge stays the caller's
 */
public record Rejudgement(PartJudge judge) {
    /**
     * Judges what was not judged yet; what was refused before is tried again.
     *
     * @param results file that it goes on from and writes to; nothing is remembered when absent
     * @param progress told how many parts are done
     * @return what came of all, also of what was judged before
     * @throws dev.destseg.tensor.InputException when the file is of another rejudgement, or the archive cannot be read
     * @throws IOException when parts cannot be judged now; with a file the same goes on later
     */
    public RejudgementFigures run(Archive archive, Optional<Path> results, LongConsumer progress)
            throws IOException, InterruptedException {
        RejudgementFigures figures = new RejudgementFigures();
        Consumer<PartOutcome> count = part -> {
            figures.add(part);
            progress.accept(figures.all());
        };
        if (results.isEmpty()) {
            run(archive, Set.of(), figures, count);
            return figures;
        }
        try (RejudgementFile file = RejudgementFile.open(results.get(), description(archive))) {
            Set<String> done = new HashSet<>();
            for (PartOutcome part : file.before()) {
                if (part instanceof RejudgedPart) {
                    done.add(part.name());
                    figures.add(part);
                }
            }
            run(archive, done, figures, count.andThen(file::add));
        }
        return figures;
    }

    private void run(Archive archive, Set<String> done, RejudgementFigures figures, Consumer<PartOutcome> heard)
            throws IOException, InterruptedException {
        Iterator<ArchivedPart> left = archive.parts().stream()
                .filter(part -> !done.contains(part.name()))
                .iterator();
        try (ReadAhead images = new ReadAhead(left)) {
            for (Optional<Found> next = images.next(); next.isPresent(); next = images.next()) {
                ArchivedPart part = next.get().part();
                Optional<byte[]> image = next.get().image();
                if (image.isEmpty()) {
                    figures.addGone();
                    continue;
                }
                judge.begin(part, image.get());
                judge.judged(false).forEach(heard);
            }
        }
        judge.judged(true).forEach(heard);
    }

    private ObjectNode description(Archive archive) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("recipe", judge.recipe().toString());
        judge.other().ifPresent(recipe -> node.put("with", recipe.toString()));
        judge.precision().ifPresent(what -> node.put("precision", what.label()));
        archive.product().ifPresent(product -> node.put("product", product));
        return node.put("archive", archive.place());
    }
}
