package dev.destseg.line.bucket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.tensor.InputException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewestImagesTest {
    private static final ObjectName FOLDER = new ObjectName("images", "press/");

    private static StoredObject object(String key, long written) {
        return new StoredObject(new ObjectName("images", "press/" + key), 10, Instant.ofEpochSecond(written));
    }

    private static List<String> keys(NewestImages newest) {
        return newest.images().stream().map(newest::key).toList();
    }

    @Test
    void keepsThoseThatWereWrittenLastInTheOrderOfTheirKeys() {
        NewestImages newest = new NewestImages(FOLDER, 2, 2, 100);
        newest.add(List.of(object("a.png", 3), object("b.png", 1), object("notes.txt", 9)));
        newest.add(List.of(object("c.png", 2), object("d.png", 1)));
        assertEquals(List.of("a.png", "c.png"), keys(newest));
    }

    @Test
    void ofThoseThatWereWrittenAtOnceTheFirstKeysAreKept() {
        NewestImages newest = new NewestImages(FOLDER, 1, 2, 100);
        newest.add(List.of(object("a.png", 1), object("b.png", 1)));
        assertEquals(List.of("a.png"), keys(newest));
    }

    @Test
    void whatBelongsToNoPartOfADataSetTakesNoPlaceAlsoWhereThatIsKnownAtTheEnd() {
        NewestImages newest = new NewestImages(FOLDER, 2, 2, 100);
        newest.add(List.of(object("cover.png", 8), object("other/1.png", 9)));
        newest.add(List.of(object("test/dent/1.png", 1), object("train/good/1.png", 2)));
        assertEquals(KeyLayout.MVTEC, newest.layout());
        assertEquals(List.of("test/dent/1.png", "train/good/1.png"), keys(newest));
    }

    @Test
    void asksHowManyAreMeantWhereThereAreMoreThanMemoryIsToHold() {
        NewestImages all = new NewestImages(FOLDER, Integer.MAX_VALUE, 2, 100);
        List<StoredObject> three = List.of(object("a.png", 1), object("b.png", 1), object("c.png", 1));
        String message =
                assertThrows(InputException.class, () -> all.add(three)).getMessage();
        assertTrue(message.contains("more than 2 images in s3://images/press/") && message.contains("--most"), message);
    }
}
