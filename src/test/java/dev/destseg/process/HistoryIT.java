package dev.destseg.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What was judged, in a real browser, on the packaged application. */
class HistoryIT extends ConsoleVisits {
    /** Parts that the page lists at once. */
    private static final int LISTED = 30;

    private static final Predicate<String> IS_OLDER = url -> url.contains("cursor=");

    @Test
    void feedbackOfOneIsSeenByAnotherAndByFilters() throws Exception {
        String id = Line.judge(serving, 255, "talked-about");
        try (Visitor one = atADesk();
                Visitor other = atADesk()) {
            one.go("history/" + id);
            one.see("What is the part really?");
            one.page().keyboard().down("g");
            one.page().keyboard().down("g");
            one.see("Written down: the part is");

            other.go("history?opinion=GOOD&text=talked-about");
            other.page().locator("td .tag").getByText("really good").waitFor();
            other.see("1 part");
            one.assertNothingWentWrong();
            other.assertNothingWentWrong();
        }
        JsonNode said =
                serving.http().get("/api/v1/inspections/" + id + "/feedback").json();
        assertEquals(1, said.size(), () -> "A key that is held says it once: " + said);
    }

    @Test
    void aMarkedDefectIsKeptWithTheFeedback() throws Exception {
        String id = Line.judge(serving, 255, "marked");
        try (Visitor visitor = atADesk()) {
            visitor.go("history/" + id);
            visitor.click("Mark the defect");
            // It has its size when the image is there.
            var canvas = visitor.page().locator(".pane canvas[width]").boundingBox();
            visitor.page().mouse().move(canvas.x + canvas.width / 4, canvas.y + canvas.height / 4);
            visitor.page().mouse().down();
            visitor.page().mouse().move(canvas.x + canvas.width / 2, canvas.y + canvas.height / 2);
            visitor.page().mouse().up();
            visitor.click("Really defective, 1 marked");
            visitor.see("Written down: the part is");
            visitor.assertNothingWentWrong();
        }
        assertEquals(
                "DEFECTIVE",
                serving.http()
                        .get("/api/v1/inspections/" + id)
                        .json()
                        .get("opinion")
                        .asText());
    }

    @Test
    void twoPartsAreComparedSideBySide() throws Exception {
        Line.judge(serving, 255, "pair-a");
        Line.judge(serving, 0, "pair-b");
        try (Visitor visitor = atADesk()) {
            visitor.go("history?text=pair-");
            visitor.page().getByLabel("Compare pair-a").check();
            visitor.page().getByLabel("Compare pair-b").check();
            visitor.follow("Compare two parts");

            visitor.see("Part pair-a");
            visitor.see("Part pair-b");
            assertEquals(2, visitor.page().locator("edge-viewer").count());
            visitor.assertNothingWentWrong();
        }
    }

    @Test
    void aHeatMapThatDidNotComeIsAskedForAgainWithoutThePicture() throws Exception {
        String id = Line.judge(serving, 255, "without-map");
        try (Visitor visitor = atADesk()) {
            Queue<String> pictures = new ConcurrentLinkedQueue<>();
            Queue<String> maps = new ConcurrentLinkedQueue<>();
            visitor.page().onRequest(request -> {
                if (request.url().endsWith(id + "/image")) {
                    pictures.add(request.url());
                }
            });
            visitor.page().route(url -> url.endsWith(id + "/map"), route -> {
                maps.add(route.request().url());
                if (maps.size() == 1) {
                    route.fulfill(new Route.FulfillOptions().setStatus(503));
                } else {
                    route.resume();
                }
            });
            visitor.go("history/" + id);
            visitor.see("The heat map did not come");
            visitor.page()
                    .getByLabel("Image of the part with its heat map", new Page.GetByLabelOptions().setExact(true))
                    .waitFor();

            assertEquals(2, maps.size());
            assertEquals(1, pictures.size());
            visitor.assertNothingWentWrong("503");
        }
    }

    @Test
    void whatIsListedIsExported() throws Exception {
        Line.judge(serving, 255, "exported-bad");
        Line.judge(serving, 0, "exported-good");
        try (Visitor visitor = atADesk()) {
            visitor.go("history?text=exported");
            visitor.page()
                    .getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Verdict"))
                    .selectOption("DEFECT");
            visitor.see("1 part");

            Download saved = visitor.page().waitForDownload(() -> visitor.click("Export CSV"));

            assertEquals("inspections.csv", saved.suggestedFilename());
            String text = Files.readString(saved.path());
            assertTrue(text.contains("exported-bad"), text);
            assertFalse(text.contains("exported-good"), text);
            visitor.assertNothingWentWrong();
        }
    }

    @Test
    void fromAPartOneComesBackToWhatWasAskedForAndSeesWhatWasSaidOfIt() throws Exception {
        Line.judge(serving, 255, "one-of-many");
        try (Visitor visitor = atADesk()) {
            visitor.go("history?verdict=DEFECT&text=one-of-many");
            visitor.page().locator("tbody a").first().click();
            visitor.see("What is the part really?");
            visitor.page().keyboard().press("g");
            visitor.see("Written down: the part is");

            visitor.follow("Back to the history");

            visitor.page().locator("td .tag").getByText("really good").waitFor();
            visitor.see("1 part");
            assertEquals(
                    "one-of-many", visitor.page().getByLabel("Part or station").inputValue());
            visitor.assertNothingWentWrong();
        }
    }

    @Test
    void olderPartsThatComeLateAreNotPutBelowWhatIsAskedForMeanwhile() throws Exception {
        Line.judge(serving, 0, "older-good");
        for (int i = 0; i < LISTED; i++) {
            Line.judge(serving, 255, "older-" + i);
        }
        try (Visitor visitor = atADesk()) {
            Queue<Route> held = new ConcurrentLinkedQueue<>();
            visitor.page().route(IS_OLDER, held::add);
            visitor.go("history?text=older-");
            visitor.page()
                    .waitForRequest(request -> IS_OLDER.test(request.url()), () -> visitor.click("Show older parts"));
            visitor.page()
                    .getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Verdict"))
                    .selectOption("OK");
            visitor.see("1 part");
            held.forEach(Route::resume);
            visitor.settle();

            assertEquals(1, visitor.page().locator("tbody tr").count());
            visitor.assertNothingWentWrong();
        }
    }
}
