package dev.assay.systems.etcd;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** A system under test is on a class path of its own: here are its arrows. */
final class ArchitectureTest {
  /** Above all nothing of the server: a mistake that a client shared with it would cancel out. */
  @Test
  void aSystemKnowsTheHarnessOnlyByItsSeams() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.assay.systems.etcd");
    assertThat(classes).isNotEmpty();
    classes()
        .should()
        .onlyDependOnClassesThat(
            not(resideInAPackage("dev.assay.."))
                .or(
                    resideInAnyPackage(
                        "dev.assay.systems.etcd..", "dev.assay.core..", "dev.assay.checker..")))
        .check(classes);
  }
}
