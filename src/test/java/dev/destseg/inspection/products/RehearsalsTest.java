package dev.destseg.inspection.products;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.destseg.inspection.TinyRecipe;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.SmallJournal;
import dev.destseg.recipe.RecipeRefusedException;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalsTest {
    @TempDir
    private Path folder;

    @Test
    void oneRecipeIsTriedAtATime() throws Exception {
        Files.createDirectories(folder.resolve("journal"));
        try (SmallProducts box = new SmallProducts(Files.createDirectories(folder.resolve("box")));
                Journal journal = SmallJournal.open(folder.resolve("journal"))) {
            StoredRecipe recipe = TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("tiny"));
            box.products.add(recipe, "test");
            Sha256 digest = recipe.recipe().digest();
            Rehearsals rehearsals = new Rehearsals(box.store, box.active, journal.queries(), () -> true);

            Rehearsal first = rehearsals.begin("tiny", digest, 10);
            RecipeRefusedException refused =
                    assertThrows(RecipeRefusedException.class, () -> rehearsals.begin("tiny", digest, 10));
            assertEquals(RecipeRefusedException.Cause.TOO_MANY, refused.why());

            first.end();
            Rehearsal second = rehearsals.begin("tiny", digest, 10);
            List<Rehearsal.Step> steps = new ArrayList<>();
            second.run(steps::add);
            assertEquals(1, steps.size());
            rehearsals.begin("tiny", digest, 10).end();
        }
    }
}
