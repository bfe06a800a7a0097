package dev.destseg.line.camera;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.image.Image;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PixmapReaderTest {
    private static PixmapReader reader(byte[]... pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            all.writeBytes(piece);
        }
        return new PixmapReader(new ByteArrayInputStream(all.toByteArray()), 100);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void readsColourAndGreyOneAfterTheOther() throws IOException {
        PixmapReader reader = reader(
                text("P6\n2 1\n255\n"), new byte[] {1, 2, 3, 4, 5, 6}, text("P5 # a note\n1 2 255 "), new byte[] {7, -1
                });
        Image colour = reader.next(null).orElseThrow();
        assertEquals(2, colour.width());
        assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6}, colour.rgb());
        Image grey = reader.next(null).orElseThrow();
        assertEquals(2, grey.height());
        assertArrayEquals(new byte[] {7, 7, 7, -1, -1, -1}, grey.rgb());
        assertEquals(Optional.empty(), reader.next(null));
    }

    @Test
    void writesOverTheSpareMemoryOfASameSize() throws IOException {
        byte[] spare = new byte[6];
        byte[] other = new byte[3];
        byte[] picture = text("P6 2 1 255\n123456");
        PixmapReader reader = reader(picture, picture);
        assertSame(spare, reader.next(spare).orElseThrow().rgb());
        assertArrayEquals(text("123456"), reader.next(other).orElseThrow().rgb());
        assertArrayEquals(new byte[3], other);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RIFF",
                "P3 1 1 255 0 0 0",
                "P6 1 1 65535\n123456",
                "P6 0 1 255\n",
                "P6 11 10 255\n",
                "P6 99999 99999 255\n",
                "P6 1 1 255\n12",
                "P6 1",
                "P6 -1 1 255\n123",
                "P6 1111111111111 1 255\n"
            })
    void refusesWhatIsNoSuchPicture(String bytes) {
        String message = assertThrows(
                        IOException.class, () -> reader(text(bytes)).next(null))
                .getMessage();
        assertTrue(message.contains("picture"), message);
    }
}
