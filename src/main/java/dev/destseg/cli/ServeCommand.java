package dev.destseg.cli;

import dev.destseg.configuration.ConfigurationFile;
import dev.destseg.configuration.GivenConfiguration;
import dev.destseg.image.ImageReader;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.journal.JournalNatives;
import dev.destseg.tensor.InputException;
import io.quarkus.runtime.Quarkus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Starts the framework and with it the appliance, until it is stopped. What was given goes there as system properties,
 * which are read at its start and win over files.
 */
@Command(
        name = "serve",
        description = {
            "Judges images that arrive over HTTP, until it is stopped.",
            "",
            "Files that come to lie in a folder named by --watch are judged one by one and moved to done, or to"
                    + " cannot-judge, within it.",
            "",
            "It keeps its recipes and goes on with those that judged before. Several products are served by several"
                    + " --recipe options; the product is named after the recipe unless PRODUCT= is put before it."
                    + " Without any recipe it learns a demo product. On SIGTERM or Ctrl-C what was accepted is finished"
                    + " first."
        },
        footer = {
            "  destseg serve",
            "  destseg serve --recipe flange.recipe",
            "  destseg serve --recipe flange.recipe --config edge-config/line-box.yaml",
            "  destseg serve --recipe left=flange-a.recipe --recipe right=flange-b.recipe --port 9000",
            "  destseg serve --recipe flange.recipe --watch /var/images",
            "  curl --data-binary @photo.jpg -H 'Content-Type: image/jpeg' http://127.0.0.1:8080/api/v1/inspections"
        })
final class ServeCommand implements Callable<Integer> {
    private static final int LAST_PORT = 65535;

    private final Console console;

    @Option(
            names = "--recipe",
            paramLabel = "[PRODUCT=]RECIPE",
            description = "A recipe to judge by, which is added to those kept; may be given several times.")
    List<String> recipes = List.of();

    @Option(names = "--no-demo", description = "Learn no demo product when there is no recipe.")
    boolean noDemo;

    @Option(
            names = "--watch",
            paramLabel = "[PRODUCT=]FOLDER",
            description = "A folder whose files are judged as they come; may be given several times.")
    List<String> watched = List.of();

    @Option(names = "--host", paramLabel = "HOST", description = "Address to listen on (default: 127.0.0.1).")
    @Nullable
    String host;

    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on (default: 8080).")
    @Nullable
    Integer port;

    @Mixin
    ConfigOption config = new ConfigOption();

    ServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (port != null && (port < 0 || port > LAST_PORT)) {
            throw new InputException("--port " + port + " is none; give one from 1 to " + LAST_PORT + ", or 0 for any");
        }
        configure(
                GivenConfiguration.PROPERTY,
                config.file().map(ConfigurationFile::path).orElse(null));
        configure("quarkus.http.host", host);
        configure("quarkus.http.port", port);
        configure("destseg.recipes.demo", noDemo ? "false" : null);
        for (int i = 0; i < watched.size(); i++) {
            watch("destseg.line.folders.watch-" + (i + 1), watched.get(i));
        }
        StartClasses.load();
        loadNatives();
        AtomicInteger exitCode = new AtomicInteger();
        Quarkus.run(
                ServedAppliance.class,
                (code, failure) -> exitCode.set(failure == null ? code : StartFailure.report(failure, console)),
                recipes.toArray(String[]::new));
        return exitCode.get();
    }

    /** Meanwhile, so that the first recipe finds them: the framework keeps one core busy, the disk the other. */
    private static void loadNatives() {
        Thread natives = new Thread(
                () -> {
                    ImageReader.load();
                    OnnxRuntime.load();
                    JournalNatives.load();
                },
                "natives");
        natives.setDaemon(true);
        natives.start();
    }

    private static void watch(String key, String option) {
        int separator = option.indexOf('=');
        String folder = option.substring(separator + 1);
        if (!Files.isDirectory(Path.of(folder))) {
            throw new InputException("There is no folder " + folder + "; give one that files will come to lie in");
        }
        configure(key + ".directory", folder);
        configure(key + ".product", separator > 0 ? option.substring(0, separator) : null);
    }

    private static void configure(String key, @Nullable Object value) {
        if (value != null) {
            System.setProperty(key, value.toString());
        }
    }
}
