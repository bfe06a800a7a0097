package dev.destseg.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import dev.destseg.Pictures;
import dev.destseg.access.Role;
import dev.destseg.access.TokenStore;
import dev.destseg.inspection.TinyRecipe;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts of Keycloak, in a real browser, on the packaged application. */
class SignInIT {
    /** Where nothing listens. */
    private static final URI NOBODY = URI.create("http://127.0.0.1:9/realms/plant");

    @TempDir
    private static Path folder;

    private static Keycloak provider;
    private static Chromium chromium;
    private static Serving serving;

    @BeforeAll
    static void start() throws Exception {
        provider = Keycloak.start(folder.resolve("provider"));
        chromium = Chromium.start();
        serving = serve(folder.resolve("box"), provider.realm());
    }

    private static Serving serve(Path box, URI realm) throws Exception {
        Files.createDirectories(box);
        TinyRecipe.withThreshold(0.5).writeTo(box.resolve("tiny"));
        Path configuration = Files.writeString(
                box.resolve("appliance.yaml"),
                """
                quarkus:
                  oidc:
                    tenant-enabled: true
                    auth-server-url: %s
                    client-id: destseg
                    credentials:
                      secret: %s
                    roles:
                      source: accesstoken
                """
                        .formatted(realm, Keycloak.SECRET));
        return Serving.start(box, "--recipe", box.resolve("tiny").toString(), "--config", configuration.toString());
    }

    @AfterAll
    static void end() throws Exception {
        if (serving != null) {
            serving.close();
        }
        if (chromium != null) {
            chromium.close();
        }
        if (provider != null) {
            provider.close();
        }
    }

    private static void signIn(Page page, String name) {
        page.navigate("/sign-in");
        tellTheProvider(page, name);
    }

    private static void tellTheProvider(Page page, String name) {
        page.fill("#username", name);
        page.fill("#password", name);
        page.click("#kc-login");
        page.waitForURL(serving.base() + "/**");
    }

    private static APIResponse get(Page page, String path) {
        return page.request().get(serving.base() + path);
    }

    @Test
    void anEngineerSignsInWithAnAccountAndOut() {
        try (Visitor visitor = chromium.visit(serving, 1440, 900)) {
            Page page = visitor.page();
            assertEquals(401, get(page, "/api/v1/identity").status());

            signIn(page, "ada");

            assertTrue(get(page, "/api/v1/identity").text().contains("\"name\":\"ada\",\"role\":\"engineer\""));
            assertEquals(200, get(page, "/api/v1/events").status());
            assertEquals(403, get(page, "/api/v1/tokens").status());

            assertEquals(204, page.request().post(serving.base() + "/sign-out").status());
            assertEquals(401, get(page, "/api/v1/identity").status());
        }
    }

    @Test
    void theConsoleOffersTheAccountAndComesBackToThePageThatWasAskedFor() {
        try (Visitor visitor = chromium.visit(serving, 1440, 900)) {
            visitor.go("settings/changes");
            assertEquals(List.of(), visitor.barriers());
            visitor.follow("Sign in with your company account");
            tellTheProvider(visitor.page(), "ada");

            visitor.see("What changed, and who changed it");
            visitor.see("engineer");
            visitor.page().reload();
            visitor.see("What changed, and who changed it");

            visitor.click("Sign out");
            visitor.see("Sign in with your company account");
            assertEquals(401, get(visitor.page(), "/api/v1/identity").status());
        }
    }

    @Test
    void whoseSessionEndsSignsInElsewhereAndGoesOnWhereTheyWere() {
        try (Visitor visitor = chromium.visit(serving, 1440, 900)) {
            signIn(visitor.page(), "ada");
            visitor.go("teach");
            visitor.page().getByLabel("Name of the product").fill("half-typed");
            visitor.page().context().clearCookies();
            visitor.click("Begin");
            visitor.see("Sign in to go on");

            Page other = visitor.page().waitForPopup(() -> visitor.follow("Sign in with your company account"));
            tellTheProvider(other, "ada");

            visitor.see("Teach half-typed");
        }
    }

    @Test
    void anAccountWithoutARoleMayNothingAndIsToldSo() {
        try (Visitor visitor = chromium.visit(serving, 1440, 900)) {
            signIn(visitor.page(), "eve");

            assertEquals(403, get(visitor.page(), "/api/v1/products").status());
            visitor.see("have no role on this box");
            visitor.click("Sign out");
            visitor.see("Sign in with your company account");
        }
    }

    @Test
    void withTheProviderGoneTheBoxStartsAndJudgesForTokens() throws Exception {
        Path box = Files.createDirectories(folder.resolve("lonely"));
        String token = new TokenStore(box.resolve("data"))
                .create(Role.OPERATOR, Optional.of("press-2"), Optional.empty(), Instant.now())
                .secret()
                .text();
        try (Serving lonely = serve(box, NOBODY)) {
            assertEquals(
                    200,
                    lonely.http()
                            .post(
                                    "/api/v1/inspections",
                                    Pictures.png(0, 64),
                                    "Content-Type",
                                    "image/png",
                                    "Authorization",
                                    "Bearer " + token)
                            .status());
        }
    }
}
