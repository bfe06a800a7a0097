package dev.destseg.recipe;

import dev.destseg.recipe.seal.BoxKey;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Seals the recipes of a store that lie open, or opens those that are sealed, file by file: the new one is whole on disk
 * before the old one goes, so that a recipe is whole at every moment.
 */
final class RecipeSeals {
    private final StoreDirectory directory;

    RecipeSeals(StoreDirectory directory) {
        this.directory = directory;
    }

    /** Called while nothing else changes the store. What cannot be settled stays as it is: judging goes before. */
    boolean settle() throws IOException {
        Optional<BoxKey> key = directory.sealing().key();
        if (key.isPresent()) {
            for (Recipe recipe : RecipeListing.of(directory).recipes()) {
                for (Map.Entry<String, RecipeFile> file : recipe.files().entrySet()) {
                    settle(
                            directory.files(directory.recipe(recipe.digest())),
                            file.getKey(),
                            file.getValue(),
                            key.get());
                }
            }
        }
        return true;
    }

    private void settle(RecipeFiles files, String name, RecipeFile file, BoxKey key) throws IOException {
        boolean wanted = directory.sealing().wanted();
        Path unwanted = wanted ? files.path(name) : files.sealed(name, key);
        Path target = wanted ? files.sealed(name, key) : files.path(name);
        if (!Files.exists(unwanted)) {
            return;
        }
        Path staged = directory.stage();
        try {
            Path made = staged.resolve("made");
            Content content = files.content(name, file);
            AtomicFile.writeForced(
                    made, wanted ? output -> RecipeFiles.seal(key, file.digest(), content, output) : content);
            Files.move(made, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            AtomicFile.forceDirectory(target.getParent());
            Files.delete(unwanted);
            AtomicFile.forceDirectory(target.getParent());
        } catch (InputException | IOException unsettled) {
            return; // Damaged, or the disk is full: it is read as it is, and the state tells of it.
        } finally {
            RecipeWriter.delete(staged);
        }
    }

    SealState state() throws IOException {
        int sealed = 0;
        int open = 0;
        List<Sha256> unreadable = new ArrayList<>();
        for (Recipe recipe : RecipeListing.of(directory).recipes()) {
            RecipeFiles files = directory.files(directory.recipe(recipe.digest()));
            Optional<BoxKey> key = directory.sealing().key();
            if (recipe.files().keySet().stream().anyMatch(name -> Files.exists(files.path(name)))) {
                open++;
            } else if (recipe.files().keySet().stream()
                    .allMatch(name -> key.filter(known -> Files.exists(files.sealed(name, known)))
                            .isPresent())) {
                sealed++;
            } else {
                unreadable.add(recipe.digest());
            }
        }
        return new SealState(directory.sealing(), sealed, open, unreadable);
    }
}
