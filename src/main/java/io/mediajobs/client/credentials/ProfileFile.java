package io.mediajobs.client.credentials;

import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Credentials in a file as Tencent Cloud's own tools keep them in {@code
 * ~/.tencentcloud/credentials}: section {@code [default]}, keys {@code secret_id}, {@code
 * secret_key} and, for temporary ones, {@code token}. Read anew whenever it is another file.
 */
final class ProfileFile implements ChangingCredentials.Store {

  private static final int MAX_BYTES = 65_536;
  private static final String SECTION = "default";

  private final RegularFile file;
  private @Nullable Stamp stamp;
  private @Nullable Credentials read;

  ProfileFile(Path file) {
    this.file = new RegularFile(file, MAX_BYTES);
  }

  /** What shows that a file has changed. A mounted secret changes by way of a symbolic link. */
  private record Stamp(FileTime modified, long size, @Nullable Object key) {}

  @Override
  public Found read(Instant now) throws JobsApiException {
    return new Found(credentials(), now.plus(ChangingCredentials.PAUSE), Instant.MAX);
  }

  @Override
  public String ifRefused() {
    return "check the key in " + file.path() + ", the ci.credentials.file";
  }

  private Credentials credentials() throws JobsApiException {
    try {
      // Taken before the file is read: what is written meanwhile is seen the next time.
      BasicFileAttributes attributes = file.attributes();
      Stamp now = new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
      Credentials last = read;
      if (last != null && now.equals(stamp)) {
        return last;
      }
      Credentials fresh = parse(new String(file.read(), StandardCharsets.UTF_8));
      stamp = now;
      read = fresh;
      return fresh;
    } catch (NoSuchFileException missing) {
      throw refused("does not exist");
    } catch (RegularFile.Refused other) {
      throw refused(other.getReason());
    } catch (IOException unreadable) {
      throw refused("can't be read (" + unreadable.getClass().getSimpleName() + ")");
    }
  }

  private Credentials parse(String text) throws JobsApiException {
    Map<String, String> values = section(text);
    String secretId = required(values, "secret_id");
    String secretKey = required(values, "secret_key");
    try {
      return new Credentials(secretId, secretKey, values.get("token"));
    } catch (IllegalArgumentException unusable) {
      throw refused("holds unusable credentials: " + unusable.getMessage());
    }
  }

  /** The lines {@code key = value} of our section; others, such as comments, say nothing. */
  private static Map<String, String> section(String text) {
    Map<String, String> values = new HashMap<>();
    boolean ours = false;
    for (String raw : text.lines().toList()) {
      String line = raw.strip();
      int equal = line.indexOf('=');
      if (line.startsWith("[")) {
        ours = line.equals("[" + SECTION + "]");
      } else if (ours && equal > 0 && line.charAt(0) != '#' && line.charAt(0) != ';') {
        values.put(line.substring(0, equal).strip(), line.substring(equal + 1).strip());
      }
    }
    return values;
  }

  private String required(Map<String, String> values, String key) throws JobsApiException {
    String value = values.getOrDefault(key, "");
    if (value.isEmpty()) {
      throw refused("has no " + key + " in its section [" + SECTION + "]");
    }
    return value;
  }

  private JobsApiException refused(String why) {
    String message = "The ci.credentials.file " + file.path() + " " + why;
    return new JobsApiException(Kind.REFUSED, Reason.CREDENTIALS, 0, message, null, null);
  }
}
