package dev.destseg;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.NullMarked;

/**
 * Native memory, null marks, names, and a kernel that gives the same result whenever it runs. {@link ArchitectureTest} holds the
 * classes to them, so that they are read once only.
 */
final class Conventions {
    private static final String[] NATIVE_PACKAGES = {
        ArchitectureTest.ROOT + ".image..", ArchitectureTest.ROOT + ".inference.."
    };

    /** Full names of what gives another answer each time; calls with a seed have parameters and so other names. */
    private static final Set<String> UNREPEATABLE = Set.of(
            "java.util.Random.<init>()",
            "java.util.SplittableRandom.<init>()",
            "java.lang.Math.random()",
            "java.lang.StrictMath.random()",
            "java.util.concurrent.ThreadLocalRandom.current()",
            "java.util.random.RandomGenerator.getDefault()",
            "java.util.random.RandomGenerator.of(java.lang.String)",
            "java.util.Collections.shuffle(java.util.List)",
            "java.util.UUID.randomUUID()",
            "java.util.Date.<init>()",
            "java.lang.System.currentTimeMillis()",
            "java.lang.System.nanoTime()");

    @ArchTest
    static final ArchRule theKernelHasNoClockAndNoUnseededRandomness = noClasses()
            .that()
            .resideInAnyPackage(ArchitectureTest.kernelPackages())
            .should()
            .accessTargetWhere(DescribedPredicate.describe("the answer differs each time", Conventions::differs));

    @ArchTest
    static final ArchRule pointersDoNotLeaveThePackagesThatOwnThem = codeUnits()
            .that()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackages(NATIVE_PACKAGES)
            .and()
            .areNotPrivate()
            .should(haveNoPointerInTheirSignature());

    @ArchTest
    static final ArchRule noPublicFieldIsAPointer = noFields()
            .that()
            .doNotHaveModifier(JavaModifier.PRIVATE)
            .should()
            .haveRawType(pointer())
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule pointersAreHeldByWhatCanBeClosed = fields().that()
            .haveRawType(pointer())
            .should()
            .beDeclaredInClassesThat()
            .areAssignableTo(AutoCloseable.class)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule packagesAreNullMarked = classes().should(beInANullMarkedPackage());

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveNameMatching(".*(Manager|Utils?|Utilities|Helper|Impl|Info)")
            .orShould()
            .resideInAnyPackage("..util..", "..utils..", "..common..", "..dto..", "..helper..", "..impl..");

    private static boolean differs(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getName();
        return UNREPEATABLE.contains(access.getTarget().getFullName())
                || owner.equals("java.security.SecureRandom")
                || owner.startsWith("java.time.") && (name.equals("now") || name.startsWith("system"));
    }

    private static DescribedPredicate<JavaClass> pointer() {
        return DescribedPredicate.describe(
                "native pointers", type -> type.getBaseComponentType().isAssignableTo(Pointer.class));
    }

    private static ArchCondition<JavaCodeUnit> haveNoPointerInTheirSignature() {
        return new ArchCondition<>("have no native pointer in their signature") {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                unit.getAllInvolvedRawTypes().stream()
                        .filter(pointer())
                        .forEach(type -> events.add(SimpleConditionEvent.violated(
                                unit, unit.getFullName() + " shows the pointer " + type.getName())));
            }
        };
    }

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a package marked @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getName() + " is in a package whose package-info lacks @NullMarked"));
                }
            }
        };
    }
}
