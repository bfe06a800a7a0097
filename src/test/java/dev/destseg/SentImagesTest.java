package dev.destseg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code scripts/image} with a build that writes the manifests of the version in a file, and a registry that keeps nothing. */
class SentImagesTest {
    private static final String BUILD =
            """
            cd "$(dirname "$0")"
            case $* in
                *jib:build*) echo "sha256:$(cat profiles)" >target/jib-image.digest; exit ;;
            esac
            while [ "$1" != -P ]; do shift; done
            echo "$2" >profiles
            rm -rf target/kubernetes
            cp -R manifests target/kubernetes
            sed -i "s/[$]{project.version}/$(cat version)/" target/kubernetes/*/kustomization.yaml
            scripts/sent-images
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void layOutAProject() throws IOException {
        for (String file :
                List.of("scripts/image", "scripts/sent-images", "scripts/serve-options", "LICENSE", "NOTICE")) {
            copy(Path.of(file), folder.resolve(file));
        }
        for (String part : List.of("base", "cpu", "gpu")) {
            String file = part + "/kustomization.yaml";
            copy(
                    Path.of("edge-config/kubernetes", file),
                    folder.resolve("manifests").resolve(file));
        }
        Files.createDirectories(folder.resolve("target/quarkus-app"));
        Files.writeString(folder.resolve("target/quarkus-app/quarkus-run.jar"), "");
        Shell.script(folder.resolve("mvnw"), BUILD);
        Shell.script(folder.resolve("java/bin/jlink"), "");
        version("0.1.0");
    }

    @Test
    void theManifestsNameTheImagesOfTheirVersionThatWereSentLast() throws Exception {
        run("scripts/image", "--to", "registry.example:5000/edge:1");
        run("scripts/image", "--gpu", "--to", "registry.example:5000/edge:1-gpu");
        build();
        assertNames("cpu", "registry.example:5000/edge", "digest: sha256:image");
        assertNames("gpu", "registry.example:5000/edge", "digest: sha256:image,linux-x86_64-gpu");

        version("0.2.0");
        build();
        assertNames("cpu", "registry.plant.example:5000/destseg-edge", "newTag: 0.2.0");
        assertNames("gpu", "registry.plant.example:5000/destseg-edge", "newTag: 0.2.0-gpu");
    }

    private void assertNames(String variant, String repository, String which) throws IOException {
        String manifest = Files.readString(folder.resolve("target/kubernetes/" + variant + "/kustomization.yaml"));
        String expected = "    newName: " + repository + "\n    " + which + "\n";
        assertTrue(manifest.contains(expected), manifest);
    }

    private void build() throws Exception {
        run("mvnw", "-P", "image", "package");
    }

    private void run(String script, String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = folder.resolve(script).toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Shell.Outcome outcome = new Shell(
                        folder,
                        Map.of(
                                "PATH",
                                System.getenv("PATH"),
                                "JAVA_HOME",
                                folder.resolve("java").toString()))
                .run(command);
        assertEquals(0, outcome.code(), outcome.err());
    }

    private void version(String version) throws IOException {
        Files.writeString(folder.resolve("version"), version);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }
}
