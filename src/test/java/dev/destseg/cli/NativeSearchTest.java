package dev.destseg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.ClassProperties;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NativeSearchTest {
    private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";
    /** Sees Java's own classes alone. */
    private static final ClassLoader FOR_PROCESSORS = ClassLoader.getPlatformClassLoader();
    /** Tests are compiled with the presets of CUDA and TensorRT. */
    private static final ClassLoader FOR_GPUS = NativeSearchTest.class.getClassLoader();

    @BeforeEach
    @AfterEach
    void nobodySaidAnything() {
        System.clearProperty(EXTENSION);
    }

    @Test
    void aBuildForProcessorsDoesNotLookForLibrariesOfNvidia() {
        assertTrue(lookedFor().stream().anyMatch(library -> library.startsWith("cudart")));

        NativeSearch.narrow(FOR_PROCESSORS);

        assertFalse(lookedFor().stream().anyMatch(library -> library.startsWith("cu") || library.startsWith("npp")));
        assertTrue(lookedFor().stream().anyMatch(library -> library.startsWith("opencv_core")));
    }

    @Test
    void aBuildForGpusLooksForAll() {
        NativeSearch.narrow(FOR_GPUS);

        assertNull(System.getProperty(EXTENSION));
    }

    @Test
    void whatSomebodySetStays() {
        System.setProperty(EXTENSION, "-gpu");

        NativeSearch.narrow(FOR_PROCESSORS);

        assertEquals("-gpu", System.getProperty(EXTENSION));
    }

    private static List<String> lookedFor() {
        ClassProperties properties =
                Loader.loadProperties(opencv_imgcodecs.class, Loader.loadProperties(Loader.getPlatform(), null), true);
        return Stream.of("platform.preload", "platform.link")
                .flatMap(kind -> properties.get(kind).stream())
                .toList();
    }
}
