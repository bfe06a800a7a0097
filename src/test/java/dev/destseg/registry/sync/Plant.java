package dev.destseg.registry.sync;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.recipe.ModelPack;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.Signature;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.registry.PlantRecipes;
import dev.destseg.registry.RealRegistry;
import dev.destseg.registry.channel.Channel;
import dev.destseg.registry.channel.ChannelManifest;
import dev.destseg.registry.channel.ChannelPush;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.oci.Repository;
import dev.destseg.registry.transfer.RecipePush;
import dev.destseg.registry.trust.SignedClaims;
import dev.destseg.registry.trust.SigningKey;
import dev.destseg.registry.trust.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Who publishes recipes for a product 'tiny' and sets its channel; its key is called plant. */
public final class Plant {
    private final RealRegistry registry;
    private final Path folder;
    private final Repository repository;
    private long sequence;

    public Plant(RealRegistry registry, Path folder) throws IOException {
        this.registry = registry;
        this.folder = Files.createDirectories(folder);
        this.repository = registry.repository("recipes/tiny" + System.nanoTime());
        for (String name : List.of("plant", "stranger", "press-4")) {
            SigningKey.create(SigningKey.Kind.ED25519, folder.resolve(name + ".key"), folder.resolve(name + ".pub"));
        }
    }

    RealRegistry registry() {
        return registry;
    }

    public Reference tag() {
        return new Reference(repository, "stable");
    }

    public Path policyFile() {
        return folder.resolve("policy.json");
    }

    public TrustPolicy policy() {
        try {
            Path file = policyFile();
            if (!Files.exists(file)) {
                Files.writeString(
                        file,
                        """
                        {"schema_version": 1,
                         "keys": [{"name": "plant", "file": "plant.pub"}, {"name": "press-4", "file": "press-4.pub"}],
                         "products": [{"product": "tiny", "repositories": ["%s"], "signers": ["plant"]}],
                         "reports": [{"repositories": ["fleet/reports"], "signers": ["press-4"]}],
                         "snapshots": [{"repositories": ["snapshots/press-4"], "signers": ["press-4"]}]}
                        """
                                .formatted(repository.name()));
            }
            return TrustPolicy.read(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Revokes these, and nothing else any more. */
    public void revoke(List<String> keys, List<Sha256> recipes) throws IOException {
        change(policy -> {
            ObjectNode revoked = policy.putObject("revoked");
            keys.forEach(revoked.putArray("keys")::add);
            recipes.stream().map(Sha256::toString).forEach(revoked.putArray("recipes")::add);
        });
    }

    /** Takes what these have signed, each by itself, for a product beside those that are there. */
    void trust(String product, List<String> signers) throws IOException {
        change(policy -> {
            ArrayNode keys = (ArrayNode) policy.get("keys");
            signers.stream()
                    .filter(signer -> !keys.findValuesAsText("name").contains(signer))
                    .forEach(signer -> keys.addObject().put("name", signer).put("file", signer + ".pub"));
            ObjectNode rule = ((ArrayNode) policy.get("products")).addObject().put("product", product);
            rule.putArray("repositories").add(repository.name());
            signers.forEach(rule.putArray("signers")::add);
        });
    }

    private void change(Consumer<ObjectNode> change) throws IOException {
        policy();
        ObjectMapper json = new ObjectMapper();
        ObjectNode policy = (ObjectNode) json.readTree(policyFile().toFile());
        change.accept(policy);
        Files.write(policyFile(), json.writeValueAsBytes(policy));
    }

    private SigningKey key(String name) {
        return SigningKey.read(keyFile(name));
    }

    public Path keyFile(String name) {
        return folder.resolve(name + ".key");
    }

    /** A state of the channel that nobody with a key has signed. */
    byte[] forged(Sha256 recipe, String version) {
        return ChannelManifest.encode(channel(recipe, version, 100, sequence + 1));
    }

    public Sha256 publish(String version, double threshold) {
        return publishSignedBy("plant", version, threshold);
    }

    Sha256 publishSignedBy(String key, String version, double threshold) {
        return publish(key, PlantRecipes.write(folder.resolve("recipe" + System.nanoTime()), version, threshold));
    }

    /** A recipe of another product, in the same repository. */
    Sha256 publishOther(String product, String version) {
        return publish(
                "plant", PlantRecipes.write(folder.resolve("recipe" + System.nanoTime()), product, version, 0.5));
    }

    private Sha256 publish(String key, StoredRecipe recipe) {
        String version = recipe.recipe().description().version();
        Signature signature =
                key(key).sign(repository.toString(), recipe.recipe().digest(), SignedClaims.NONE);
        new RecipePush(registry.client(), bytes -> {})
                .push(recipe, List.of(signature), new Reference(repository, version));
        return recipe.recipe().digest();
    }

    Channel channel(Sha256 recipe, String version, int percentage, long number) {
        return channel(recipe, version, percentage, number, false, Optional.empty(), Set.of());
    }

    private static Channel channel(
            Sha256 recipe,
            String version,
            int percentage,
            long number,
            boolean downgrade,
            Optional<String> minimum,
            Set<String> platforms) {
        return new Channel(
                "tiny",
                "stable",
                number,
                recipe,
                version,
                percentage,
                "spring",
                downgrade,
                minimum,
                platforms,
                Instant.EPOCH);
    }

    public void set(Sha256 recipe, String version, int percentage, boolean downgrade) {
        set("plant", channel(recipe, version, percentage, ++sequence, downgrade, Optional.empty(), Set.of()));
    }

    void setSignedBy(String key, Sha256 recipe, String version) {
        set(key, channel(recipe, version, 100, ++sequence));
    }

    void setFor(String minimum, Set<String> platforms, Sha256 recipe, String version) {
        set("plant", channel(recipe, version, 100, ++sequence, false, Optional.of(minimum), platforms));
    }

    /** Another channel beside, at its first number. */
    Reference setOther(String name, Sha256 recipe, String version) {
        Channel first = channel(recipe, version, 100, 1);
        Reference other = new Reference(repository, name);
        new ChannelPush(registry.client())
                .put(
                        other,
                        new Channel(
                                first.product(),
                                name,
                                first.sequence(),
                                recipe,
                                version,
                                first.percentage(),
                                first.seed(),
                                first.downgrade(),
                                first.minimum(),
                                first.platforms(),
                                first.created()),
                        key("plant"));
        return other;
    }

    private void set(String key, Channel channel) {
        new ChannelPush(registry.client()).put(tag(), channel, key(key));
    }

    /** Moves the channel's tag to a manifest, as somebody may who can write to the registry but has no key. */
    void put(byte[] manifest) {
        put(tag(), manifest);
    }

    void put(Reference tag, byte[] manifest) {
        registry.client().putManifest(tag, ModelPack.MANIFEST_TYPE, manifest);
    }
}
