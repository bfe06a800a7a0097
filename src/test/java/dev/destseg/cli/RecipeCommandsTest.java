package dev.destseg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.inspection.TinyRecipe;
import dev.destseg.recipe.StoredRecipe;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recipes of an appliance that is stopped. */
class RecipeCommandsTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsExportedHereIsImportedActivatedAndListedThere() {
        StoredRecipe recipe = TinyRecipe.withThreshold(0.5).writeWithGolden(folder.resolve("tiny"), 51, 0.2);
        String digest = recipe.recipe().digest().toString();
        String here = folder.resolve("here").toString();
        String there = folder.resolve("there").toString();
        String file = folder.resolve("tiny.tar").toString();

        Ran imported = Ran.destseg("recipe", "import", recipe.directory().toString(), "--data", here);
        assertEquals(ExitCode.DONE, imported.exitCode(), imported::notes);
        assertEquals(digest, imported.output());
        Ran exported = Ran.destseg("recipe", "export", digest, "--out", file, "--data", here);
        assertEquals(ExitCode.DONE, exported.exitCode(), exported::notes);
        assertEquals(
                ExitCode.DONE,
                Ran.destseg("recipe", "import", file, "--data", there).exitCode());
        Ran activated = Ran.destseg("recipe", "activate", digest, "--product", "left", "--data", there);
        assertEquals(ExitCode.DONE, activated.exitCode(), activated::notes);

        Ran listed = Ran.destseg("recipe", "list", "--data", there);
        assertTrue(listed.output().contains(digest), listed::output);
        assertTrue(listed.output().contains("judges left"), listed::output);
        assertTrue(Ran.destseg("recipe", "list", "--json", "--data", there)
                .output()
                .contains("\"judges\":[\"left\"]"));
    }

    @Test
    void refusesWhatIsNotThere() {
        String data = folder.resolve("data").toString();
        String nobody = "sha256:" + "0".repeat(64);
        Ran activated = Ran.destseg("recipe", "activate", nobody, "--data", data);
        assertEquals(ExitCode.BAD_INPUT, activated.exitCode());
        assertTrue(activated.notes().contains(nobody), activated::notes);
        Ran named = Ran.destseg(
                "recipe", "export", "latest", "--out", folder.resolve("x").toString(), "--data", data);
        assertEquals(ExitCode.BAD_INPUT, named.exitCode());
        assertTrue(named.notes().contains("destseg recipe list"), named::notes);
    }
}
