package dev.destseg.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.recipe.Blob;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.ModelPack;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeFile;
import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.RecipeWriter;
import dev.destseg.recipe.RecipeWriter.Existing;
import dev.destseg.recipe.Requirements;
import dev.destseg.recipe.Sealing;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.recipe.ThisAppliance;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.oci.RegistryAccess;
import dev.destseg.registry.oci.RegistryClient;
import dev.destseg.registry.oci.Repository;
import dev.destseg.registry.transfer.Gate;
import dev.destseg.registry.transfer.RecipePull;
import dev.destseg.registry.transfer.RecipePush;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry whose contents were meddled with: one broken artifact for each refusal, and nothing of it in the store. */
class RefusalTest extends RegistryTest {
    @TempDir
    private Path folder;

    private StoredRecipe recipe;
    private RecipeStore store;
    private Repository repository;

    /** Each test has bytes of its own, for blobs are shared between repositories. */
    @BeforeEach
    void push() {
        recipe = TinyRecipe.withThreshold(0.5)
                .amplified(1 + System.nanoTime() % 1_000_000 / 1e6f)
                .writeTo(folder.resolve("recipe"));
        store = RecipeStore.open(folder.resolve("store"));
        repository = registry.repository("recipes/tiny" + System.nanoTime());
        new RecipePush(registry.client(), bytes -> {}).push(recipe, List.of(), new Reference(repository, "1.0"));
    }

    private static Path blob(Sha256 digest) {
        return registry.data()
                .resolve("docker/registry/v2/blobs/sha256")
                .resolve(digest.hex().substring(0, 2))
                .resolve(digest.hex())
                .resolve("data");
    }

    private Path model() {
        return blob(recipe.recipe().files().get(Recipe.MODEL).digest());
    }

    private void pull(String target) {
        new RecipePull(registry.client(), store, folder.resolve("incoming"), Gate.open(), bytes -> {})
                .pull(new Reference(repository, target));
    }

    private RegistryRefusedException refuses(Refusal why, String words, String target) {
        RegistryRefusedException refusal = assertThrows(RegistryRefusedException.class, () -> pull(target));
        assertEquals(why, refusal.why(), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
        assertEquals(List.of(), store.list().recipes());
        return refusal;
    }

    @Test
    void refusesALayerThatWasTamperedWithAndFetchesItAnewWhenItIsMended() throws IOException {
        byte[] good = Files.readAllBytes(model());
        byte[] tampered = good.clone();
        tampered[tampered.length / 2] ^= 1;
        Files.write(model(), tampered);
        refuses(Refusal.WRONG_DIGEST, "has another digest", "1.0");
        Files.write(model(), good);
        pull("1.0");
        assertTrue(store.has(recipe.recipe().digest()));
    }

    @Test
    void refusesALayerThatIsLongerThanItsManifestSays() throws IOException {
        Files.write(model(), new byte[1000], StandardOpenOption.APPEND);
        refuses(Refusal.TOO_LARGE, "sends more than", "1.0");
    }

    @Test
    void doesNotTakeATruncatedLayerAndGoesOnWhenItIsWhole() throws IOException {
        byte[] good = Files.readAllBytes(model());
        Files.write(model(), Arrays.copyOf(good, good.length / 2));
        UnreachableException cut = assertThrows(UnreachableException.class, () -> pull("1.0"));
        assertTrue(cut.getMessage().contains("broke off after " + good.length / 2), cut.getMessage());
        assertFalse(store.has(recipe.recipe().digest()));
        Files.write(model(), good);
        pull("1.0");
        assertTrue(store.has(recipe.recipe().digest()));
    }

    @Test
    void refusesAManifestOfAnotherDigest() throws IOException {
        String digest = recipe.recipe().digest().toString();
        String manifest = Files.readString(blob(recipe.recipe().digest()));
        Files.writeString(blob(recipe.recipe().digest()), manifest.replace("\"tiny\"", "\"tinz\""));
        RegistryRefusedException refusal = assertThrows(RegistryRefusedException.class, () -> pull(digest));
        assertTrue(refusal.why() == Refusal.WRONG_DIGEST || refusal.why() == Refusal.MALFORMED, refusal.getMessage());
    }

    private String tagged(String manifest) {
        registry.client()
                .putManifest(
                        new Reference(repository, "forged"),
                        ModelPack.MANIFEST_TYPE,
                        manifest.getBytes(StandardCharsets.UTF_8));
        return "forged";
    }

    private String manifest() {
        return new String(recipe.recipe().manifest(), StandardCharsets.UTF_8);
    }

    @Test
    void refusesAPathThatLeadsOutOfTheStore() {
        refuses(
                Refusal.MALFORMED,
                "names a file '../../x'",
                tagged(manifest().replace("golden/grey-0.png", "../../x")));
        assertFalse(Files.exists(folder.resolve("x")));
    }

    @Test
    void refusesWhatWouldHaveToBeUnpacked() {
        String bomb = tagged(manifest().replaceFirst("weight\\.v1\\.raw", "weight.v1.tar+gzip"));
        refuses(Refusal.MALFORMED, "nothing is unpacked", bomb);
    }

    @Test
    void refusesATagThatWasMovedToSomethingElse() {
        refuses(Refusal.MALFORMED, "it is no recipe", tagged(manifest().replace("vnd.cncf.model.manifest", "vnd.x")));
    }

    @Test
    void refusesARedirectToElsewhereAndFollowsAnAllowedOneWithoutCredentials() throws Exception {
        StringBuilder sentThere = new StringBuilder();
        byte[] model = recipe.bytes(Recipe.MODEL);
        HttpServer elsewhere = server(exchange -> {
            sentThere.append(exchange.getRequestHeaders().getOrDefault("Authorization", List.of("nothing")));
            exchange.sendResponseHeaders(200, model.length);
            exchange.getResponseBody().write(model);
        });
        HttpServer redirecting = server(exchange -> {
            exchange.getResponseHeaders().add("Location", "http://" + host(elsewhere) + "/blob");
            exchange.sendResponseHeaders(307, -1);
        });
        Blob blob = ModelPack.layers(recipe.recipe()).get(Recipe.MODEL);
        Repository there = new Repository(host(redirecting), "recipes/tiny");
        try {
            RegistryRefusedException refusal = assertThrows(
                    RegistryRefusedException.class, () -> plain(Set.of()).blob(there, blob));
            assertEquals(Refusal.REDIRECTED, refusal.why());
            assertTrue(refusal.getMessage().contains(host(elsewhere)), refusal.getMessage());
            assertEquals(blob.digest(), Sha256.of(plain(Set.of(host(elsewhere))).blob(there, blob)));
            assertEquals("[nothing]", sentThere.toString());
        } finally {
            elsewhere.stop(0);
            redirecting.stop(0);
        }
    }

    @Test
    void refusesAManifestWithoutEnd() throws Exception {
        HttpServer endless = server(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] much = new byte[1 << 16];
            for (int i = 0; i < 100; i++) {
                exchange.getResponseBody().write(much);
            }
        });
        try {
            RegistryRefusedException refusal = assertThrows(RegistryRefusedException.class, () -> plain(Set.of())
                    .manifest(new Reference(new Repository(host(endless), "recipes/tiny"), "1.0")));
            assertEquals(Refusal.TOO_LARGE, refusal.why());
        } finally {
            endless.stop(0);
        }
    }

    /** Such as a single flipped bit makes of a length. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: (165\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent Length: 2\r\n\r\n{}",
                "HTTP/1.1 2x0 OK\r\n\r\n",
                "HTTP/1.1 \r\n\r\n",
                "\r\n\r\n",
                "nonsense"
            })
    void takesADamagedAnswerForARegistryThatIsAway(String answer) throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> answerAll(socket, answer), "damaged");
            server.setDaemon(true);
            server.start();
            Repository there = new Repository("127.0.0.1:" + socket.getLocalPort(), "recipes/tiny");
            assertThrows(UnreachableException.class, () -> plain(Set.of()).manifest(new Reference(there, "1.0")));
        }
    }

    private static void answerAll(ServerSocket socket, String answer) {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                client.getInputStream().read(new byte[1 << 14]);
                client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException ended) {
                // By the client, or the test.
            }
        }
    }

    @Test
    void givesUpWhenNothingComes() throws Exception {
        HttpServer silent = server(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            try {
                Thread.sleep(5000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            UnreachableException gaveUp = assertThrows(UnreachableException.class, () -> plain(Set.of())
                    .manifest(new Reference(new Repository(host(silent), "recipes/tiny"), "1.0")));
            assertTrue(gaveUp.getMessage().contains("nothing came for too long"), gaveUp.getMessage());
        } finally {
            silent.stop(0);
        }
    }

    @Test
    void asksForATokenWhereARegistryWantsOne() throws Exception {
        HttpServer[] servers = new HttpServer[1];
        servers[0] = server(exchange -> {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (exchange.getRequestURI().getPath().equals("/token")) {
                byte[] token = "{\"token\":\"abc\"}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(authorization.startsWith("Basic ") ? 200 : 403, token.length);
                exchange.getResponseBody().write(token);
            } else if ("Bearer abc".equals(authorization)) {
                byte[] tags = "{\"tags\":[\"1.0\"]}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, tags.length);
                exchange.getResponseBody().write(tags);
            } else {
                exchange.getResponseHeaders()
                        .add(
                                "WWW-Authenticate",
                                "Bearer realm=\"http://" + host(servers[0])
                                        + "/token\",service=\"plant\",scope=\"repository:recipes/tiny:pull\"");
                exchange.sendResponseHeaders(401, -1);
            }
        });
        try {
            assertEquals(List.of("1.0"), plain(Set.of()).tags(new Repository(host(servers[0]), "recipes/tiny")));
        } finally {
            servers[0].stop(0);
        }
    }

    private void pullLeaving(long bytes) {
        new RecipePull(registry.client(), store, folder.resolve("incoming"), Gate.open(), sent -> {}, bytes)
                .pull(new Reference(repository, "1.0"));
    }

    @Test
    void fetchesNothingOfARecipeThatTheDiskLacksRoomFor() throws IOException {
        RegistryRefusedException refusal =
                assertThrows(RegistryRefusedException.class, () -> pullLeaving(Long.MAX_VALUE / 2));

        assertEquals(Refusal.NO_SPACE, refusal.why());
        assertTrue(refusal.getMessage().contains("MiB are to stay free, but the disk of"), refusal.getMessage());
        try (Stream<Path> files = Files.walk(folder.resolve("incoming"))) {
            assertEquals(
                    List.of(folder.resolve("incoming/.lock")),
                    files.filter(Files::isRegularFile).toList());
        }
        pullLeaving(0);
        assertTrue(store.has(recipe.recipe().digest()));
    }

    @Test
    void fetchesNothingOfARecipeThatIsLargerThanTheStoreTakes() {
        SortedMap<String, RecipeFile> files = new TreeMap<>(recipe.recipe().files());
        files.put(
                Recipe.MODEL,
                new RecipeFile(Recipe.MAX_BYTES, files.get(Recipe.MODEL).digest()));
        Recipe swollen = new Recipe(recipe.recipe().description(), files);
        registry.client().upload(repository, ModelPack.configBlob(swollen), Content.of(ModelPack.config(swollen)));
        registry.client()
                .upload(repository, ModelPack.layers(swollen).get(Recipe.DESCRIPTION), Content.of(swollen.json()));

        refuses(
                Refusal.TOO_LARGE,
                "at most " + Recipe.MAX_BYTES + " are taken in",
                tagged(new String(swollen.manifest(), StandardCharsets.UTF_8)));
        assertFalse(Files.exists(folder.resolve("incoming")));
    }

    @Test
    void fetchesNothingOfARecipeThatIsForAnotherAppliance() throws IOException {
        StoredRecipe made = RecipeWriter.writeWithRequirements(
                TinyRecipe.withThreshold(0.7).writeTo(folder.resolve("plain")),
                new Requirements(Optional.of("9.0"), new TreeSet<>()),
                Instant.EPOCH,
                folder.resolve("later"),
                Existing.REFUSE);
        Reference tag = new Reference(repository, "9.0");
        new RecipePush(registry.client(), bytes -> {}).push(made, List.of(), tag);
        RecipeStore here = RecipeStore.open(
                folder.resolve("here"), Sealing.NONE, new ThisAppliance(Optional.of("1.0"), "linux/amd64"));

        RegistryRefusedException refusal = assertThrows(RegistryRefusedException.class, () -> new RecipePull(
                        registry.client(), here, folder.resolve("in"), Gate.open(), bytes -> {})
                .pull(tag));

        assertEquals(Refusal.UNSUITABLE, refusal.why());
        assertTrue(refusal.getMessage().contains("version 9.0 or later"), refusal.getMessage());
        assertFalse(Files.exists(folder.resolve("in")));
    }

    @Test
    void showsThePasswordToNobodyWhomTheRegistryNames() throws Exception {
        AtomicInteger shown = new AtomicInteger();
        HttpServer curious = server(exchange -> {
            shown.incrementAndGet();
            byte[] token = "{\"token\":\"abc\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, token.length);
            exchange.getResponseBody().write(token);
        });
        HttpServer registry = server(exchange -> {
            boolean known = "Bearer abc".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getResponseHeaders()
                    .add("WWW-Authenticate", "Bearer realm=\"http://" + host(curious) + "/token\",service=\"plant\"");
            exchange.sendResponseHeaders(known ? 404 : 401, -1);
        });
        try {
            Repository there = new Repository(host(registry), "recipes/tiny");
            RegistryRefusedException refusal = assertThrows(
                    RegistryRefusedException.class, () -> plain(Set.of()).tags(there));
            assertEquals(Refusal.REDIRECTED, refusal.why());
            assertTrue(refusal.getMessage().contains(host(curious)), refusal.getMessage());
            assertEquals(0, shown.get());
            assertEquals(List.of(), plain(Set.of(host(curious))).tags(there));
            assertEquals(1, shown.get());
        } finally {
            registry.stop(0);
            curious.stop(0);
        }
    }

    @Test
    void aListOfTagsThatGoesOnForEverWithNothingComesToAnEnd() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer endless = server(exchange -> {
            asked.incrementAndGet();
            byte[] tags = "{\"tags\":[]}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Link", "<" + exchange.getRequestURI() + ">; rel=\"next\"");
            exchange.sendResponseHeaders(200, tags.length);
            exchange.getResponseBody().write(tags);
        });
        try {
            assertEquals(List.of(), plain(Set.of()).tags(new Repository(host(endless), "recipes/tiny")));
            assertEquals(100, asked.get());
        } finally {
            endless.stop(0);
        }
    }

    @Test
    void refusesAPlaceThatIsNoAddress() throws Exception {
        HttpServer confused = server(exchange -> {
            exchange.getResponseHeaders().add("Location", "http://[nowhere");
            exchange.sendResponseHeaders(307, -1);
        });
        try {
            Blob blob = Blob.of("application/octet-stream", new byte[] {1});
            RegistryRefusedException refusal = assertThrows(RegistryRefusedException.class, () -> plain(Set.of())
                    .blob(new Repository(host(confused), "recipes/tiny"), blob));
            assertEquals(Refusal.MALFORMED, refusal.why());
        } finally {
            confused.stop(0);
        }
    }

    /** The registry has a name that nobody resolves, so that nothing can have gone past the proxy. */
    @Test
    void whatIsAskedGoesThroughTheProxy() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer proxy = server(exchange -> {
            asked.add(exchange.getRequestURI().toString());
            byte[] tags = "{\"tags\":[\"1.0\"]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, tags.length);
            exchange.getResponseBody().write(tags);
        });
        try {
            RegistryClient client = new RegistryClient(new RegistryAccess(
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(proxy.getAddress()),
                    0,
                    Duration.ofSeconds(5),
                    Set.of()));
            assertEquals(List.of("1.0"), client.tags(new Repository("registry.invalid", "recipes/tiny")));
            assertEquals(List.of("http://registry.invalid/v2/recipes/tiny/tags/list?n=1000"), asked);
        } finally {
            proxy.stop(0);
        }
    }

    /** A bound from below alone, which a slow machine cannot break. */
    @Test
    void nothingIsReceivedFasterThanIsAllowed() throws Exception {
        byte[] bytes = new byte[200_000];
        HttpServer fast = server(exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        });
        try {
            RegistryClient client = new RegistryClient(new RegistryAccess(
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    500_000,
                    Duration.ofSeconds(5),
                    Set.of()));
            long begin = System.nanoTime();
            client.blob(new Repository(host(fast), "recipes/tiny"), Blob.of("application/octet-stream", bytes));
            long took = System.nanoTime() - begin;
            assertTrue(took >= 390_000_000L, () -> took + " ns for 200,000 bytes at 500,000 a second");
        } finally {
            fast.stop(0);
        }
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private static HttpServer server(Handler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", exchange -> {
            try (exchange) {
                handler.handle(exchange);
            }
        });
        server.start();
        return server;
    }

    private static String host(HttpServer server) {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private static RegistryClient plain(Set<String> redirects) {
        return new RegistryClient(new RegistryAccess(
                false,
                Optional.of(new RegistryAccess.Credentials("plant", "secret")),
                Optional.empty(),
                Optional.empty(),
                0,
                Duration.ofSeconds(1),
                redirects));
    }

    @Test
    void anInterruptedPullLeavesNothingThatTheStoreShows() throws IOException {
        byte[] good = Files.readAllBytes(model());
        Files.write(model(), Arrays.copyOf(good, 10));
        assertThrows(UnreachableException.class, () -> pull("1.0"));
        try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
            assertEquals(
                    List.of(".lock"),
                    files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString())
                            .toList());
        }
        Files.write(model(), good);
        pull("1.0");
        try (Stream<Path> files = Files.walk(folder.resolve("incoming"))) {
            assertEquals(
                    List.of(".lock"),
                    files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString())
                            .toList());
        }
    }
}
