package io.mediajobs.build;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The layers: connect composes record, client and tracking, which know only job and not each other;
 * record and converter share schema. Packages that are still empty break no rule.
 */
class LayersTest {

  private static final String OURS = "io.mediajobs..";
  private static final String[] PURE = {"io.mediajobs.job..", "io.mediajobs.tracking.."};

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.mediajobs");

  @Test
  void everyClassIsInALayer() {
    classes()
        .should()
        .resideInAnyPackage(
            layers("connect", "record", "client", "tracking", "job", "converter", "schema"))
        .check(MAIN);
  }

  @Test
  void aLayerSeesOnlyTheOnesBelowIt() {
    sees("job");
    sees("schema");
    sees("client", "job");
    sees("tracking", "job");
    sees("record", "job", "schema");
    sees("converter", "schema");
    sees("connect", "record", "client", "tracking", "job", "schema");
  }

  @Test
  void layersHaveNoCycles() {
    slices()
        .matching("io.mediajobs.(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(MAIN);
  }

  /** A list of what is allowed, as no list of what is not would be complete. */
  @Test
  void jobAndTrackingNeedTheJdkAlone() {
    classes()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(OURS, "java.lang..", "java.time..", "java.util..", "java.math..")
                .or(resideInAnyPackage("java.io", "java.nio", "java.nio.charset", "org.jspecify.."))
                .and(not(resideInAPackage("java.util.logging.."))))
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void jobAndTrackingAreGivenTheTime() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat(areOneOf(Clock.class, InstantSource.class))
        .orShould()
        .callMethodWhere(asksForTheTime())
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void jobAndTrackingAreGivenTheirChance() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .callConstructor(Random.class)
        .orShould()
        .callConstructor(SplittableRandom.class)
        .orShould()
        .dependOnClassesThat(areOneOf(ThreadLocalRandom.class))
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void theClientKnowsNoKafka() {
    noClasses()
        .that()
        .resideInAPackage("io.mediajobs.client..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void schemaNeedsAvroAndConnectDataOnly() {
    needsOnly(
        "schema",
        "org.apache.avro..",
        "org.apache.kafka.connect.data..",
        "org.apache.kafka.connect.errors..");
  }

  @Test
  void theConverterNeedsAvroAndTheConverterApiOnly() {
    needsOnly(
        "converter",
        "org.apache.avro..",
        "org.apache.kafka.connect..",
        "org.apache.kafka.common..");
  }

  /** Kafka 4.4 moved much of it away, and plugins that used it no longer load there. */
  @Test
  void nobodyUsesWhatKafkaMovesAround() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka.common.utils..",
            "org.apache.kafka.common.record..",
            "org.apache.kafka.connect.runtime..")
        .allowEmptyShould(true)
        .check(MAIN);
  }

  private static void sees(String layer, String... below) {
    String[] allowed = layers(Stream.concat(Stream.of(layer), Arrays.stream(below)));
    noClasses()
        .that()
        .resideInAPackage(layers(layer)[0])
        .should()
        .dependOnClassesThat(resideInAPackage(OURS).and(not(resideInAnyPackage(allowed))))
        .allowEmptyShould(true)
        .check(MAIN);
  }

  private static void needsOnly(String layer, String... libraries) {
    classes()
        .that()
        .resideInAPackage(layers(layer)[0])
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(libraries).or(resideInAnyPackage(OURS, "java..", "org.jspecify..")))
        .allowEmptyShould(true)
        .check(MAIN);
  }

  private static DescribedPredicate<JavaCall<?>> asksForTheTime() {
    Map<String, Set<String>> calls =
        Map.of(
            "java.lang.System", Set.of("currentTimeMillis", "nanoTime"),
            "java.lang.Thread", Set.of("sleep"),
            "java.util.concurrent.TimeUnit", Set.of("sleep"));
    return describe(
        "ask for the time or let it pass",
        call -> {
          String name = call.getName();
          JavaClass owner = call.getTargetOwner();
          return calls.getOrDefault(owner.getName(), Set.of()).contains(name)
              || (name.equals("now") && owner.getPackageName().startsWith("java.time"));
        });
  }

  private static DescribedPredicate<JavaClass> areOneOf(Class<?>... types) {
    return describe(
        "are one of " + Arrays.toString(types),
        type -> Arrays.stream(types).anyMatch(type::isEquivalentTo));
  }

  private static String[] layers(String... names) {
    return layers(Arrays.stream(names));
  }

  private static String[] layers(Stream<String> names) {
    return names.map(name -> "io.mediajobs." + name + "..").toArray(String[]::new);
  }
}
