package dev.destseg.registry.trust;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.inspection.TinyRecipe;
import dev.destseg.recipe.Composition;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeReader;
import dev.destseg.recipe.RecipeWriter.Existing;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.Signature;
import dev.destseg.recipe.Version;
import dev.destseg.registry.Refusal;
import dev.destseg.registry.RegistryRefusedException;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Whose word is taken: what is admitted, and one broken case for each refusal. */
class TrustPolicyTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final String HOST = "registry.plant.example";
    private static final String REPOSITORY = "recipes/tiny";
    private static final String RULE =
            "{\"product\":\"tiny\",\"repositories\":[\"recipes/tiny\"],\"signers\":[\"plant\"]}";

    @TempDir
    private Path folder;

    private Recipe recipe;
    private Sha256 digest;

    @BeforeEach
    void make() {
        recipe = TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("recipe")).recipe();
        digest = recipe.digest();
        key("plant", SigningKey.Kind.ECDSA);
        key("quality", SigningKey.Kind.ED25519);
        key("stranger", SigningKey.Kind.ECDSA);
    }

    private void key(String name, SigningKey.Kind kind) {
        SigningKey.create(kind, folder.resolve(name + ".key"), folder.resolve(name + ".pub"));
    }

    private Signature signed(String key) {
        return signed(key, digest, SignedClaims.NONE);
    }

    private Signature signed(String key, Sha256 artifact, SignedClaims claims) {
        return SigningKey.read(folder.resolve(key + ".key")).sign(HOST + "/" + REPOSITORY, artifact, claims);
    }

    private TrustPolicy policy(String rules, String more) {
        return policy("", rules, more);
    }

    private TrustPolicy policy(String validity, String rules, String more) {
        try {
            Path file = folder.resolve("policy.json");
            Files.writeString(
                    file,
                    "{\"schema_version\":1,\"keys\":[{\"name\":\"plant\",\"file\":\"plant.pub\"" + validity
                            + "},{\"name\":\"quality\",\"file\":\"quality.pub\"}],\"products\":[" + rules + "]" + more
                            + "}");
            return TrustPolicy.read(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Admission admit(TrustPolicy policy, Signature... signatures) {
        Admission admission = policy.admit(HOST, REPOSITORY, digest, List.of(signatures), NOW);
        policy.requireProduct(admission, recipe);
        return admission;
    }

    private static void refuses(Refusal why, String words, Executable attempt) {
        RegistryRefusedException refusal = assertThrows(RegistryRefusedException.class, attempt);
        assertEquals(why, refusal.why(), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
    }

    @Test
    void admitsWhatAKnownKeyHasSigned() {
        assertEquals(List.of("plant"), admit(policy(RULE, ""), signed("plant")).signers());
        TrustPolicy both = policy(RULE.replace("[\"plant\"]", "[\"plant\",\"quality\"],\"required\":2"), "");
        assertEquals(
                List.of("plant", "quality"),
                admit(both, signed("quality"), signed("stranger"), signed("plant"))
                        .signers());
        assertEquals(
                List.of("plant"),
                policy(RULE, "").admit(recipe, List.of(signed("plant")), NOW).signers(),
                "by hand, from a stick");
    }

    @Test
    void refusesWhatNobodySigned() {
        refuses(Refusal.UNSIGNED, "is not signed", () -> admit(policy(RULE, "")));
    }

    @Test
    void refusesAKeyThatItDoesNotKnowOrThatTheRuleDoesNotName() {
        refuses(Refusal.UNTRUSTED, "no key that the policy names", () -> admit(policy(RULE, ""), signed("stranger")));
        refuses(Refusal.UNTRUSTED, "1 of [plant] must have signed", () -> admit(policy(RULE, ""), signed("quality")));
    }

    @Test
    void refusesTooFewSigners() {
        TrustPolicy both = policy(RULE.replace("[\"plant\"]", "[\"plant\",\"quality\"],\"required\":2"), "");
        refuses(Refusal.UNTRUSTED, "2 of [plant, quality]", () -> admit(both, signed("plant"), signed("plant")));
    }

    @Test
    void refusesASignatureOfSomethingElse() {
        Signature other = signed("plant", Sha256.of(new byte[] {1}), SignedClaims.NONE);
        refuses(Refusal.SWAPPED, "is of something else", () -> admit(policy(RULE, ""), other));
    }

    @Test
    void refusesASignatureThatWasChanged() {
        Signature good = signed("plant");
        byte[] payload = good.payload();
        Signature tampered = new Signature(
                new String(payload).replace("recipes/tiny", "recipes/tinz").getBytes(),
                good.signature(),
                Optional.empty(),
                Optional.empty());
        refuses(Refusal.UNTRUSTED, "no key", () -> admit(policy(RULE, ""), tampered));
        Signature nonsense = new Signature(payload, "not base64!", Optional.empty(), Optional.empty());
        refuses(Refusal.UNTRUSTED, "no key", () -> admit(policy(RULE, ""), nonsense));
        Signature noDocument = new Signature("{}".getBytes(), good.signature(), Optional.empty(), Optional.empty());
        refuses(Refusal.MALFORMED, "what was signed", () -> admit(policy(RULE, ""), noDocument));
    }

    @Test
    void refusesAKeyOrASignaturePastItsTime() {
        TrustPolicy past = policy(",\"until\":\"2026-05-31T00:00:00Z\"", RULE, "");
        refuses(Refusal.EXPIRED, "the key plant is past its time", () -> admit(past, signed("plant")));
        SignedClaims shortLived = new SignedClaims(Optional.empty(), Optional.of(NOW));
        refuses(Refusal.EXPIRED, "expired at", () -> admit(policy(RULE, ""), signed("plant", digest, shortLived)));
        TrustPolicy valid = policy(",\"until\":\"2026-06-02T00:00:00Z\"", RULE, "");
        assertDoesNotThrow(() -> admit(valid, signed("plant")));
    }

    @Test
    void refusesWhatWasRevoked() {
        TrustPolicy key = policy(RULE, ",\"revoked\":{\"keys\":[\"plant\"],\"recipes\":[]}");
        refuses(Refusal.REVOKED, "the key plant was revoked", () -> admit(key, signed("plant")));
        TrustPolicy artifact = policy(RULE, ",\"revoked\":{\"keys\":[],\"recipes\":[\"" + digest + "\"]}");
        refuses(Refusal.REVOKED, "lists " + digest, () -> admit(artifact, signed("plant")));
    }

    @Test
    void tellsWhatWasRevokedSinceItWasTaken() {
        String revoked = ",\"revoked\":{\"keys\":[\"plant\"],\"recipes\":[]}";
        String either = RULE.replace("[\"plant\"]", "[\"plant\",\"quality\"]");
        List<Signature> plant = List.of(signed("plant"));
        List<Signature> both = List.of(signed("plant"), signed("quality"));

        String byKey = policy(RULE, revoked).revoked(recipe, plant, NOW).orElseThrow();
        assertTrue(byKey.contains("signed by plant, which was revoked, and not by enough others"), byKey);
        assertEquals(Optional.empty(), policy(either, revoked).revoked(recipe, both, NOW), "the other one suffices");
        String both2 = either.replace("\"signers\"", "\"required\":2,\"signers\"");
        assertTrue(policy(both2, revoked).revoked(recipe, both, NOW).isPresent(), "both are required");
        TrustPolicy listed = policy(RULE, ",\"revoked\":{\"keys\":[],\"recipes\":[\"" + digest + "\"]}");
        assertTrue(listed.revoked(recipe, List.of(), NOW).orElseThrow().contains("lists the recipe " + digest));
        String past = ",\"until\":\"2026-05-31T00:00:00Z\"";
        assertTrue(policy(past, RULE, revoked).revoked(recipe, plant, NOW).isPresent(), "revoked, and run out besides");
    }

    @Test
    void aRecipeThatIsRevokedJudgesNoZoneOfAnotherEither() {
        Recipe zoned = new Composition()
                .add("left", Optional.empty(), RecipeReader.read(folder.resolve("recipe")))
                .write("tiny", "1", "test", Instant.EPOCH, folder.resolve("zoned"), Existing.REFUSE)
                .recipe();
        List<Signature> plant = List.of(signed("plant", zoned.digest(), SignedClaims.NONE));
        TrustPolicy listed = policy(RULE, ",\"revoked\":{\"keys\":[],\"recipes\":[\"" + digest + "\"]}");
        refuses(Refusal.REVOKED, "judges the zone left", () -> listed.admit(zoned, plant, NOW));
        assertTrue(listed.revoked(zoned, plant, NOW).orElseThrow().contains("judges the zone left"));
        assertEquals(Optional.empty(), policy(RULE, "").revoked(zoned, plant, NOW));
    }

    @Test
    void aKeyThatRanOutOrWasTakenAwayAndWhatNobodySignedRevokeNothing() {
        List<Signature> plant = List.of(signed("plant"));
        TrustPolicy past = policy(",\"until\":\"2026-05-31T00:00:00Z\"", RULE, "");
        assertEquals(Optional.empty(), past.revoked(recipe, plant, NOW));
        assertEquals(Optional.empty(), policy(RULE, "").revoked(recipe, List.of(signed("stranger")), NOW));
        String revoked = ",\"revoked\":{\"keys\":[\"plant\"],\"recipes\":[]}";
        assertEquals(Optional.empty(), policy(RULE, revoked).revoked(recipe, List.of(), NOW), "learned on the box");
        Signature other = signed("plant", Sha256.of(new byte[] {1}), SignedClaims.NONE);
        assertEquals(Optional.empty(), policy(RULE, revoked).revoked(recipe, List.of(other), NOW));
    }

    @Test
    void refusesWhatNoRuleAllows() {
        String elsewhere = RULE.replace("recipes/tiny", "recipes/other");
        refuses(Refusal.NO_RULE, "nothing from the repository", () -> admit(policy(elsewhere, ""), signed("plant")));
        String product = RULE.replace("\"tiny\"", "\"flange\"");
        refuses(Refusal.NO_RULE, "product 'tiny'", () -> admit(policy(product, ""), signed("plant")));
        String every = RULE.replace("\"tiny\"", "\"*\"");
        assertDoesNotThrow(() -> admit(policy(every, ""), signed("plant")));
        refuses(
                Refusal.NO_RULE,
                "allows neither this repository",
                () -> admit(policy(every + "," + elsewhere, ""), signed("plant")));
    }

    @Test
    void refusesAVersionBelowTheFloor() {
        String floor = RULE.replace("[\"plant\"]", "[\"plant\"],\"floor\":\"1.1\"");
        refuses(Refusal.DOWNGRADE, "older than 1.1", () -> admit(policy(floor, ""), signed("plant")));
        String same = RULE.replace("[\"plant\"]", "[\"plant\"],\"floor\":\"1\"");
        assertDoesNotThrow(() -> admit(policy(same, ""), signed("plant")));
    }

    @Test
    void admitsACertificateBelowARootOfThePlant() throws Exception {
        Path root = chain("root", "leaf", "365");
        Signature signature = certified("leaf");
        String roots = ",\"roots\":[{\"name\":\"ca\",\"file\":\"" + root.getFileName() + "\"}]";
        TrustPolicy policy = policy(RULE.replace("plant\"]", "ca\"]"), roots);
        Admission admission = policy.admit(HOST, REPOSITORY, digest, List.of(signature), Instant.now());
        assertEquals(List.of("ca"), admission.signers());

        refuses(
                Refusal.EXPIRED,
                "certificate below ca",
                () -> policy.admit(
                        HOST,
                        REPOSITORY,
                        digest,
                        List.of(signature),
                        Instant.now().plusSeconds(400L * 86400)));
        chain("other-root", "other-leaf", "365");
        Signature stranger = certified("other-leaf");
        refuses(
                Refusal.UNTRUSTED,
                "no key",
                () -> policy.admit(HOST, REPOSITORY, digest, List.of(stranger), Instant.now()));
    }

    /** @return the root's certificate */
    private Path chain(String root, String leaf, String days) throws Exception {
        keytool(
                "-genkeypair",
                "-alias",
                root,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + root,
                "-ext",
                "bc=ca:true",
                "-validity",
                "3650");
        keytool(
                "-genkeypair",
                "-alias",
                leaf,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + leaf,
                "-signer",
                root,
                "-validity",
                days);
        Path file = folder.resolve(root + ".pem");
        keytool("-exportcert", "-rfc", "-alias", root, "-file", file.toString());
        return file;
    }

    private void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-storepass", "secret", "-keystore", folder.resolve("keys.p12").toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), said);
    }

    private Signature certified(String leaf) throws Exception {
        KeyStore store = KeyStore.getInstance(folder.resolve("keys.p12").toFile(), "secret".toCharArray());
        PrivateKey key = (PrivateKey) store.getKey(leaf, "secret".toCharArray());
        byte[] payload = SimpleSigning.encode("x", digest, SignedClaims.NONE);
        java.security.Signature signer = java.security.Signature.getInstance("SHA256withECDSA");
        signer.initSign(key);
        signer.update(payload);
        String pem = Pem.encode("CERTIFICATE", store.getCertificate(leaf).getEncoded());
        return new Signature(
                payload, Base64.getEncoder().encodeToString(signer.sign()), Optional.of(pem), Optional.empty());
    }

    @Test
    void theExampleThatComesWithTheApplianceIsAPolicy() throws Exception {
        Path keys = Files.createDirectories(folder.resolve("keys"));
        Files.copy(folder.resolve("plant.pub"), keys.resolve("plant-2026.pub"));
        Files.copy(folder.resolve("quality.pub"), keys.resolve("quality.pub"));
        Files.copy(folder.resolve("stranger.pub"), keys.resolve("press-4.pub"));
        Files.copy(chain("root", "leaf", "365"), keys.resolve("plant-ca.pem"));
        Path example = folder.resolve("trust-policy.json");
        Files.copy(Path.of("edge-config/trust-policy.json"), example);
        assertEquals(
                List.of("plant-2026", "plant-ca", "press-4", "quality"),
                TrustPolicy.read(example).signers());
    }

    @Test
    void refusesAPolicyThatCannotBeUsed() throws IOException {
        Path file = folder.resolve("broken.json");
        Files.writeString(file, "{\"schema_version\":1,\"keys\":[],\"products\":[" + RULE + "]}");
        InputException unknown = assertThrows(InputException.class, () -> TrustPolicy.read(file));
        assertTrue(unknown.getMessage().contains("names the signer 'plant'"), unknown.getMessage());
        Files.writeString(file, "{\"schema_version\":1,\"keys\":[],\"products\":[],\"allow\":true}");
        assertTrue(assertThrows(InputException.class, () -> TrustPolicy.read(file))
                .getMessage()
                .contains("unknown field allow"));
        InputException gone = assertThrows(
                InputException.class, () -> policy(RULE, ",\"revoked\":{\"keys\":[\"gone\"],\"recipes\":[]}"));
        assertTrue(gone.getMessage().contains("revoked names 'gone'"), gone.getMessage());
        Files.delete(file);
        assertThrows(InputException.class, () -> TrustPolicy.read(file));
    }

    @Test
    void ordersVersionsAsPeopleDo() {
        assertTrue(Version.compare("1.9", "1.10") < 0);
        assertTrue(Version.compare("2", "1.99.1") > 0);
        assertEquals(0, Version.compare("1.0", "1_0"));
        assertTrue(Version.compare("1.0", "1.0.1") < 0);
        assertTrue(Version.compare("1.beta", "1.0") < 0);
    }
}
