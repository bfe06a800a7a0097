package dev.destseg.inspection.journal;

import dev.destseg.recipe.AtomicFile;
import dev.destseg.recipe.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** An inspection as a file of JSON, for programs that look for it beside the image. */
public final class ResultFile {
    private ResultFile() {}

    /** @param target replaced if it exists; whole or not there at all */
    public static void write(InspectionEntry entry, Path target) throws IOException {
        String json = EntryJson.of(entry).toPrettyString() + "\n";
        AtomicFile.write(target, Content.of(json.getBytes(StandardCharsets.UTF_8)));
    }
}
