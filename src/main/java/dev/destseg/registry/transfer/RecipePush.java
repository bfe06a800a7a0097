package dev.destseg.registry.transfer;

import dev.destseg.recipe.Blob;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.ModelPack;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.Signature;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.oci.RegistryClient;
import dev.destseg.registry.oci.Repository;
import java.util.List;
import java.util.Map;

/** Sends a recipe to a registry; what the registry has already is not sent again. */
public final class RecipePush {
    private final RegistryClient client;
    private final RegistryClient.Progress progress;
    private int sent;
    private int known;
    private long sentBytes;

    /** @param progress hears of the bytes of each file when the registry has it */
    public RecipePush(RegistryClient client, RegistryClient.Progress progress) {
        this.client = client;
        this.progress = progress;
    }

    /**
     * What was done.
     *
     * @param sent files that were sent
     * @param known files that the registry had
     * @param bytes that were sent
     */
    public record Result(int sent, int known, long bytes) {}

    /**
     * The manifest goes last, so that a tag never names something incomplete.
     *
     * @param signatures attached to it before it gets its tag
     */
    public Result push(StoredRecipe stored, List<Signature> signatures, Reference tag) {
        Recipe recipe = stored.recipe();
        Repository repository = tag.repository();
        upload(repository, ModelPack.configBlob(recipe), Content.of(ModelPack.config(recipe)));
        for (Map.Entry<String, Blob> layer : ModelPack.layers(recipe).entrySet()) {
            Content content = layer.getKey().equals(Recipe.DESCRIPTION)
                    ? Content.of(recipe.json())
                    : stored.content(layer.getKey());
            upload(repository, layer.getValue(), content);
        }
        Reference digest = new Reference(repository, recipe.digest().toString());
        client.putManifest(digest, ModelPack.MANIFEST_TYPE, recipe.manifest());
        if (!signatures.isEmpty()) {
            new SignatureExchange(client, repository)
                    .attach(Blob.of(ModelPack.MANIFEST_TYPE, recipe.manifest()), signatures);
        }
        client.putManifest(tag, ModelPack.MANIFEST_TYPE, recipe.manifest());
        return new Result(sent, known, sentBytes);
    }

    private void upload(Repository repository, Blob blob, Content content) {
        if (client.upload(repository, blob, content)) {
            sent++;
            sentBytes += blob.size();
        } else {
            known++;
        }
        progress.more(blob.size());
    }

    /** How many bytes {@link #push} tells its progress of. */
    public static long size(Recipe recipe) {
        return ModelPack.configBlob(recipe).size()
                + ModelPack.layers(recipe).values().stream()
                        .mapToLong(Blob::size)
                        .sum();
    }
}
