package io.mediajobs.client.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.standin.MovableClock;
import io.mediajobs.standin.Pipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileFileTest {

  private static final Instant NOW = Instant.parse("2022-06-28T15:23:12Z");
  private static final Credentials FIRST = new Credentials("AKID1", "key-1", null);
  private static final Credentials SECOND = new Credentials("AKID2", "key-2", null);

  @TempDir Path folder;
  private Path file;
  private ProfileFile profile;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("credentials");
    profile = new ProfileFile(file);
  }

  @Test
  void readsTheDefaultSection() throws Exception {
    write(
        "# a comment\nsecret_id = none\n[other]\nsecret_id=AKIDother\nsecret_key=other\n"
            + " [default] \r\n; secret_id = AKIDold\n\nsecret_id = AKIDexample\r\n"
            + "secret_key=key=example==\n token =  token/example+0001 \nregion = ap-x\n"
            + "[third]\nsecret_id=AKIDthird\n");
    assertThat(profile.read(NOW).credentials())
        .isEqualTo(new Credentials("AKIDexample", "key=example==", "token/example+0001"));
  }

  @Test
  void theTokenMayBeMissing() throws Exception {
    write("[default]\nsecret_id=AKID1\nsecret_key=key-1\n");
    assertThat(profile.read(NOW).credentials()).isEqualTo(FIRST);
    assertThat(profile.read(NOW).lookAgain()).isEqualTo(NOW.plusSeconds(1));
    assertThat(profile.read(NOW).expiry()).isEqualTo(Instant.MAX);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[default]\\nsecret_key=k-1|has no secret_id in its section [default]",
        "[default]\\nsecret_id=AKID1|has no secret_key in its section [default]",
        "[default]\\nsecret_id=AKID1\\nsecret_key=|has no secret_key in its section [default]",
        "secret_id=AKID1\\nsecret_key=k-1|has no secret_id in its section [default]",
        "[default]\\nsecret_id=AKID1\\nsecret_key=k -1"
            + "|holds unusable credentials: The secret key holds a character other than visible"
            + " ASCII"
      })
  void saysWhatIsWrongWithoutShowingIt(String text, String why) throws Exception {
    write(text.replace("\\n", "\n"));
    refused(why);
  }

  @Test
  void saysThatTheFileIsMissing() {
    refused("does not exist");
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void opensOnlyARegularFile() throws Exception {
    Files.createDirectory(file);
    refused("is no regular file");
    Files.delete(file);
    Pipes.make(file);
    refused("is no regular file");
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("/dev/zero"));
    refused("is no regular file");
  }

  @Test
  void saysThatTheFileCannotBeRead() throws Exception {
    // Systems differ in what they say of a path below a file; a circle of links is one to all.
    Files.createSymbolicLink(file, file);
    refused("can't be read (FileSystemException)");
  }

  @Test
  void readsNoMoreOfAFileThatHasNoSizeThanItMayHave() throws Exception {
    // Linux makes it while it is read, and says beforehand that it is empty.
    Path made = Path.of("/proc/self/maps");
    assumeTrue(Files.isRegularFile(made));
    assertThat(Files.size(made)).isZero();

    assertThatThrownBy(() -> new RegularFile(made, 100).read())
        .isInstanceOf(RegularFile.Refused.class)
        .hasMessage("is longer than 100 bytes");
  }

  @Test
  void readsNoEndlessFile() throws Exception {
    write("[default]\n".repeat(7000));
    refused("is longer than 65536 bytes");
  }

  @Test
  void seesAFileOfTheSameTimeAndSizeBehindALink() throws Exception {
    // As Kubernetes mounts secrets: a link is moved to another folder.
    FileTime then = FileTime.from(NOW);
    for (String version : new String[] {"1", "2"}) {
      Path real = Files.createDirectory(folder.resolve("v" + version)).resolve("c");
      Files.writeString(
          real, "[default]\nsecret_id=AKID" + version + "\nsecret_key=key-" + version);
      Files.setLastModifiedTime(real, then);
    }
    Files.createSymbolicLink(file, folder.resolve("v1/c"));
    assertThat(profile.read(NOW).credentials()).isEqualTo(FIRST);

    Files.delete(file);
    Files.createSymbolicLink(file, folder.resolve("v2/c"));
    assertThat(profile.read(NOW).credentials()).isEqualTo(SECOND);
  }

  @Test
  void theFileIsLookedAtOnceASecondAndOnARefusal() throws Exception {
    MovableClock clock = new MovableClock(NOW);
    write("[default]\nsecret_id=AKID1\nsecret_key=key-1\n");
    CredentialsSource source = CredentialsSource.file(file, clock);
    assertThat(source.get()).isEqualTo(FIRST);

    write("[default]\nsecret_id=AKID2\nsecret_key=key-2\n");
    assertThat(source.get()).isEqualTo(FIRST);
    assertThat(source.renewed(FIRST)).isEqualTo(SECOND);
    assertThat(source.get()).isEqualTo(SECOND);

    write("[default]\nsecret_id=AKID1\nsecret_key=key-1\n");
    clock.advance(Duration.ofSeconds(1));
    assertThat(source.get()).isEqualTo(FIRST);
  }

  @Test
  void keepsWhatItHasWhileTheFileIsGone() throws Exception {
    MovableClock clock = new MovableClock(NOW);
    write("[default]\nsecret_id=AKID1\nsecret_key=key-1\n");
    CredentialsSource source = CredentialsSource.file(file, clock);
    source.get();
    Files.delete(file);
    clock.advance(Duration.ofHours(1));
    assertThat(source.get()).isEqualTo(FIRST);
    assertThat(source.ifRefused())
        .isEqualTo("check the key in " + file + ", the ci.credentials.file");
  }

  private void write(String text) throws IOException {
    Path next = Files.writeString(folder.resolve("next"), text);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private void refused(String why) {
    assertThatThrownBy(() -> profile.read(NOW))
        .isInstanceOfSatisfying(
            JobsApiException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
        .hasMessage("The ci.credentials.file " + file + " " + why)
        .hasNoCause();
  }
}
