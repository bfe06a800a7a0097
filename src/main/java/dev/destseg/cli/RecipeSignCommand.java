package dev.destseg.cli;

import dev.destseg.recipe.Blob;
import dev.destseg.recipe.ModelPack;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.Signature;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.oci.RegistryClient;
import dev.destseg.registry.transfer.SignatureExchange;
import dev.destseg.registry.trust.SignedClaims;
import dev.destseg.registry.trust.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs a recipe. */
@Command(
        name = "sign",
        description = {
            "Signs a recipe as 'cosign sign --key' does: in a registry, or among those that the appliance keeps, from"
                    + " where an export takes the signature along."
        },
        footer = {
            "  destseg recipe sign registry.plant.example/recipes/flange:1.0 --key plant.key",
            "  destseg recipe sign sha256:6b86... --key plant.key --expires 90d"
        })
final class RecipeSignCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "RECIPE",
            description = "REGISTRY/REPOSITORY:TAG, or the digest of one that the appliance keeps.")
    String recipe;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "The private key, in PEM: ECDSA P-256 or Ed25519, as 'destseg key create' makes it.")
    Path key;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "After how long the signature is worth nothing (default: never).")
    @Nullable
    Duration expires;

    @Mixin
    StoreOption store = new StoreOption();

    @Mixin
    RegistryOptions registry = new RegistryOptions();

    RecipeSignCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        SigningKey signer = SigningKey.read(key);
        Instant now = Instant.now();
        SignedClaims claims =
                new SignedClaims(Optional.of(now), Optional.ofNullable(expires).map(now::plus));
        Sha256 signed = LocalRecipe.isDigest(recipe) ? signHere(signer, claims) : signThere(signer, claims);
        console.print(signed.toString());
        return ExitCode.DONE;
    }

    private Sha256 signHere(SigningKey signer, SignedClaims claims) {
        Sha256 digest = StoreOption.digest(recipe);
        String name = store.open().describe(digest).description().name();
        store.open().addSignatures(digest, List.of(signer.sign(name, digest, claims)));
        return digest;
    }

    private Sha256 signThere(SigningKey signer, SignedClaims claims) {
        Reference reference = Reference.parse(recipe);
        RegistryClient client = registry.client();
        byte[] manifest = client.manifest(reference).bytes();
        Blob artifact = Blob.of(ModelPack.MANIFEST_TYPE, manifest);
        Signature signature = signer.sign(reference.repository().toString(), artifact.digest(), claims);
        new SignatureExchange(client, reference.repository()).attach(artifact, List.of(signature));
        return artifact.digest();
    }
}
