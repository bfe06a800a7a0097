package dev.destseg.bench;

import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Resize;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.InputSize;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.RecipeReader;
import dev.destseg.recipe.RecipeWriter;
import dev.destseg.recipe.RecipeWriter.Existing;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.recipe.Tiling;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes a recipe judge pictures of 20 megapixels, and such a picture: arguments are the recipe, how many of the picture's pixels
 * become one of those that its networks see, a picture to enlarge, and a folder to put both into. What the recipe has
 * learned does not matter to memory and time.
 */
public final class LargeRecipe {
    private static final int WIDTH = 5472;
    private static final int HEIGHT = 3648;

    private LargeRecipe() {}

    public static void main(String[] arguments) {
        StoredRecipe source = RecipeReader.read(Path.of(arguments[0]));
        double shrinking = Double.parseDouble(arguments[1]);
        Path folder = Path.of(arguments[3]);
        RecipeDescription plain = source.recipe().description();
        InputSize whole = new InputSize((int) (WIDTH / shrinking), (int) (HEIGHT / shrinking));
        RecipeDescription tiled = new RecipeDescription(
                plain.name(),
                plain.version(),
                plain.profile(),
                plain.inputSize(),
                Optional.empty(),
                Optional.of(new Tiling(whole, plain.inputSize().width() / 8)),
                Optional.empty(),
                plain.resampling(),
                plain.threshold(),
                plain.score(),
                plain.golden(),
                plain.goodTraits(),
                plain.int8(),
                plain.requirements(),
                plain.provenance());
        Map<String, Content> files = new TreeMap<>();
        source.recipe().files().keySet().forEach(file -> files.put(file, source.content(file)));
        RecipeWriter.write(tiled, files, folder.resolve("large.recipe"), Existing.REPLACE);
        Image picture = new Resize(WIDTH, HEIGHT).apply(new ImageReader().read(Path.of(arguments[2])));
        ImageWriter.write(folder.resolve("large.png"), ImageWriter.png(picture));
        System.out.println(tiled.tiles().count());
    }
}
