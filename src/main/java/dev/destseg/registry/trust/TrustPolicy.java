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
import java.util.Optional;
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

    /**
     * Whether a recipe that was taken once is not to be trusted any more: because it is listed as revoked, or a key is without
     * which too few have signed it. A key that ran out or was taken from the policy, as in a rotation, takes nothing back.
     *
     * @return why, in words
     */
    public Optional<String> revoked(Recipe recipe, List<Signature> signatures, Instant now) {
        if (revokedArtifacts.contains(recipe.digest())) {
            return Optional.of("The policy lists the recipe " + recipe.digest() + " as revoked");
        }
        Optional<String> ofZone = revokedZone(recipe);
        if (ofZone.isPresent()) {
            return ofZone;
        }
        SignatureCheck check = new SignatureCheck(keys, roots, revokedKeys, recipe.digest(), now);
        signatures.forEach(check::look);
        boolean others = rulesOf(recipe.description().name()).stream()
                .anyMatch(rule -> counted(rule, check).size() >= rule.required());
        return others || check.revokedSigners().isEmpty()
                ? Optional.empty()
                : Optional.of("The recipe " + recipe.digest() + " is signed by "
                        + String.join(", ", check.revokedSigners())
                        + ", which was revoked, and not by enough others");
    }

    /** A recipe that is revoked judges nowhere, not in a zone of another either. */
    private Optional<String> revokedZone(Recipe recipe) {
        return recipe.description().zones().stream()
                .filter(zone -> revokedArtifacts.contains(zone.recipe().digest()))
                .findFirst()
                .map(zone -> "The policy lists the recipe " + zone.recipe().digest()
                        + " as revoked, which judges the zone " + zone.name() + " of the recipe " + recipe.digest());
    }

    private static Set<String> counted(TrustRule rule, SignatureCheck check) {
        Set<String> counted = new TreeSet<>(check.signers());
        counted.retainAll(rule.signers());
        return counted;
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
            Set<String> counted = counted(rule, check);
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
     * Whether a recipe is for a product that its signatures were admitted for, not too old, and of no revoked recipe.
     *
     * @throws RegistryRefusedException when it is not
     */
    public void requireProduct(Admission admission, Recipe recipe) {
        RecipeDescription description = recipe.description();
        requireProduct(admission, description.name());
        revokedZone(recipe).ifPresent(why -> {
            throw new RegistryRefusedException(Refusal.REVOKED, why);
        });
        rulesOf(description.name()).stream()
                .flatMap(rule -> rule.floor().stream())
                .forEach(floor -> {
                    if (Version.compare(description.version(), floor) < 0) {
                        throw new RegistryRefusedException(
                                Refusal.DOWNGRADE,
                                "The recipe " + recipe.digest() + " of version " + description.version()
                                        + " is older than " + floor + ", the oldest that the policy allows for '"
                                        + description.name() + "'");
                    }
                });
    }

    /**
     * Whether a channel is of a product that its signatures were admitted for.
     *
     * @throws RegistryRefusedException when it is not
     */
    public void requireProduct(Admission admission, String product) {
        List<TrustRule> own = rulesOf(product);
        if (own.isEmpty()) {
            throw noRule(product);
        }
        if (own.stream().noneMatch(rule -> admission.products().contains(rule.product()))) {
            throw new RegistryRefusedException(
                    Refusal.NO_RULE,
                    "The rule of the product '" + product + "' allows neither this repository nor those who signed: "
                            + String.join(", ", admission.signers()));
        }
    }

    /** Those of some signers whose keys were revoked. */
    public List<String> revoked(List<String> signers) {
        return signers.stream().filter(revokedKeys::contains).toList();
    }

    /** Names of all keys and roots, for people. */
    public List<String> signers() {
        return Stream.concat(keys.stream().map(TrustedKey::name), roots.stream().map(TrustedRoot::name))
                .sorted()
                .toList();
    }
}
