package dev.destseg.process;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.destseg.access.Role;
import dev.destseg.access.TokenStore;
import dev.destseg.dataset.demo.DemoProduct;
import dev.destseg.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens end while people work, and the network does. */
class SessionIT {
    private static final String NAME = "press-4";

    @TempDir
    private static Path folder;

    private static Chromium chromium;

    @TempDir
    private Path box;

    private TokenStore tokens = new TokenStore(folder);

    @BeforeAll
    static void open() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void know() {
        tokens = new TokenStore(box.resolve("data"));
    }

    private Serving serve() throws IOException {
        return Serving.start(box, "--no-demo");
    }

    private String token(String name) {
        return tokens.create(Role.ENGINEER, Optional.of(name), Optional.empty(), Instant.now())
                .secret()
                .text();
    }

    private static void signIn(Visitor visitor, String secret) {
        visitor.page().getByLabel("Token").fill(secret);
        visitor.click("Sign in");
    }

    private Path[] photographs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    Path file = box.resolve("good-" + i + ".png");
                    ImageWriter.write(file, ImageWriter.png(DemoProduct.FLANGE.good(7, i)));
                    return file;
                })
                .toArray(Path[]::new);
    }

    @Test
    void whoIsSignedOutWhileTeachingSignsInAndGoesOnWithoutLosingAnything() throws Exception {
        String first = token(NAME);
        try (Serving serving = serve();
                Visitor visitor = chromium.visit(serving, 820, 1180)) {
            visitor.go("teach");
            signIn(visitor, first);
            visitor.page().getByLabel("Name of the product").fill("flange");
            tokens.revoke(NAME);

            // The page asks by itself, too, and may have learnt before that it is signed out.
            visitor.clickBeneath("Begin");
            visitor.see("Sign in to go on");
            assertEquals(List.of(), visitor.barriers());
            visitor.page().keyboard().press("Escape");
            visitor.page().keyboard().press("Escape");
            visitor.see("Sign in to go on");
            signIn(visitor, "destseg_guessed");
            visitor.see("not valid here");
            signIn(visitor, token(NAME));
            visitor.see("Teach flange");

            visitor.see("Drop photographs of good parts here");
            visitor.button("Sign out").waitFor();
            Object beyond =
                    visitor.page().evaluate("(e => e.scrollWidth - e.clientWidth)(document.querySelector('.rail'))");
            assertEquals(0, ((Number) beyond).intValue(), "the way to other pages is wider than the tablet");
            tokens.revoke(NAME);
            visitor.page().locator("#good-files").setInputFiles(photographs(9));
            visitor.see("Sign in to go on");
            signIn(visitor, token(NAME));
            visitor.see("9 good");
            visitor.assertNothingWentWrong("401");
        }
    }

    @Test
    void underAnotherNameOneIsAskedWhetherToGoOnWithTheOpenPage() throws Exception {
        String first = token(NAME);
        try (Serving serving = serve();
                Visitor visitor = chromium.visit(serving, 1440, 900)) {
            visitor.go("teach");
            signIn(visitor, first);
            visitor.page().getByLabel("Name of the product").fill("flange");
            tokens.revoke(NAME);
            visitor.clickBeneath("Begin");
            visitor.see("Sign in to go on");
            String secret = token("press-5");
            signIn(visitor, secret);
            visitor.see("You are press-5 now");
            assertEquals(List.of(), visitor.barriers());

            visitor.click("Begin afresh");

            assertThat(visitor.page().getByLabel("Name of the product")).hasValue("");
            assertEquals(
                    0,
                    serving.http()
                            .get("/api/v1/datasets", "Authorization", "Bearer " + secret)
                            .json()
                            .size());
            visitor.assertNothingWentWrong("401");
        }
    }

    @Test
    void whoMakesTheFirstTokenSeesItAndStaysSignedIn() throws Exception {
        try (Serving serving = serve();
                Visitor visitor = chromium.visit(serving, 1440, 900)) {
            visitor.go("settings/tokens");
            visitor.page().getByLabel("Name, may be left out").fill("boss");
            visitor.button("Make a token").dblclick();

            visitor.see("The token boss is made");
            visitor.page()
                    .getByRole(AriaRole.CELL, new Page.GetByRoleOptions().setName("boss"))
                    .first()
                    .waitFor();
            visitor.page().getByRole(AriaRole.STATUS).getByText("destseg_").waitFor();
            visitor.page().reload();
            visitor.page()
                    .getByRole(AriaRole.BANNER)
                    .getByText("boss", new Locator.GetByTextOptions())
                    .waitFor();
            visitor.assertNothingWentWrong();
        }
    }

    @Test
    void photographsThatTheNetworkHoldsUpAreSentWhenItIsBack() throws Exception {
        try (Serving serving = serve();
                Cable cable = Cable.to(serving.base());
                Visitor visitor = chromium.visit(cable.base(), 1440, 900)) {
            visitor.go("recipes");
            visitor.go("teach");
            visitor.page().getByLabel("Name of the product").fill("flange");
            visitor.click("Begin");
            visitor.see("Drop photographs of good parts here");
            cable.unplug();
            visitor.page().locator("#good-files").setInputFiles(photographs(8));
            visitor.see("No connection; goes on by itself");
            // Other pages may be looked at meanwhile.
            visitor.follow("Recipes");
            cable.plugIn();
            visitor.go("teach/flange/images");

            visitor.see("8 good");
            visitor.assertNothingWentWrong("net::ERR_");
        }
    }
}
