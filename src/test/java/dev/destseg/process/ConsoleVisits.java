package dev.destseg.process;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A browser, and a packaged application for it to visit, for all tests of a class; the recipe judges by brightness. */
abstract class ConsoleVisits {
    @TempDir
    static Path folder;

    static Chromium chromium;
    static Serving serving;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.start();
        serving = Line.serve(folder);
    }

    @AfterAll
    static void end() throws Exception {
        if (serving != null) {
            serving.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    static Visitor atADesk() {
        return chromium.visit(serving, 1440, 900);
    }
}
