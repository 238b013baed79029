package io.mediajobs.build;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.Task;
import org.junit.jupiter.api.Test;

/**
 * What is public has a user in another package of main. What only its own package needs is
 * package-private, and nothing is there for the tests alone.
 */
class UsedTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.mediajobs");

  private static final Path SOURCES = Path.of("src/main/java");

  @Test
  void everyPublicTypeHasAUserInAnotherPackage() {
    List<JavaClass> types = publicTypes();
    assertThat(types).hasSizeGreaterThan(50);
    assertThat(types.stream().filter(type -> !isUsed(type)).map(JavaClass::getName)).isEmpty();
  }

  @Test
  void everyPublicMethodHasAUserInAnotherPackage() {
    assertThat(
            publicTypes().stream()
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(unit -> isOpen(unit) && !isMadeByTheCompiler(unit) && !isAnOverride(unit))
                .filter(unit -> !isUsed(unit, unit.getAccessesToSelf()))
                .map(JavaCodeUnit::getFullName))
        .isEmpty();
  }

  @Test
  void everyPublicConstantHasAUserInAnotherPackage() {
    assertThat(
            publicTypes().stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> isOpen(field) && !field.getOwner().isEnum())
                .filter(field -> !isUsed(field, field.getAccessesToSelf()) && !isInlined(field))
                .map(JavaField::getFullName))
        .isEmpty();
  }

  private static List<JavaClass> publicTypes() {
    return MAIN.stream()
        .filter(UsedTest::isPublic)
        .filter(type -> !type.getSimpleName().equals("package-info"))
        // Tracking does not keep to it yet.
        .filter(type -> !type.getPackageName().startsWith("io.mediajobs.tracking"))
        // Connectors, tasks and converters are made by Kafka, by the name of their class.
        .filter(type -> !type.isAssignableTo(Versioned.class) && !type.isAssignableTo(Task.class))
        .toList();
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(PUBLIC)
        && type.getEnclosingClass().map(UsedTest::isPublic).orElse(true);
  }

  /** A type is also used where one that is nested in it is. */
  private static boolean isUsed(JavaClass type) {
    return MAIN.stream()
        .filter(part -> part.equals(type) || part.getName().startsWith(type.getName() + "$"))
        .flatMap(part -> part.getDirectDependenciesToSelf().stream())
        .anyMatch(use -> isElsewhere(use.getOriginClass(), type));
  }

  /** A member of an interface can't be less than public, so it may have its user next to it. */
  private static boolean isUsed(JavaMember member, Set<? extends JavaAccess<?>> uses) {
    return uses.stream()
        .anyMatch(
            use ->
                member.getOwner().isInterface()
                    || isElsewhere(use.getOriginOwner(), member.getOwner()));
  }

  private static boolean isElsewhere(JavaClass user, JavaClass used) {
    return !user.getPackageName().equals(used.getPackageName());
  }

  private static boolean isOpen(JavaMember member) {
    return member.getModifiers().contains(PUBLIC) && !member.getModifiers().contains(SYNTHETIC);
  }

  /** What a record or an enum has because it is one. */
  private static boolean isMadeByTheCompiler(JavaCodeUnit unit) {
    JavaClass type = unit.getOwner();
    int parameters = unit.getRawParameterTypes().size();
    long components =
        type.getFields().stream().filter(field -> !field.getModifiers().contains(STATIC)).count();
    boolean accessor = parameters == 0 && type.tryGetField(unit.getName()).isPresent();
    boolean canonical = unit.isConstructor() && parameters == components;
    return (type.isRecord() && (accessor || canonical))
        || (type.isEnum() && Set.of("values", "valueOf").contains(unit.getName()));
  }

  /** Called by whoever knows the type above, which may be one of Java or of a library. */
  private static boolean isAnOverride(JavaCodeUnit unit) {
    JavaClass type = unit.getOwner();
    int parameters = unit.getRawParameterTypes().size();
    return !unit.isConstructor()
        && Stream.concat(type.getAllRawInterfaces().stream(), type.getAllRawSuperclasses().stream())
            .flatMap(above -> above.getMethods().stream())
            .filter(method -> method.getName().equals(unit.getName()))
            .anyMatch(method -> method.getRawParameterTypes().size() == parameters);
  }

  /**
   * The compiler puts the value of a number or a text in its users' place: their source names it.
   */
  private static boolean isInlined(JavaField field) {
    JavaClass type = field.getOwner();
    Path own = SOURCES.resolve(type.getPackageName().replace('.', '/'));
    String name = type.getSimpleName() + "." + field.getName();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      Set<Path> users =
          files
              .filter(file -> file.toString().endsWith(".java") && !own.equals(file.getParent()))
              .collect(Collectors.toSet());
      return users.stream().anyMatch(file -> text(file).contains(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
