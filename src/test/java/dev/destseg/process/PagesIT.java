package dev.destseg.process;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.destseg.Http.Answer;
import dev.destseg.access.Role;
import dev.destseg.access.TokenStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The console in a real browser, on the packaged application; the recipe judges by brightness. */
class PagesIT extends ConsoleVisits {
    private static final List<String> PAGES = List.of(
            "live",
            "history",
            "line",
            "teach",
            "recipes",
            "trainings",
            "registry",
            "health",
            "settings",
            "settings/tokens",
            "settings/changes",
            "settings/configuration");

    /** The registry's page asks whether there is one; a browser writes down that the answer is no. */
    private static final String NO_REGISTRY = "/api/v1/";

    /** Words are said for some seconds, which may be over before a busy machine looks. */
    private static final String KEEP_SAID =
            """
            () => {
              window.said = [];
              const status = document.querySelector('[aria-label="Last verdict"]');
              new MutationObserver(() => window.said.push(status.textContent))
                .observe(status, { childList: true, characterData: true, subtree: true });
            }
            """;

    private static final Predicate<String> IS_LATEST = url -> url.contains("/api/v1/inspections?");
    private static final Predicate<String> IS_EVENTS = url -> url.endsWith("/api/v1/inspections/events");

    @Test
    void everyPageIsWithoutBarriersInLightAndInDark() throws Exception {
        String id = Line.judge(serving, 255, "looked-at");
        Line.judge(serving, 0, "looked-at-too");
        try (Visitor visitor = atADesk()) {
            for (String theme : List.of("Dark", "Light")) {
                for (String page : PAGES) {
                    assertFree(visitor, page);
                }
                assertFree(visitor, "history/" + id);
                visitor.click(theme);
            }
            visitor.assertNothingWentWrong(NO_REGISTRY);
        }
    }

    private static void assertFree(Visitor visitor, String place) {
        visitor.go(place);
        visitor.settle();
        assertEquals(List.of(), visitor.barriers(), place);
    }

    @ParameterizedTest
    @CsvSource({"820, 1180", "360, 740"})
    void everyPageFitsATabletAndATelephone(int width, int height) throws Exception {
        String id = Line.judge(serving, 255, "on-a-tablet");
        try (Visitor visitor = chromium.visit(serving, width, height)) {
            for (String page : PAGES) {
                assertFits(visitor, page);
            }
            assertFits(visitor, "history/" + id);
            visitor.assertNothingWentWrong(NO_REGISTRY);
        }
    }

    private static void assertFits(Visitor visitor, String place) {
        visitor.go(place);
        visitor.settle();
        Object beyond =
                visitor.page().evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertEquals(0, ((Number) beyond).intValue(), place + " is wider than the screen");
    }

    @Test
    void theKeyboardAloneLeadsToEveryPage() {
        try (Visitor visitor = atADesk()) {
            visitor.go("live");
            visitor.page().keyboard().press("Tab");
            visitor.page().keyboard().press("Enter");
            assertEquals("main", visitor.page().evaluate("document.activeElement.id"));
            visitor.page().getByRole(AriaRole.LINK).getByText("Health").focus();
            visitor.page().keyboard().press("Enter");
            visitor.see("The box can judge now.");
            visitor.assertNothingWentWrong();
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void whoHearsThePageHearsVerdictsAndFindsTheWay() throws Exception {
        try (Visitor visitor = atADesk()) {
            visitor.go("live");
            visitor.see("Watching");
            Line.judge(serving, 255, "heard");

            awaitSaid(visitor, "DEFECT: tiny, part heard");
            String live = visitor.heard();
            assertTrue(live.contains("navigation \"Pages\""), live);
            assertTrue(live.contains("main:"), live);
            assertTrue(live.contains("heading \"Live\" [level=1]"), live);
            assertTrue(live.contains("region \"Part in front\""), live);

            visitor.page().evaluate(KEEP_SAID);
            Line.judge(serving, 255, "heard-too");
            for (int i = 0; i < 25; i++) {
                Line.judge(serving, 0, "good-one-of-many");
            }
            while (!visitor.page().evaluate("window.said.join()").toString().contains("part heard-too")) {
                visitor.page().waitForTimeout(50);
            }

            visitor.go("teach");
            String teach = visitor.heard();
            assertTrue(teach.contains("heading \"Teach a product\" [level=1]"), teach);
            assertTrue(teach.contains("textbox \"Name of the product\""), teach);
            assertTrue(teach.contains("button \"Begin\""), teach);
        }
    }

    private static void awaitSaid(Visitor visitor, String words) {
        visitor.page()
                .getByRole(AriaRole.STATUS, new Page.GetByRoleOptions().setName("Last verdict"))
                .getByText(words)
                .waitFor();
    }

    @Test
    void aPartIsSaidAlsoWhereTheJournalToldOfItFirst() throws Exception {
        try (Visitor visitor = atADesk()) {
            Queue<Route> held = new ConcurrentLinkedQueue<>();
            visitor.page().route(IS_LATEST, held::add);
            visitor.go("live");
            visitor.see("Watching");
            Line.judge(serving, 255, "in-both");
            held.forEach(Route::resume);

            awaitSaid(visitor, "DEFECT: tiny, part in-both");
        }
    }

    @Test
    void aPartThatWasJudgedWhileThereWasNoConnectionIsSaid() throws Exception {
        try (Visitor visitor = atADesk()) {
            Queue<Route> held = new ConcurrentLinkedQueue<>();
            AtomicBoolean ended = new AtomicBoolean();
            visitor.page().route(IS_EVENTS, route -> {
                if (ended.getAndSet(true)) {
                    held.add(route);
                } else {
                    route.fulfill(new Route.FulfillOptions().setContentType("text/event-stream"));
                }
            });
            visitor.go("live");
            visitor.see("No connection; trying again");
            visitor.settle();
            Line.judge(serving, 255, "in-between");
            visitor.page().unroute(IS_EVENTS);
            held.forEach(Route::resume);

            awaitSaid(visitor, "DEFECT: tiny, part in-between");
        }
    }

    @Test
    void nothingOfOneProductIsOfferedOrToldUnderTheNameOfAnother() throws Exception {
        serving.http().postJson("/api/v1/datasets", "{\"name\": \"flange\"}");
        serving.http().postJson("/api/v1/datasets", "{\"name\": \"bolt\"}");
        String recipe = serving.http()
                .get("/api/v1/products")
                .json()
                .get(0)
                .get("recipe")
                .asText();
        try (Visitor visitor = atADesk()) {
            Queue<Route> activation = new ConcurrentLinkedQueue<>();
            Queue<Route> bolt = new ConcurrentLinkedQueue<>();
            visitor.page().route(url -> url.endsWith("/flange/activation"), activation::add);
            visitor.page().route(url -> url.endsWith("/datasets/bolt"), bolt::add);
            visitor.go("teach/flange/activate/" + recipe);
            Locator activate = visitor.page().locator("button.main", new Page.LocatorOptions().setHasText("Activate"));
            visitor.page().waitForRequest(url -> url.url().endsWith("/flange/activation"), activate::click);
            visitor.go("teach/bolt/activate");
            visitor.see("Teach bolt");

            assertEquals(0, activate.count(), "The recipe of a flange is offered for bolts");
            activation.forEach(route ->
                    route.fulfill(new Route.FulfillOptions().setStatus(200).setBody("{}")));
            visitor.see("judges flange from now on");
            bolt.forEach(Route::resume);
            visitor.see("Nothing has been learned of bolt yet");
            visitor.assertNothingWentWrong();
        }
    }

    @Test
    void ofZonesTheOneIsLeftOutThatWasMeant() {
        try (Visitor visitor = atADesk()) {
            visitor.go("recipes/zones");
            visitor.page().getByLabel("Name of zone 1").fill("slip");
            visitor.page().getByLabel("Name of zone 2").fill("left");

            visitor.click("Leave out zone 1");

            assertEquals("left", visitor.page().getByLabel("Name of zone 1").inputValue());
            assertThat(visitor.page().getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Zone 1")))
                    .isFocused();
            visitor.assertNothingWentWrong();
        }
    }

    @Test
    void whatPeopleChangedIsListedWithWhoChangedIt() throws Exception {
        Answer answer = serving.http().postJson("/api/v1/datasets", "{\"name\": \"listed\"}");
        assertEquals(201, answer.status(), answer::text);
        try (Visitor visitor = atADesk()) {
            visitor.go("settings/changes");
            Locator changes = visitor.page().getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Changes"));
            changes.getByLabel("Kind").selectOption("dataset");

            Locator change = changes.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("listed"));
            change.getByText("local").waitFor();
            assertTrue(change.textContent().contains("created"), change::textContent);
            visitor.assertNothingWentWrong();
        }
    }

    @Test
    void whereThereAreTokensOneSignsInAndSeesWhatTheRoleMay() throws Exception {
        Path data = folder.resolve("guarded");
        String secret = new TokenStore(data.resolve("data"))
                .create(Role.VIEWER, Optional.empty(), Optional.empty(), Instant.now())
                .secret()
                .text();
        try (Serving guarded = Serving.start(
                        Files.createDirectories(data),
                        "--recipe",
                        folder.resolve("tiny").toString());
                Visitor visitor = chromium.visit(guarded, 1440, 900)) {
            visitor.go("settings/tokens");
            visitor.see("Sign in");
            assertEquals(List.of(), visitor.barriers());
            visitor.page().getByLabel("Token").fill("destseg_guessed");
            visitor.click("Sign in");
            visitor.see("not valid here");
            visitor.page().getByLabel("Token").fill(secret);
            visitor.click("Sign in");

            visitor.see("Your role does not allow this");
            visitor.page().reload();
            visitor.see("Your role does not allow this");
            visitor.click("Sign out");
            visitor.see("Sign in");
            visitor.assertNothingWentWrong("401", "403");
        }
    }

    @Test
    void thePageIsSmallAndComesUnderAStrictPolicy() throws Exception {
        Answer page = serving.http().get("/");

        assertTrue(page.header("Content-Security-Policy").contains("default-src 'none'"), page::text);
        assertEquals("no-cache", page.header("Cache-Control"));
        try (Visitor visitor = atADesk()) {
            // Asked for their sizes afterwards: a request that ends while the page is closed has none.
            Queue<Request> finished = new ConcurrentLinkedQueue<>();
            visitor.page().onRequestFinished(finished::add);
            visitor.go("live");
            visitor.see("Watching");
            visitor.settle();
            long bytes = List.copyOf(finished).stream()
                    .mapToLong(request -> request.sizes().responseBodySize)
                    .sum();
            assertTrue(bytes > 0 && bytes < 600_000, bytes + " bytes");
        }
    }
}
