package dev.destseg.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.destseg.Pictures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Parts as they are judged, in a real browser, on the packaged application. */
class LiveIT extends ConsoleVisits {
    private static final Predicate<String> IS_IMAGE = url -> url.endsWith("/image");
    private static final Predicate<String> IS_PHOTOGRAPH = url -> url.contains("/api/v1/inspections?product=");

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

    @Test
    void noPictureIsShownWithTheVerdictOfAnotherPart() throws Exception {
        Line.judge(serving, 0, "pictured");
        try (Visitor visitor = atADesk()) {
            visitor.go("live");
            visitor.see("part pictured");
            visitor.page().locator(".pane canvas[width]").waitFor();
            Queue<Route> held = new ConcurrentLinkedQueue<>();
            visitor.page().route(IS_IMAGE, held::add);

            Line.judge(serving, 255, "held-up");
            visitor.page().locator(".banner.DEFECT").waitFor();
            visitor.page().locator(".whose").getByText("part pictured").waitFor();
            assertEquals(0, brightest(visitor), "something of the new part is drawn on the one before");

            Line.judge(serving, 255, "newest");
            visitor.page().locator(".banner").getByText("part newest").waitFor();
            assertEquals(1, held.size(), "images on their way at once");
            visitor.page().unroute(IS_IMAGE);
            held.forEach(Route::resume);
            visitor.page()
                    .locator(".whose:empty")
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
            assertTrue(brightest(visitor) > 0, "the picture has not caught up");

            visitor.page().route(IS_IMAGE, held::add);
            visitor.page().locator(".tile").nth(1).click();
            visitor.see("The picture is on its way.");
            assertEquals(0, visitor.page().locator(".pane canvas:not(.away)").count());
        }
    }

    /** The highest value of a colour in the picture that is shown. */
    private static int brightest(Visitor visitor) {
        return ((Number)
                        visitor.page()
                                .evaluate(
                                        """
                                () => {
                                  const canvas = document.querySelector('.pane canvas');
                                  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                                  return data.reduce((most, value, i) => (i % 4 === 3 ? most : Math.max(most, value)), 0);
                                }"""))
                .intValue();
    }

    @Test
    void photographsAreJudgedAsOneProductWhateverTheLineMakesAndRefusedOnesAreNamed() throws Exception {
        Line.judge(serving, Line.OTHER, Pictures.png(0, 64), "likely");
        Path[] photographs = {
            Files.write(folder.resolve("together-1.png"), Pictures.png(0, 64)),
            Files.write(folder.resolve("empty.png"), new byte[0]),
            Files.write(folder.resolve("together-2.png"), Pictures.png(0, 64)),
        };
        try (Visitor visitor = atADesk()) {
            visitor.go("live");
            visitor.page().waitForFunction("document.querySelector('edge-judging select')?.value === 'other'");
            Queue<Route> held = new ConcurrentLinkedQueue<>();
            visitor.page().route(IS_PHOTOGRAPH, held::add);

            visitor.page().getByLabel("Photographs of parts to judge").setInputFiles(photographs);
            visitor.page().waitForCondition(() -> !held.isEmpty());
            Line.judge(serving, 0, "meanwhile-on-the-line");
            visitor.see("part meanwhile-on-the-line");
            visitor.page().unroute(IS_PHOTOGRAPH);
            held.forEach(Route::resume);

            visitor.see("part together-2");
            visitor.see("1 photograph was not judged.");
            visitor.see("empty.png: ");
            visitor.assertNothingWentWrong("400");
        }
        JsonNode judged =
                serving.http().get("/api/v1/inspections?text=together-").json().get("inspections");
        assertEquals(2, judged.size());
        judged.forEach(part -> assertEquals(Line.OTHER, part.get("product").asText()));
    }

    @Test
    void partsOfTheProductThatIsChosenAreShownHoweverRareTheyAre() throws Exception {
        Line.judge(serving, Line.OTHER, Pictures.png(0, 64), "rare");
        for (int i = 0; i < 25; i++) {
            Line.judge(serving, 0, "usual-" + i);
        }
        try (Visitor visitor = atADesk()) {
            visitor.go("live");
            visitor.see("part usual-24");
            Locator product = visitor.page().locator("select[name=product]");

            product.selectOption(Line.OTHER);
            visitor.see("part rare");
            Line.judge(serving, 0, "usual-again");
            Line.judge(serving, Line.OTHER, Pictures.png(0, 64), "rare-again");
            visitor.see("part rare-again");
            assertEquals(Line.OTHER, product.inputValue());
            product.selectOption("all");

            Line.judge(serving, 0, "usual-to-the-end");
            visitor.see("part usual-to-the-end");
            assertEquals("", product.inputValue());
            visitor.assertNothingWentWrong();
        }
    }
}
