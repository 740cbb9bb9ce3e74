package io.bauta.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class IndependenceTest {

  private static final JavaClasses SIMULATOR =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.bauta");

  @Test
  void theSimulatorSharesNothingWithTheServer() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.bauta.simulator..",
            "java..",
            "javax..",
            "org.w3c.dom..",
            "org.xml.sax..",
            "org.jspecify..",
            "tools.jackson..",
            "com.sun.net.httpserver..")
        .check(SIMULATOR);
  }

  @Test
  void theTelephoneNetworkKnowsNoCarrier() {
    noClasses()
        .that()
        .resideInAPackage("io.bauta.simulator")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.bauta.simulator.*..")
        .check(SIMULATOR);
  }
}
