package dev.destseg.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Pictures;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Parts as they are judged, in a real browser, on the packaged application. */
class LiveIT extends ConsoleVisits {
    @Test
    void aPartAppearsAsItIsJudgedForEveryoneWhoWatches() throws Exception {
        try (Visitor one = atADesk();
                Visitor other = atADesk()) {
            one.go("live");
            other.go("live");
            one.see("Watching");
            other.see("Watching");

            Line.judge(serving, 255, "seen-by-both");

            one.page().locator(".banner.DEFECT").waitFor();
            one.see("part seen-by-both");
            other.see("part seen-by-both");
            one.assertNothingWentWrong();
            other.assertNothingWentWrong();
        }
    }

    @Test
    void aLostConnectionIsSaidAndWhatWasJudgedMeanwhileIsShownAfterwards() throws Exception {
        try (Cable cable = Cable.to(serving.base());
                Visitor visitor = chromium.visit(cable.base(), 1440, 900)) {
            visitor.go("live");
            visitor.see("Watching");

            cable.unplug();
            visitor.see("No connection");
            Line.judge(serving, 0, "while-away");
            cable.plugIn();

            visitor.see("Watching");
            visitor.see("part while-away");
            visitor.assertNothingWentWrong("net::ERR_");
        }
    }

    @Test
    void whatCannotBeJudgedIsSaidWithWhatToDo() throws Exception {
        byte[] broken = Pictures.png(90, 64);
        broken[broken.length / 2] ^= 1;
        try (Visitor visitor = atADesk()) {
            visitor.go("live");
            visitor.see("Watching");

            assertEquals(
                    "CANNOT_JUDGE",
                    Line.judge(serving, broken, "torn").get("verdict").asText());

            visitor.page().locator(".banner.CANNOT_JUDGE").waitFor();
            visitor.see("part torn");
            visitor.see("Set the part aside and have it judged again. It must not pass as OK.");
            visitor.assertNothingWentWrong("/thumbnail");
        }
    }

    @Test
    void whilePausedTheBoxGoesOnAndAfterwardsAllIsThere() throws Exception {
        try (Visitor visitor = atADesk();
                Visitor other = atADesk()) {
            visitor.go("live");
            other.go("live");
            visitor.see("Watching");
            other.see("Watching");
            Line.judge(serving, 255, "before-the-pause");
            visitor.see("part before-the-pause");
            visitor.click("Pause");
            visitor.see("Paused; the box goes on judging");

            Line.judge(serving, 0, "meanwhile");
            other.see("part meanwhile");
            String front = visitor.page().locator(".banner").textContent();
            assertTrue(front.contains("part before-the-pause"), front);
            visitor.click("Go on");

            visitor.see("part meanwhile");
            visitor.assertNothingWentWrong();
        }
    }

    @Test
    void photographsAreJudgedWithoutALine() throws Exception {
        Line.judge(serving, 0, "first");
        Path photograph = Files.write(folder.resolve("by-hand.png"), Pictures.png(255, 64));
        try (Visitor visitor = atADesk()) {
            visitor.go("live");
            visitor.see("Watching");

            visitor.page().getByLabel("Photographs of parts to judge").setInputFiles(photograph);

            visitor.see("part by-hand");
            visitor.page().locator(".banner.DEFECT").waitFor();
            visitor.assertNothingWentWrong();
        }
    }
}
