package dev.destseg.registry.trust;

import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.Signature;
import dev.destseg.recipe.Version;
import dev.destseg.registry.Refusal;
import dev.destseg.registry.RegistryRefusedException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a box takes from registries and sticks, and on whose word: one file. What no rule allows is refused. Immutable.
 *
 * <p>A rotation of keys: name the new key beside the old one, sign with the new one, take the old one away.
 */
public final class TrustPolicy {
    private final List<TrustedKey> keys;
    private final List<TrustedRoot> roots;
    private final List<TrustRule> rules;
    private final List<TrustRule> reports;
    private final List<TrustRule> snapshots;
    private final Set<String> revokedKeys;
    private final Set<Sha256> revokedArtifacts;

    TrustPolicy(
            List<TrustedKey> keys,
            List<TrustedRoot> roots,
            List<TrustRule> rules,
            List<TrustRule> reports,
            List<TrustRule> snapshots,
            Set<String> revokedKeys,
            Set<Sha256> revokedArtifacts) {
        this.keys = List.copyOf(keys);
        this.roots = List.copyOf(roots);
        this.rules = List.copyOf(rules);
        this.reports = List.copyOf(reports);
        this.snapshots = List.copyOf(snapshots);
        this.revokedKeys = Set.copyOf(revokedKeys);
        this.revokedArtifacts = Set.copyOf(revokedArtifacts);
    }

    /**
     * @param file see {@code edge-config/trust-policy.json}
     * @throws dev.destseg.tensor.InputException when it cannot be used
     */
    public static TrustPolicy read(Path file) {
        return PolicyFile.read(file);
    }

    /**
     * Whether an artifact of a repository is taken: a recipe or a channel.
     *
     * @param host of the registry
     * @param name of the repository
     * @throws RegistryRefusedException when it is not
     */
    public Admission admit(String host, String name, Sha256 artifact, List<Signature> signatures, Instant now) {
        return admit(here(rules, host, name), artifact, signatures, now);
    }

    /**
     * Whether the report of a box is believed. Keys of boxes are good for nothing but this and
     * snapshots.
     *
     * @throws RegistryRefusedException when it is not
     */
    public Admission admitReport(String host, String name, Sha256 report, List<Signature> signatures, Instant now) {
        return admit(here(reports, host, name), report, signatures, now);
    }

    /**
     * Whether the images of a box are taken.
     *
     * @throws RegistryRefusedException when they are not
     */
    public Admission admitSnapshot(String host, String name, Sha256 snapshot, List<Signature> signatures, Instant now) {
        return admit(here(snapshots, host, name), snapshot, signatures, now);
    }

    private static List<TrustRule> here(List<TrustRule> rules, String host, String name) {
        List<TrustRule> here = rules.stream()
                .filter(rule -> rule.repositories().contains(name)
                        || rule.repositories().contains(host + "/" + name))
                .toList();
        if (here.isEmpty()) {
            throw new RegistryRefusedException(
                    Refusal.NO_RULE,
                    "The policy allows nothing from the repository " + host + "/" + name
                            + "; name it in the rule of a product, or among the reports or snapshots");
        }
        return here;
    }

    /**
     * Whether a recipe that came by hand is taken for the product that it is named after.
     *
     * @throws RegistryRefusedException when it is not
     */
    public Admission admit(Recipe recipe, List<Signature> signatures, Instant now) {
        String product = recipe.description().name();
        List<TrustRule> own = rulesOf(product);
        if (own.isEmpty()) {
            throw noRule(product);
        }
        Admission admission = admit(own, recipe.digest(), signatures, now);
        requireProduct(admission, recipe);
        return admission;
    }

    private List<TrustRule> rulesOf(String product) {
        List<TrustRule> own =
                rules.stream().filter(rule -> rule.product().equals(product)).toList();
        return own.isEmpty()
                ? rules.stream()
                        .filter(rule -> rule.product().equals(TrustRule.EVERY))
                        .toList()
                : own;
    }

    private static RegistryRefusedException noRule(String product) {
        return new RegistryRefusedException(
                Refusal.NO_RULE, "The policy has no rule for the product '" + product + "'; add one if it is wanted");
    }

    private Admission admit(List<TrustRule> candidates, Sha256 artifact, List<Signature> signatures, Instant now) {
        if (revokedArtifacts.contains(artifact)) {
            throw new RegistryRefusedException(Refusal.REVOKED, "The policy lists " + artifact + " as revoked");
        }
        if (signatures.isEmpty()) {
            throw new RegistryRefusedException(
                    Refusal.UNSIGNED, artifact + " is not signed; sign it with 'destseg recipe sign' or cosign");
        }
        SignatureCheck check = new SignatureCheck(keys, roots, revokedKeys, artifact, now);
        signatures.forEach(check::look);
        List<String> products = new ArrayList<>();
        Set<String> signers = new TreeSet<>();
        for (TrustRule rule : candidates) {
            Set<String> counted = new TreeSet<>(check.signers());
            counted.retainAll(rule.signers());
            if (counted.size() >= rule.required()) {
                products.add(rule.product());
                signers.addAll(counted);
            }
        }
        if (products.isEmpty()) {
            throw check.refusal(candidates);
        }
        return new Admission(products, List.copyOf(signers));
    }

    /**
     * Whether a recipe is for a product that its signatures were admitted for, and not too old.
     *
     * @throws RegistryRefusedException when it is not
     */
    public void requireProduct(Admission admission, Recipe recipe) {
        RecipeDescription description = recipe.description();
        List<TrustRule> own = rulesOf(description.name());
        boolean admitted = own.stream().anyMatch(rule -> admission.products().contains(rule.product()));
        if (!admitted) {
            throw own.isEmpty()
                    ? noRule(description.name())
                    : new RegistryRefusedException(
                            Refusal.NO_RULE,
                            "The recipe " + recipe.digest() + " is for the product '" + description.name()
                                    + "', whose rule allows neither this repository nor these signers");
        }
        own.stream().flatMap(rule -> rule.floor().stream()).forEach(floor -> {
            if (Version.compare(description.version(), floor) < 0) {
                throw new RegistryRefusedException(
                        Refusal.DOWNGRADE,
                        "The recipe " + recipe.digest() + " of version " + description.version()
                                + " is older than " + floor + ", the oldest that the policy allows for '"
                                + description.name() + "'");
            }
        });
    }

    /** Names of all keys and roots, for people. */
    public List<String> signers() {
        return Stream.concat(keys.stream().map(TrustedKey::name), roots.stream().map(TrustedRoot::name))
                .sorted()
                .toList();
    }
}
