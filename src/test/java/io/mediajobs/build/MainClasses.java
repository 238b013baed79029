package io.mediajobs.build;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/**
 * The classes of main, which tests of rules share: to read them takes longer than to judge them.
 */
final class MainClasses {

  /** All of them, and no test, in whichever folder a build has put both. */
  static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(place -> !place.contains("/test-classes/"))
          .importPackages("io.mediajobs");

  private MainClasses() {}
}
