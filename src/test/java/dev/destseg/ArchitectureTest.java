package dev.destseg;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which package may use which, and which library. */
@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    static final String ROOT = "dev.destseg";
    static final Set<String> KERNEL = Set.of(
            "tensor",
            "image",
            "graph",
            "onnx",
            "network",
            "inference",
            "dataset",
            "evaluation",
            "machine",
            "quantization");
    private static final Set<String> FEATURES =
            Set.of("recipe", "inspection", "training", "registry", "line", "access", "configuration");
    private static final Set<String> ADAPTERS = Set.of("rest", "console", "health", "telemetry", "cli");
    private static final Map<String, Set<String>> MAY_USE = mayUse();

    /** Fewer would mean that the scan has missed the classes, and that every rule here holds of nothing. */
    private static final int FEWEST_CLASSES = 50;

    private static Map<String, Set<String>> mayUse() {
        Map<String, Set<String>> table = new HashMap<>(Map.of(
                "tensor", Set.of(),
                "image", Set.of("tensor"),
                "graph", Set.of("tensor"),
                "onnx", Set.of("graph", "tensor"),
                "network", Set.of("graph", "tensor"),
                "inference", Set.of("onnx", "tensor"),
                "dataset", Set.of("image", "tensor"),
                "evaluation", Set.of("image", "tensor")));
        table.put("machine", Set.of());
        table.put("quantization", Set.of("graph", "tensor"));
        table.put("recipe", KERNEL);
        table.put("inspection", union(KERNEL, Set.of("recipe")));
        table.put("training", union(KERNEL, Set.of("recipe")));
        table.put("registry", Set.of("recipe", "training", "tensor"));
        table.put("access", Set.of("recipe", "tensor"));
        table.put("line", Set.of("inspection", "image", "tensor", "recipe", "access"));
        // Checks the settings of all others.
        table.put("configuration", union(FEATURES, KERNEL));
        ADAPTERS.forEach(adapter -> table.put(adapter, union(FEATURES, KERNEL)));
        return table;
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    @ArchTest
    static void scansTheWholeApplication(JavaClasses scanned) {
        assertTrue(scanned.size() >= FEWEST_CLASSES, "Only " + scanned.size() + " classes were scanned");
    }

    @ArchTest
    static final ArchTests conventions = ArchTests.in(Conventions.class);

    @ArchTest
    static final ArchRule packagesUseOnlyWhatTheTableAllows = classes().should(useOnlyAllowedPackages());

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theKernelKnowsNoFramework = noClasses()
            .that()
            .resideInAnyPackage(kernelPackages())
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkus..", "jakarta..", "javax.inject..", "io.smallrye..", "org.eclipse.microprofile..");

    @ArchTest
    static final ArchRule openCvStaysInImage = confined("image", "org.bytedeco.opencv..");

    @ArchTest
    static final ArchRule onnxRuntimeStaysInItsPackage =
            confined("inference.onnxruntime", "org.bytedeco.onnxruntime..", "org.bytedeco.dnnl..");

    @ArchTest
    static final ArchRule tensorRtStaysInItsPackage = confined("inference.tensorrt", "org.bytedeco.tensorrt..");

    @ArchTest
    static final ArchRule cudaStaysWithTheRuntimesOfNvidia = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".inference.tensorrt..", ROOT + ".inference.nvidia..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bytedeco.cuda..");

    @ArchTest
    static final ArchRule theMessagesOfOnnxStayInItsPackage = confined("onnx", "ai.onnx.proto..", "org.tribuo..");

    @ArchTest
    static final ArchRule theMessagesOfSparkplugStayInItsPackage =
            confined("line.mqtt.sparkplug", "org.eclipse.tahu..");

    @ArchTest
    static final ArchRule protobufStaysWithThem = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".onnx..", ROOT + ".line.mqtt.sparkplug..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.google.protobuf..");

    @ArchTest
    static final ArchRule picklesStayInNetwork = confined("network", "net.razorvine..");

    @ArchTest
    static final ArchRule theMqttClientStaysInItsPackage = confined("line.mqtt", "com.hivemq..");

    @ArchTest
    static final ArchRule theModbusLibraryStaysInItsPackage = confined("line.modbus", "com.digitalpetri..");

    @ArchTest
    static final ArchRule opcUaStaysInItsPackage = confined("line.opcua", "org.eclipse.milo..", "org.bouncycastle..");

    @ArchTest
    static final ArchRule theKafkaClientStaysInItsPackage = confined("line.kafka", "org.apache.kafka..");

    @ArchTest
    static final ArchRule theClientOfObjectStorageStaysInItsPackage = confined("line.bucket", "software.amazon..");

    @ArchTest
    static final ArchRule theDatabaseStaysInTheJournal = confined(
            "inspection.journal", "java.sql..", "javax.sql..", "org.flywaydb..", "org.sqlite..", "io.agroal..");

    @ArchTest
    static final ArchRule theCommandLineLibraryStaysInCli = confined("cli", "picocli..", "io.quarkus.picocli..");

    /** Its session options and training session do not work, see the pom; {@code org.bytedeco.onnxruntime} does. */
    @ArchTest
    static final ArchRule nobodyUsesTheJavaLayerOfOnnxRuntime =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("ai.onnxruntime..");

    static String[] kernelPackages() {
        return KERNEL.stream().map(name -> ROOT + "." + name + "..").toArray(String[]::new);
    }

    private static ArchRule confined(String home, String... libraries) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "." + home + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries);
    }

    private static ArchCondition<JavaClass> useOnlyAllowedPackages() {
        return new ArchCondition<>("use only the packages that the table allows") {
            @Override
            public void check(JavaClass user, ConditionEvents events) {
                String from = topLevel(user);
                Set<String> allowed = MAY_USE.get(from);
                if (allowed == null) {
                    events.add(SimpleConditionEvent.violated(user, user.getName() + " is in no known package"));
                    return;
                }
                user.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> isOurs(dependency.getTargetClass()))
                        .filter(dependency -> !mayUse(from, allowed, dependency))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(user, dependency.getDescription())));
            }
        };
    }

    private static boolean mayUse(String from, Set<String> allowed, Dependency dependency) {
        String to = topLevel(dependency.getTargetClass());
        return to.equals(from) || allowed.contains(to);
    }

    private static boolean isOurs(JavaClass type) {
        return type.getBaseComponentType().getPackageName().startsWith(ROOT);
    }

    /** The part of the package name after the root, up to the next dot; empty for the root itself. */
    private static String topLevel(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1).split("\\.", 2)[0];
    }
}
