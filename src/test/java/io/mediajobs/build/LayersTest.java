package io.mediajobs.build;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * The layers and their rooms: connect composes record, client and tracking, which know only job and
 * not each other; record, converter and transform share schema. A room is seen by its own layer,
 * and by the layer above where it is a door. The small tail composes the same beside connect.
 */
class LayersTest {

  private static final String BASE = "io.mediajobs.";
  private static final String OURS = BASE + ".";
  private static final String[] PURE = {"io.mediajobs.job..", "io.mediajobs.tracking.."};

  private static final JavaClasses MAIN = MainClasses.ALL;

  /** What each room may see besides itself; a room that is not named here does not exist. */
  private static final Map<String, Set<String>> SEES =
      Map.ofEntries(
          entry("job", Set.of()),
          entry("schema", Set.of()),
          entry("converter", Set.of("schema")),
          entry("transform", Set.of("schema")),
          entry("record", Set.of("job", "schema")),
          entry("client.http", Set.of("job")),
          entry("client.credentials", Set.of("job", "client.http")),
          entry("client.page", Set.of("job", "client.credentials")),
          entry("client.fault", Set.of("job", "client.http", "client.credentials", "client.page")),
          entry(
              "client",
              Set.of("job", "client.http", "client.credentials", "client.page", "client.fault")),
          entry("tracking.pace", Set.of("job")),
          entry("tracking.state", Set.of("job", "tracking.pace")),
          entry("tracking.plan", Set.of("job", "tracking.pace", "tracking.state")),
          entry("tracking.tracked", Set.of("job", "tracking.state")),
          entry("tracking.listing", Set.of("job", "tracking.state")),
          entry(
              "tracking.discovery",
              Set.of(
                  "job",
                  "tracking.state",
                  "tracking.plan",
                  "tracking.tracked",
                  "tracking.listing")),
          entry(
              "tracking.refresh",
              Set.of("job", "tracking.state", "tracking.plan", "tracking.tracked")),
          entry(
              "tracking",
              Set.of(
                  "job",
                  "tracking.pace",
                  "tracking.state",
                  "tracking.plan",
                  "tracking.tracked",
                  "tracking.listing",
                  "tracking.discovery",
                  "tracking.refresh")),
          entry(
              "connect.config",
              Set.of(
                  "job",
                  "schema",
                  "record",
                  "client",
                  "client.http",
                  "client.credentials",
                  "tracking.pace",
                  "tracking.state")),
          entry(
              "connect.offset", Set.of("job", "tracking.state", "tracking.pace", "connect.config")),
          entry("connect.metrics", Set.of("job", "tracking", "tracking.state")),
          entry(
              "connect",
              Set.of(
                  "job",
                  "schema",
                  "record",
                  "client",
                  "tracking",
                  "tracking.pace",
                  "tracking.state",
                  "tracking.plan",
                  "connect.config",
                  "connect.offset",
                  "connect.metrics")),
          // The loop and the offsets, which need no Kafka, and none of the rest of connect.
          entry(
              "tail",
              Set.of(
                  "job",
                  "schema",
                  "client",
                  "client.http",
                  "client.credentials",
                  "tracking",
                  "tracking.pace",
                  "tracking.state",
                  "connect",
                  "connect.offset")));

  @Test
  void everyClassIsInARoom() {
    assertThat(MAIN.stream().map(LayersTest::room).collect(toSet())).isEqualTo(SEES.keySet());
  }

  @Test
  void aRoomSeesOnlyWhatIsBelowIt() {
    SEES.forEach(
        (room, below) ->
            noClasses()
                .that(describe("are in " + room, type -> room(type).equals(room)))
                .should()
                .dependOnClassesThat(
                    describe(
                        "are neither there nor in " + below,
                        type ->
                            isOurs(type)
                                && !room(type).equals(room)
                                && !below.contains(room(type))))
                .check(MAIN));
  }

  @Test
  void roomsHaveNoCycles() {
    slices().matching("io.mediajobs.(**)").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void aFolderHasAtMostTwentyFiles() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      Map<Path, Long> folders =
          files
              .filter(file -> file.toString().endsWith(".java") && !file.endsWith(SENTENCE))
              .collect(groupingBy(Path::getParent, counting()));
      assertThat(folders)
          .hasSize(SEES.size())
          .allSatisfy((folder, count) -> assertThat(count).isLessThanOrEqualTo(20));
    }
  }

  /** The sentence that says what a room is for. */
  private static final String SENTENCE = "package-info.java";

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

  /** Nor by anything that it uses: its jar has neither. */
  @Test
  void theTailNeedsNeitherKafkaNorAvro() {
    noClasses()
        .that()
        .resideInAPackage("io.mediajobs.tail..")
        .should()
        .transitivelyDependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "org.apache.avro..")
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

  @Test
  void theTransformNeedsTheTransformApiOnly() {
    needsOnly(
        "transform",
        "org.apache.avro..",
        "org.apache.kafka.connect..",
        "org.apache.kafka.common.config..");
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

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().startsWith(BASE);
  }

  /** The package of a class below ours: {@code client.http}. */
  private static String room(JavaClass type) {
    return type.getPackageName().substring(BASE.length());
  }

  private static void needsOnly(String layer, String... libraries) {
    classes()
        .that()
        .resideInAPackage(BASE + layer + "..")
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
}
