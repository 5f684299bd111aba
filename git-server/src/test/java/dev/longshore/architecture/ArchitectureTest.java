package dev.longshore.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.longshore.deployer.engine.cluster.EngineClusterSettings;
import dev.longshore.deployer.engine.network.AddressPool;
import java.io.ObjectInputStream;
import org.jspecify.annotations.NullMarked;

/** The shape of the house: who knows whom, and what nobody does. */
@AnalyzeClasses(
        packages = "dev.longshore",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestClasses.class})
class ArchitectureTest {
    @ArchTest
    static final ArchRule ROOMS_KNOW_ONLY_WHAT_THEY_STAND_ON = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("project")
            .definedBy("dev.longshore.project..")
            .layer("engine")
            .definedBy("dev.longshore.engine..")
            .layer("builder")
            .definedBy("dev.longshore.builder..")
            .layer("deployer")
            .definedBy("dev.longshore.deployer..")
            .layer("gateway")
            .definedBy("dev.longshore.gateway..")
            .layer("cli")
            .definedBy("dev.longshore.cli..")
            .layer("git-server")
            .definedBy("dev.longshore.server..")
            .withOptionalLayers(true)
            .whereLayer("git-server")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("gateway")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("builder")
            .mayOnlyBeAccessedByLayers("git-server")
            .whereLayer("deployer")
            .mayOnlyBeAccessedByLayers("git-server")
            .whereLayer("engine")
            .mayOnlyBeAccessedByLayers("builder", "deployer", "git-server");

    @ArchTest
    static final ArchRule PACKAGES_OF_A_ROOM_HAVE_NO_CYCLES =
            slices().matching("dev.longshore.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_CLUSTER_IS_ENTERED_BY_ITS_DOOR = noClasses()
            .that()
            .resideOutsideOfPackage("dev.longshore.deployer..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.longshore.deployer.engine.*..")
                    .and(not(belongToAnyOf(EngineClusterSettings.class, AddressPool.class))));

    @ArchTest
    static final ArchRule NOBODY_STARTS_A_PROCESS = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ProcessBuilder.class)
            .orShould()
            .callMethodWhere(target(DescribedPredicate.describe(
                    "Runtime.exec",
                    target ->
                            target.getName().equals("exec") && target.getOwner().isEquivalentTo(Runtime.class))));

    /** Readers that resolve entities, make objects of any class, or run what a repository says. */
    @ArchTest
    static final ArchRule NOBODY_USES_A_READER_THAT_OBEYS_ITS_INPUT = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.eclipse.jgit.gitrepo..",
                    "org.eclipse.jgit.hooks..",
                    "javax.xml..",
                    "org.xml..",
                    "javax.script..",
                    "org.yaml.snakeyaml..",
                    "org.snakeyaml.engine.v2.constructor..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ObjectInputStream.class);

    @ArchTest
    static final ArchRule LOGS_GO_THROUGH_SLF4J =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

    @ArchTest
    static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED = classes()
            .that(DescribedPredicate.describe("are written by people", ArchitectureTest::isWritten))
            .should(be(DescribedPredicate.describe(
                    "in a @NullMarked package", type -> type.getPackage().isAnnotatedWith(NullMarked.class))));

    /** Modules that aren't packaged yet are directories of classes, so tests are told apart by their directory. */
    static final class NoTestClasses implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/") && !location.contains("-tests.jar");
        }
    }

    private static boolean isWritten(JavaClass type) {
        return !type.getSimpleName().equals("package-info") && !type.isAnonymousClass();
    }
}
