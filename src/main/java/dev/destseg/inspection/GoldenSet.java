package dev.destseg.inspection;

import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.recipe.GoldenImage;
import dev.destseg.recipe.InputSize;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.recipe.Zone;
import dev.destseg.tensor.InputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Images of a recipe whose score and map are known; they are what the networks see. What they are compared with is the
 * {@link ParityGate}'s affair. Takes the memory of the images and maps. Immutable.
 *
 * @param entries at least one
 */
record GoldenSet(List<Entry> entries) {
    GoldenSet {
        entries = List.copyOf(entries);
    }

    /**
     * @param image of input size
     * @param score expected
     * @param map expected, of input size
     * @param recipe digest of the one whose networks give these: that of a zone where there are zones
     */
    record Entry(String name, Image image, double score, float[] map, Sha256 recipe) {
        private Entry of(Zone zone) {
            return new Entry(zone.name() + ": " + name, image, score, map, recipe);
        }
    }

    /**
     * The golden set of a recipe, or those of the recipes of its zones.
     *
     * @throws InputException when there is none, or an image or map cannot be used
     */
    static GoldenSet of(StoredRecipe stored) {
        List<Entry> entries = new ArrayList<>();
        Set<Sha256> read = new HashSet<>();
        for (Zone zone : stored.recipe().description().zones()) {
            if (read.add(zone.recipe().digest())) {
                of(stored.of(zone)).entries.forEach(entry -> entries.add(entry.of(zone)));
            }
        }
        if (!read.isEmpty()) {
            return new GoldenSet(entries);
        }
        for (GoldenImage golden : stored.recipe().description().golden()) {
            entries.add(entry(stored, golden));
        }
        if (entries.isEmpty()) {
            throw new InputException("The recipe " + stored.recipe().digest()
                    + " has no golden set, so nothing shows that this box judges rightly; learn it again");
        }
        return new GoldenSet(entries);
    }

    private static Entry entry(StoredRecipe stored, GoldenImage golden) {
        InputSize size = stored.recipe().description().inputSize();
        Image image = new ImageReader().read(stored.bytes(golden.image()), golden.image());
        if (image.width() != size.width() || image.height() != size.height()) {
            throw new InputException(golden.image() + " has " + image.width() + " x " + image.height()
                    + " pixels, where the networks take " + size.width() + " x " + size.height()
                    + "; learn the recipe again");
        }
        byte[] bytes = stored.bytes(golden.map());
        if (bytes.length != Float.BYTES * size.width() * size.height()) {
            throw new InputException(golden.map() + " has " + bytes.length / Float.BYTES + " values, where a map has "
                    + size.width() * size.height() + "; learn the recipe again");
        }
        float[] map = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(map);
        return new Entry(
                golden.image(), image, golden.score(), map, stored.recipe().digest());
    }

    List<Image> images() {
        return entries.stream().map(Entry::image).toList();
    }

    /** The first image of each recipe, that of each zone where there are zones. */
    GoldenSet oneOfEachRecipe() {
        Map<Sha256, Entry> first = new LinkedHashMap<>();
        entries.forEach(entry -> first.putIfAbsent(entry.recipe, entry));
        return new GoldenSet(List.copyOf(first.values()));
    }

    /** One image of the set alone, by its number, counted round and round. */
    GoldenSet only(int number) {
        return new GoldenSet(List.of(entries.get(Math.floorMod(number, entries.size()))));
    }
}
