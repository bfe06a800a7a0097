package dev.destseg.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The classes that a serving box will want, read ahead of it on the core that the framework leaves idle: its start is
 * bound by one thread, which otherwise spends a third of its time on reading them from their jars. They are loaded, not
 * initialised, so that nothing of them runs any sooner; to link them as well made that thread wait for this one.
 *
 * <p>The list beside this class is what a rehearsal loaded, in its order. A name that is no more is passed over, and one
 * that is missing is loaded by whoever wants it, so that an old list costs time only. {@code scripts/start-classes} makes
 * it anew.
 */
final class StartClasses {
    static final String LIST = "start-classes.txt";

    private StartClasses() {}

    /** In a thread of its own, which ends with the list. */
    static void load() {
        Thread thread = new Thread(StartClasses::loadAll, "classes");
        thread.setDaemon(true);
        thread.start();
    }

    private static void loadAll() {
        ClassLoader loader = StartClasses.class.getClassLoader();
        try (InputStream list = StartClasses.class.getResourceAsStream(LIST);
                BufferedReader names = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(list, LIST), StandardCharsets.UTF_8))) {
            for (String name = names.readLine(); name != null; name = names.readLine()) {
                load(loader, name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(LIST, e);
        }
    }

    private static void load(ClassLoader loader, String name) {
        try {
            loader.loadClass(name);
        } catch (ClassNotFoundException | LinkageError e) {
            // Whoever wants it says so.
        }
    }
}
