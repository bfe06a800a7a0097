package dev.destseg.registry.trust;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.recipe.JsonFields;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.seal.FileGuard;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a policy; paths in it are relative to its own folder. */
final class PolicyFile {
    private static final int SCHEMA_VERSION = 1;
    private static final long MAX_BYTES = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Path folder;

    private PolicyFile(Path folder) {
        this.folder = folder;
    }

    static TrustPolicy read(Path file) {
        try {
            FileGuard.requireUnalterable(file, "The policy");
            if (Files.size(file) > MAX_BYTES) {
                throw new IllegalArgumentException("it is too large");
            }
            JsonFields fields = new JsonFields("", JSON.readTree(Files.readAllBytes(file)));
            return new PolicyFile(file.toAbsolutePath().getParent()).policy(fields);
        } catch (IOException | CertificateException | IllegalArgumentException e) {
            throw new InputException(
                    "The policy " + file + " cannot be used, so nothing is taken from registries: " + e.getMessage()
                            + ". See edge-config/trust-policy.json",
                    e);
        }
    }

    private TrustPolicy policy(JsonFields fields) throws CertificateException {
        if (fields.integer("schema_version") != SCHEMA_VERSION) {
            throw new IllegalArgumentException("schema_version must be " + SCHEMA_VERSION);
        }
        List<TrustedKey> keys = fields.list("keys", this::key);
        List<TrustedRoot> roots = new ArrayList<>();
        for (Named root : fields.optionalList("roots", PolicyFile::named)) {
            roots.add(new TrustedRoot(
                    root.name(),
                    Pem.certificates(Pem.read(folder.resolve(root.file()))).get(0)));
        }
        List<TrustRule> rules = fields.list("products", PolicyFile::rule);
        List<TrustRule> reports = fields.optionalList("reports", rule -> ofBoxes("reports", rule));
        List<TrustRule> snapshots = fields.optionalList("snapshots", rule -> ofBoxes("snapshots", rule));
        Optional<JsonFields> revoked = fields.optionalFields("revoked");
        Set<String> revokedKeys =
                Set.copyOf(revoked.map(lists -> lists.texts("keys")).orElse(List.of()));
        TrustPolicy policy = new TrustPolicy(
                keys,
                roots,
                rules,
                reports,
                snapshots,
                revokedKeys,
                Set.copyOf(revoked.map(lists -> lists.texts("recipes")).orElse(List.of()).stream()
                        .map(Sha256::parse)
                        .toList()));
        revoked.ifPresent(JsonFields::requireAllRead);
        fields.requireAllRead();
        requireKnown(policy.signers(), rules);
        requireKnown(policy.signers(), reports);
        requireKnown(policy.signers(), snapshots);
        requireKnown(policy.signers(), revokedKeys);
        return policy;
    }

    /** A key that is gone from the policy verifies nothing, so that nobody would learn what it has signed. */
    private static void requireKnown(List<String> known, Set<String> revoked) {
        for (String signer : revoked) {
            if (!known.contains(signer)) {
                throw new IllegalArgumentException("revoked names '" + signer
                        + "', which is neither among the keys nor among the roots; leave it there, so that what it has"
                        + " signed is known");
            }
        }
    }

    private static void requireKnown(List<String> known, List<TrustRule> rules) {
        for (TrustRule rule : rules) {
            for (String signer : rule.signers()) {
                if (!known.contains(signer)) {
                    throw new IllegalArgumentException("the rule of product '" + rule.product() + "' names the signer '"
                            + signer + "', which is neither among the keys nor among the roots");
                }
            }
        }
    }

    private record Named(String name, String file) {}

    private static Named named(JsonFields root) {
        return new Named(root.text("name"), root.text("file"));
    }

    private TrustedKey key(JsonFields key) {
        Path file = folder.resolve(key.text("file"));
        return new TrustedKey(
                key.text("name"),
                Pem.publicKey(Pem.read(file), file.toString()),
                key.optionalText("from").map(PolicyFile::time),
                key.optionalText("until").map(PolicyFile::time));
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is no time as 2026-01-31T12:00:00Z", e);
        }
    }

    private static TrustRule rule(JsonFields rule) {
        List<String> signers = rule.texts("signers");
        return new TrustRule(
                rule.text("product"),
                Set.copyOf(rule.texts("repositories")),
                Set.copyOf(signers),
                rule.optionalInteger("required").orElse(1),
                rule.optionalText("floor"));
    }

    private static TrustRule ofBoxes(String what, JsonFields rule) {
        return new TrustRule(
                what, Set.copyOf(rule.texts("repositories")), Set.copyOf(rule.texts("signers")), 1, Optional.empty());
    }
}
